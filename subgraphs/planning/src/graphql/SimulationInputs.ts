import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Money as MoneyModel, money } from "@wealthgraph/kernel/money";
import type { FrozenInputs } from "../domain/frozenInputs.js";
import type { FrozenCapitalMarket } from "../domain/capitalMarket.js";
import { SimulationCapitalMarket } from "./SimulationCapitalMarket.js";
import { CapitalMarketAssumptions } from "./CapitalMarketAssumptions.js";
import { AllocationWeight } from "./AllocationWeight.js";
import { FrozenMarginalRates } from "./FrozenMarginalRates.js";
import { type VarianceReduction, VarianceReductionEnum } from "./VarianceReduction.js";
import { SimulatedGoal } from "./SimulatedGoal.js";

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

  @Field(() => SimulationCapitalMarket, {
    nullable: true,
    description: "null in simulations older than the choice: LOGNORMAL.",
  })
  capitalMarket?: FrozenCapitalMarket | null;

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
  @FieldResolver(() => VarianceReductionEnum)
  varianceReduction(@Root() inputs: FrozenInputs): VarianceReduction {
    return inputs.isAntithetic ? "ANTITHETIC" : "NONE";
  }

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
