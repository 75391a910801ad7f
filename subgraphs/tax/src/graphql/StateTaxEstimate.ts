import { Field, Int, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { FilingStatus } from "../domain/filingStatus.js";
import { INCOME_KINDS } from "../domain/incomeKind.js";
import type { StateTaxResult } from "../domain/states/stateTax.js";
import { FilingStatusEnum } from "./FilingStatus.js";
import { StateMarginalRate } from "./StateMarginalRate.js";
import { StateTaxCliff } from "./StateTaxCliff.js";
import { StateTaxLine } from "./StateTaxLine.js";
import { TaxParameters } from "./TaxParameters.js";

@ObjectType({
  description:
    "Income tax of one state for residents of the whole year, to the cent, from the household's tax profile. Informational only, not advice.",
})
export class StateTaxEstimate {
  @Field(() => String, { description: "Postal code." })
  state!: string;

  @Field(() => Int)
  year!: number;

  @Field(() => FilingStatusEnum)
  filingStatus!: FilingStatus;

  @Field(() => Money, {
    description: "After the credits that are modelled; the exact tax rounded half-even once.",
  })
  totalTax!: MoneyModel;

  @Field(() => [StateTaxLine], { description: "Every line, in the order of the computation." })
  lines!: readonly StateTaxLine[];

  @Field(() => [StateMarginalRate], { description: "One of each kind of income." })
  marginalRates!: readonly StateMarginalRate[];

  @Field(() => [StateTaxCliff], { description: "Of the state, whether near this income or not." })
  cliffs!: readonly StateTaxCliff[];

  @Field(() => TaxParameters)
  parameters!: TaxParameters;

  @Field(() => [String], { description: "What a full return of these facts would also need." })
  notModelled!: readonly string[];
}

/** The result of the engine in the shape of the graph: amounts as money, rates as a list. */
export function stateTaxEstimateOf(result: StateTaxResult): StateTaxEstimate {
  const { state, year, filingStatus, cliffs, parameters, notModelled } = result;
  return {
    state,
    year,
    filingStatus,
    cliffs,
    parameters,
    notModelled,
    totalTax: money(result.tax, "USD"),
    lines: result.lines.map((line) => ({ ...line, amount: money(line.amount, "USD") })),
    marginalRates: INCOME_KINDS.map((kind) => ({ kind, rate: result.marginalRates[kind] })),
  };
}
