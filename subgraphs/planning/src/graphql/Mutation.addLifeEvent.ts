import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { HouseholdPlan as HouseholdPlanModel } from "../domain/plan/householdPlan.js";
import { addLifeEvent } from "../operations/householdPlans.js";
import type { PlanningContext } from "./context.js";
import { HouseholdPlan } from "./HouseholdPlan.js";
import { lifeEventOf } from "./planDocument.js";
import { PlanLifeEventInput } from "./PlanLifeEvent.js";

@InputType()
export class AddLifeEventInput {
  @Field(() => ID)
  planId!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;

  @Field(() => PlanLifeEventInput)
  event!: PlanLifeEventInput;
}

@Resolver()
export class AddLifeEventMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => HouseholdPlan, {
    description: "Refusals: NOT_FOUND, FORBIDDEN, PLAN_INVALID, CONFLICT.",
  })
  addLifeEvent(
    @Arg("input", () => AddLifeEventInput) input: AddLifeEventInput,
    @Ctx() context: PlanningContext,
  ): Promise<HouseholdPlanModel> {
    const { planId: id, version, event } = input;
    return addLifeEvent(context, context.viewer, { id, version }, lifeEventOf(event));
  }
}
