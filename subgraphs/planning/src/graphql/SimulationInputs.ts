import { Field, FieldResolver, Float, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Money as MoneyModel, money } from "@wealthgraph/kernel/money";
import type { AssetClass } from "../domain/assetClass.js";
import type { FrozenInputs } from "../domain/frozenInputs.js";
import type { SimulatedGoal as SimulatedGoalModel } from "../domain/simulationInputs.js";
import { CapitalMarketAssumptions } from "./CapitalMarketAssumptions.js";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";

@ObjectType({ description: "Target share of an asset class; rebalanced to it every month." })
export class AllocationWeight {
  @Field(() => SimulatedAssetClassEnum)
  assetClass!: AssetClass;

  @Field(() => Float, { description: "0 to 1; the weights sum to 1." })
  weight!: number;
}

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

@ObjectType({ description: "Marginal federal rates of the household, as fractions." })
export class FrozenMarginalRates {
  @Field(() => Int)
  year!: number;

  @Field(() => Float)
  ordinary!: number;

  @Field(() => Float)
  shortTermGain!: number;

  @Field(() => Float)
  longTermGain!: number;
}

@ObjectType({
  description:
    "Everything a run depends on. Amounts in today's money; they rise with inflation. A month: the withdrawal is taken, the portfolio grows and is rebalanced, the contribution is added, goals that are due are settled.",
})
export class SimulationInputs {
  @Field(() => CalendarDateScalar, { description: "Month 1 starts here." })
  asOf!: CalendarDate;

  @Field(() => Int)
  paths!: number;

  @Field(() => Int)
  horizonMonths!: number;

  @Field(() => Int)
  contributionMonths!: number;

  @Field(() => Int)
  withdrawalStartsMonth!: number;

  @Field(() => [AllocationWeight])
  allocation!: readonly AllocationWeight[];

  @Field(() => CapitalMarketAssumptions)
  assumptions!: CapitalMarketAssumptions;

  @Field(() => [SimulatedGoal])
  goals!: readonly SimulatedGoal[];

  @Field(() => FrozenMarginalRates, {
    nullable: true,
    description: "Recorded, not yet used: paths are before tax. null without a tax profile.",
  })
  marginalRates!: FrozenMarginalRates | null;

  @Field(() => [String], { description: "What was decided when the inputs were frozen." })
  remarks!: readonly string[];
}

@Resolver(() => SimulationInputs)
export class SimulationInputsFields {
  @FieldResolver(() => Money)
  startBalance(@Root() inputs: FrozenInputs): MoneyModel {
    return money(inputs.startBalance, "USD");
  }

  @FieldResolver(() => Money, { description: "Paid in at the end of each month." })
  monthlyContribution(@Root() inputs: FrozenInputs): MoneyModel {
    return money(inputs.monthlyContribution, "USD");
  }

  @FieldResolver(() => Money, { description: "Taken at the start of each month." })
  monthlyWithdrawal(@Root() inputs: FrozenInputs): MoneyModel {
    return money(inputs.monthlyWithdrawal, "USD");
  }
}

@Resolver(() => SimulatedGoal)
export class SimulatedGoalFields {
  @FieldResolver(() => Money, { description: "In today's money." })
  amount(@Root() goal: SimulatedGoalModel): MoneyModel {
    return money(goal.amount, "USD");
  }
}
