import { Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import { type Money as MoneyModel, money } from "@wealthgraph/kernel/money";
import type { SimulatedGoal as SimulatedGoalModel } from "../domain/simulationInputs.js";

@ObjectType({ description: "A goal as it was when the simulation started." })
export class SimulatedGoal {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int, { description: "Settled at the end of this month of the simulation." })
  month!: number;

  @Field(() => Boolean, { description: "True when meeting it takes the amount out of the pool." })
  spends!: boolean;
}

@Resolver(() => SimulatedGoal)
export class SimulatedGoalFields {
  @FieldResolver(() => Money, { description: "In today's money." })
  amount(@Root() goal: SimulatedGoalModel): MoneyModel {
    return money(goal.amount, "USD");
  }
}
