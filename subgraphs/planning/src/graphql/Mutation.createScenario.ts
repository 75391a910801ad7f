import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { HouseholdPlan as HouseholdPlanModel } from "../domain/plan/householdPlan.js";
import { createScenario } from "../operations/householdPlans.js";
import type { PlanningContext } from "./context.js";
import { HouseholdPlan } from "./HouseholdPlan.js";

@InputType()
export class CreateScenarioInput {
  @Field(() => ID, { description: "The plan or scenario that is copied." })
  planId!: string;

  @Field(() => String, { description: "1 to 200 characters." })
  name!: string;
}

@Resolver()
export class CreateScenarioMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => HouseholdPlan, {
    description:
      "Copies a plan, to be changed and compared. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT.",
  })
  createScenario(
    @Arg("input", () => CreateScenarioInput) input: CreateScenarioInput,
    @Ctx() context: PlanningContext,
  ): Promise<HouseholdPlanModel> {
    return createScenario(context, context.viewer, input.planId, input.name);
  }
}
