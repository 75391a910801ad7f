import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { HouseholdPlan as HouseholdPlanModel } from "../domain/plan/householdPlan.js";
import { removeLifeEvent } from "../operations/householdPlans.js";
import type { PlanningContext } from "./context.js";
import { HouseholdPlan } from "./HouseholdPlan.js";

@InputType()
export class RemoveLifeEventInput {
  @Field(() => ID)
  planId!: string;

  @Field(() => Int)
  version!: number;

  @Field(() => ID)
  eventId!: string;
}

@Resolver()
export class RemoveLifeEventMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => HouseholdPlan, { description: "Refusals: NOT_FOUND, FORBIDDEN, CONFLICT." })
  removeLifeEvent(
    @Arg("input", () => RemoveLifeEventInput) input: RemoveLifeEventInput,
    @Ctx() context: PlanningContext,
  ): Promise<HouseholdPlanModel> {
    const { planId: id, version, eventId } = input;
    return removeLifeEvent(context, context.viewer, { id, version }, eventId);
  }
}
