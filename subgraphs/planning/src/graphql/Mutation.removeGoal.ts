import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { removeGoal } from "../operations/goals.js";
import type { PlanningContext } from "./context.js";

@InputType()
export class RemoveGoalInput {
  @Field(() => ID)
  goalId!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;
}

@Resolver()
export class RemoveGoalMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Boolean, { description: "Refusals: NOT_FOUND, FORBIDDEN, CONFLICT." })
  removeGoal(
    @Arg("input", () => RemoveGoalInput) input: RemoveGoalInput,
    @Ctx() context: PlanningContext,
  ): Promise<boolean> {
    const { goalId: id, version } = input;
    return removeGoal(context.goals, context.viewer, { id, version });
  }
}
