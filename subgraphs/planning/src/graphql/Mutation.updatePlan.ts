import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { HouseholdPlan as HouseholdPlanModel } from "../domain/plan/householdPlan.js";
import { updatePlan } from "../operations/householdPlans.js";
import type { PlanningContext } from "./context.js";
import { HouseholdPlan } from "./HouseholdPlan.js";
import { documentOf } from "./planDocument.js";
import { PlanDocumentInput } from "./PlanDocumentInput.js";

@InputType()
export class UpdatePlanInput {
  @Field(() => ID, { description: "Of the own plan or of a scenario." })
  planId!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;

  @Field(() => String, { description: "1 to 200 characters." })
  name!: string;

  @Field(() => PlanDocumentInput, { description: "Replaces the whole plan." })
  document!: PlanDocumentInput;
}

@Resolver()
export class UpdatePlanMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => HouseholdPlan, {
    description: "Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT, PLAN_INVALID, CONFLICT.",
  })
  updatePlan(
    @Arg("input", () => UpdatePlanInput) input: UpdatePlanInput,
    @Ctx() context: PlanningContext,
  ): Promise<HouseholdPlanModel> {
    const { planId: id, version, name } = input;
    const draft = { name, document: documentOf(input.document) };
    return updatePlan(context, context.viewer, { id, version }, draft);
  }
}
