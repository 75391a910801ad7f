import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { FilingStatus } from "../domain/filingStatus.js";
import type { TaxEstimate as TaxEstimateModel } from "../domain/taxEstimate.js";
import { FilingStatusEnum } from "./FilingStatus.js";
import { TaxLine } from "./TaxLine.js";
import { TaxMarginalRates } from "./TaxMarginalRates.js";
import { TaxParameters } from "./TaxParameters.js";

@ObjectType({
  description:
    "Federal income tax and net investment income tax of a year, by rate schedule and to the cent, from the household's tax profile. Informational only, not advice.",
})
export class TaxEstimate {
  @Field(() => Int)
  year!: number;

  @Field(() => FilingStatusEnum)
  filingStatus!: FilingStatus;

  @Field(() => TaxMarginalRates)
  marginalRates!: TaxMarginalRates;

  @Field(() => TaxParameters)
  parameters!: TaxParameters;

  @Field(() => [String], { description: "What a full return of these facts would also need." })
  notModelled!: readonly string[];
}

const usd = (amount: TaxEstimateModel["totalTax"]): MoneyModel => money(amount, "USD");

@Resolver(() => TaxEstimate)
export class TaxEstimateFields {
  @FieldResolver(() => Money)
  adjustedGrossIncome(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.adjustedGrossIncome);
  }

  @FieldResolver(() => Money, { description: "Standard or itemised, and the senior deduction." })
  deduction(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.deduction);
  }

  @FieldResolver(() => Money)
  taxableIncome(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.taxableIncome);
  }

  @FieldResolver(() => Money)
  ordinaryTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.ordinaryTax);
  }

  @FieldResolver(() => Money, { description: "On net capital gain and qualified dividends." })
  capitalGainsTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.capitalGainsTax);
  }

  @FieldResolver(() => Money)
  netInvestmentIncomeTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.netInvestmentIncomeTax);
  }

  @FieldResolver(() => Money, { description: "The sum of the three taxes." })
  totalTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.totalTax);
  }

  @FieldResolver(() => [TaxLine], { description: "Every line, in the order of the computation." })
  lines(@Root() estimate: TaxEstimateModel): readonly TaxLine[] {
    return estimate.lines.map(({ code, label, amount }) => ({ code, label, amount: usd(amount) }));
  }
}
