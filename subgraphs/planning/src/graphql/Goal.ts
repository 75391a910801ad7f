import { Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { Goal as GoalModel, GoalKind } from "../domain/goal.js";
import { GoalKindEnum } from "./GoalKind.js";
import { Household } from "./Household.js";

@Key("id")
@ObjectType({ description: "A sum a household wants to have, or to spend, on a date." })
export class Goal {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => GoalKindEnum)
  kind!: GoalKind;

  @Field(() => Money, { description: "In today's money." })
  targetAmount!: MoneyModel;

  @Field(() => CalendarDateScalar)
  targetDate!: CalendarDate;

  @Field(() => Int, { description: "1 to 100; 1 is served first among goals of one month." })
  priority!: number;

  @Field(() => Int, { description: "Grows with every change; send the one you read with yours." })
  version!: number;
}

@Resolver(() => Goal)
export class GoalFields {
  @FieldResolver(() => Household)
  household(@Root() goal: GoalModel): Household {
    return { id: goal.householdId };
  }
}
