import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { HouseholdPlan as HouseholdPlanModel } from "../domain/plan/householdPlan.js";
import { savePlan } from "../operations/householdPlans.js";
import type { PlanningContext } from "./context.js";
import { HouseholdPlan } from "./HouseholdPlan.js";
import { documentOf } from "./planDocument.js";
import { PlanDocumentInput } from "./PlanDocumentInput.js";

@InputType()
export class SavePlanInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => Int, { nullable: true, description: "The version you read; absent: the first." })
  version?: number | null;

  @Field(() => String, { defaultValue: "Plan", description: "1 to 200 characters." })
  name!: string;

  @Field(() => PlanDocumentInput, { description: "Replaces the whole plan." })
  document!: PlanDocumentInput;
}

@Resolver()
export class SavePlanMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => HouseholdPlan, {
    description:
      "Stores the household's own plan. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT, PLAN_INVALID with the element in the facts, CONFLICT.",
  })
  savePlan(
    @Arg("input", () => SavePlanInput) input: SavePlanInput,
    @Ctx() context: PlanningContext,
  ): Promise<HouseholdPlanModel> {
    const { householdId, name, version = null } = input;
    const draft = { name, document: documentOf(input.document) };
    return savePlan(context, context.viewer, { householdId, version, draft });
  }
}
