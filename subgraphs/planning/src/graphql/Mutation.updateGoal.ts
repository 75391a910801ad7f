import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Goal as GoalModel, GoalKind } from "../domain/goal.js";
import { updateGoal } from "../operations/goals.js";
import type { PlanningContext } from "./context.js";
import { Goal } from "./Goal.js";
import { GoalKindEnum } from "./GoalKind.js";

@InputType({ description: "null and absent alike leave a field as it is." })
export class UpdateGoalInput {
  @Field(() => ID)
  goalId!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => GoalKindEnum, { nullable: true })
  kind?: GoalKind | null;

  @Field(() => MoneyInput, { nullable: true })
  targetAmount?: MoneyInput | null;

  @Field(() => CalendarDateScalar, { nullable: true })
  targetDate?: CalendarDate | null;

  @Field(() => Int, { nullable: true })
  priority?: number | null;
}

@Resolver()
export class UpdateGoalMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Goal, { description: "Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT." })
  updateGoal(
    @Arg("input", () => UpdateGoalInput) input: UpdateGoalInput,
    @Ctx() context: PlanningContext,
  ): Promise<GoalModel> {
    const { goalId: id, version, ...change } = input;
    return updateGoal(context.goals, context.viewer, { id, version }, change);
  }
}
