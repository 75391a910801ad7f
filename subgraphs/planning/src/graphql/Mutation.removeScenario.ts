import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { removeScenario } from "../operations/householdPlans.js";
import type { PlanningContext } from "./context.js";

@InputType()
export class RemoveScenarioInput {
  @Field(() => ID)
  planId!: string;

  @Field(() => Int)
  version!: number;
}

@Resolver()
export class RemoveScenarioMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Boolean, {
    description:
      "Its simulations stay. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT for the own plan, CONFLICT.",
  })
  removeScenario(
    @Arg("input", () => RemoveScenarioInput) input: RemoveScenarioInput,
    @Ctx() context: PlanningContext,
  ): Promise<boolean> {
    const { planId: id, version } = input;
    return removeScenario(context, context.viewer, { id, version });
  }
}
