import { Field, ID, InputType, Int } from "type-graphql";
import { DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { AssetIncome } from "../domain/location/assetIncome.js";
import type { AssetLocationRequest } from "../operations/assetLocation.js";
import { dollars } from "./TaxDetailsInput.js";

@InputType({
  description:
    "What an asset returns a year and as what, in place of what is assumed; fractions of its value, absent ones are 0.",
})
export class AssetIncomeInput {
  @Field(() => String, { description: "An asset class, for example BOND." })
  assetClass!: string;

  @Field(() => DecimalScalar, { description: "Total, before tax." })
  expectedReturn!: Decimal;

  @Field(() => DecimalScalar, { nullable: true })
  interest?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true })
  taxExemptInterest?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Not qualified." })
  ordinaryDividends?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true })
  qualifiedDividends?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Distributed, or by turnover." })
  shortTermGain?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Distributed, or by turnover." })
  longTermGain?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Withheld abroad." })
  foreignTax?: Decimal | null;

  @Field(() => String, { nullable: true, description: "Where the figures are from." })
  source?: string | null;
}

@InputType()
export class LocationTargetInput {
  @Field(() => String)
  assetClass!: string;

  @Field(() => DecimalScalar, { description: "Of the household's value, 0 to 1." })
  weight!: Decimal;
}

@InputType({ description: "An asset class that an account cannot buy." })
export class LocationExclusionInput {
  @Field(() => ID)
  accountId!: string;

  @Field(() => String)
  assetClass!: string;
}

@InputType({
  description:
    "Where assets belong. Holdings are those of the books, tax is that of the year's profile. Rates are fractions.",
})
export class AssetLocationInput {
  @Field(() => Int, { description: "The household has a tax profile of it." })
  year!: number;

  @Field(() => [LocationTargetInput], {
    nullable: true,
    description: "Weights before tax that sum to 1; absent: the mix of today.",
  })
  targets?: LocationTargetInput[] | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "A weight may be off by this fraction of the household's value; absent: 0.005.",
  })
  tolerance?: Decimal | null;

  @Field(() => [LocationExclusionInput], { nullable: true })
  exclusions?: LocationExclusionInput[] | null;

  @Field(() => [AssetIncomeInput], { nullable: true })
  assets?: AssetIncomeInput[] | null;

  @Field(() => MoneyInput, { nullable: true, description: "Absent: 500 USD." })
  minTrade?: MoneyInput | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Of what is sold and of what is bought; absent: 0.0002.",
  })
  tradingCost?: Decimal | null;

  @Field(() => Int, { nullable: true, description: "1 to 60; absent: 10." })
  horizonYears?: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "On deferred accounts at the horizon; absent: today's marginal rate on interest.",
  })
  terminalRate?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "On gains then, 0 with a step-up; given with terminalRate. Absent: today's rate.",
  })
  terminalGainRate?: Decimal | null;

  @Field(() => String, { nullable: true, description: "Postal code; absent: federal tax only." })
  state?: string | null;
}

/** @throws {Refusal} BAD_INPUT for amounts that are not in USD, or one terminal rate without the other */
export function toAssetLocationRequest(input: AssetLocationInput): AssetLocationRequest {
  return {
    targets:
      input.targets?.map((t) => ({ assetId: t.assetClass, weight: t.weight.toNumber() })) ?? null,
    tolerance: input.tolerance?.toNumber() ?? 0.005,
    excluded: (input.exclusions ?? []).map(({ accountId, assetClass }) => ({
      accountId,
      assetId: assetClass,
    })),
    stated: (input.assets ?? []).map(toAssetIncome),
    minTrade: input.minTrade ? dollars("minTrade", input.minTrade).toNumber() : 500,
    tradingCost: input.tradingCost?.toNumber() ?? 0.0002,
    horizonYears: input.horizonYears ?? 10,
    terminalRates: toTerminalRates(input),
    state: input.state ?? null,
  };
}

function toTerminalRates({
  terminalRate,
  terminalGainRate,
}: AssetLocationInput): AssetLocationRequest["terminalRates"] {
  if (!terminalRate && !terminalGainRate) return null;
  if (terminalRate && terminalGainRate) {
    return { ordinary: terminalRate.toNumber(), gain: terminalGainRate.toNumber() };
  }
  throw new Refusal("BAD_INPUT", "terminalRate and terminalGainRate are given together.");
}

function toAssetIncome(input: AssetIncomeInput): AssetIncome {
  const fraction = (given: Decimal | null | undefined): number => given?.toNumber() ?? 0;
  return {
    assetId: input.assetClass,
    expectedReturn: input.expectedReturn.toNumber(),
    yields: {
      interest: fraction(input.interest),
      taxExemptInterest: fraction(input.taxExemptInterest),
      ordinaryDividends: fraction(input.ordinaryDividends),
      qualifiedDividends: fraction(input.qualifiedDividends),
      shortTermGain: fraction(input.shortTermGain),
      longTermGain: fraction(input.longTermGain),
      foreignTax: fraction(input.foreignTax),
    },
    status: "STATED",
    source: input.source ?? "Stated by the household.",
  };
}
