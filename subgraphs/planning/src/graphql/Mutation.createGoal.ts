import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Goal as GoalModel, GoalKind } from "../domain/goal.js";
import { createGoal } from "../operations/goals.js";
import type { PlanningContext } from "./context.js";
import { Goal } from "./Goal.js";
import { GoalKindEnum } from "./GoalKind.js";

@InputType()
export class CreateGoalInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => String, { description: "1 to 200 characters." })
  name!: string;

  @Field(() => GoalKindEnum)
  kind!: GoalKind;

  @Field(() => MoneyInput, { description: "In today's money, USD, > 0." })
  targetAmount!: MoneyInput;

  @Field(() => CalendarDateScalar)
  targetDate!: CalendarDate;

  @Field(() => Int, { defaultValue: 1, description: "1 to 100; 1 is served first." })
  priority!: number;
}

@Resolver()
export class CreateGoalMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Goal, { description: "Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT." })
  createGoal(
    @Arg("input", () => CreateGoalInput) input: CreateGoalInput,
    @Ctx() context: PlanningContext,
  ): Promise<GoalModel> {
    const { householdId, ...draft } = input;
    return createGoal(context.goals, context.viewer, householdId, draft);
  }
}
