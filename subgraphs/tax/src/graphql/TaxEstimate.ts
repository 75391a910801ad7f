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
    "The federal return of a year, by rate schedule and to the cent, from the household's tax profile. Informational only, not advice.",
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

  @FieldResolver(() => Money, {
    description:
      "Everything between adjusted gross and taxable income: standard or itemised and others.",
  })
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

  @FieldResolver(() => Money, {
    description: "All taxes less non-refundable credits (Form 1040 line 24).",
  })
  totalTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.totalTax);
  }

  @FieldResolver(() => Money)
  alternativeMinimumTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.alternativeMinimumTax);
  }

  @FieldResolver(() => Money)
  selfEmploymentTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.selfEmploymentTax);
  }

  @FieldResolver(() => Money)
  additionalMedicareTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.additionalMedicareTax);
  }

  @FieldResolver(() => Money, { description: "Already taken off the total tax." })
  nonRefundableCredits(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.nonRefundableCredits);
  }

  @FieldResolver(() => Money)
  refundableCredits(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.refundableCredits);
  }

  @FieldResolver(() => Money, {
    description: "Total tax less refundable credits; may be negative.",
  })
  netTax(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.netTax);
  }

  @FieldResolver(() => Money, {
    description: "After withholding and estimated payments; negative: a refund.",
  })
  balanceDue(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.balanceDue);
  }

  @FieldResolver(() => Money, { description: "Withheld from wages; beside the return." })
  payrollTaxEmployee(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.payrollTaxEmployee);
  }

  @FieldResolver(() => Money, { description: "Paid by the employer; beside the return." })
  payrollTaxEmployer(@Root() estimate: TaxEstimateModel): MoneyModel {
    return usd(estimate.payrollTaxEmployer);
  }

  @FieldResolver(() => [TaxLine], { description: "Every line, in the order of the computation." })
  lines(@Root() estimate: TaxEstimateModel): readonly TaxLine[] {
    return estimate.lines.map((line) => ({
      ...line,
      amount: usd(line.amount),
      components: line.components.map(({ label, amount }) => ({ label, amount: usd(amount) })),
    }));
  }
}
