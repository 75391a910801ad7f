import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { HouseholdAssetLocation } from "../operations/assetLocation.js";

@ObjectType({
  description: "An asset class as the plan took it; fractions a year, yields of its value.",
})
export class LocatedAsset {
  @Field(() => String)
  assetClass!: string;

  @Field(() => DecimalScalar, { description: "Of the household's value, wanted." })
  weight!: Decimal;

  @Field(() => DecimalScalar)
  expectedReturn!: Decimal;

  @Field(() => DecimalScalar)
  interest!: Decimal;

  @Field(() => DecimalScalar)
  taxExemptInterest!: Decimal;

  @Field(() => DecimalScalar)
  ordinaryDividends!: Decimal;

  @Field(() => DecimalScalar)
  qualifiedDividends!: Decimal;

  @Field(() => DecimalScalar)
  shortTermGain!: Decimal;

  @Field(() => DecimalScalar)
  longTermGain!: Decimal;

  @Field(() => DecimalScalar)
  foreignTax!: Decimal;

  @Field(() => String, { description: "ASSUMED by us or STATED by the household." })
  status!: string;

  @Field(() => String)
  source!: string;
}

export function locatedAssetsOf({ assets, weights }: HouseholdAssetLocation): LocatedAsset[] {
  return assets.map(({ assetId, expectedReturn, yields, status, source }) => ({
    assetClass: assetId,
    weight: fraction(weights.find((w) => w.assetId === assetId)?.weight ?? 0),
    expectedReturn: fraction(expectedReturn),
    interest: fraction(yields.interest),
    taxExemptInterest: fraction(yields.taxExemptInterest),
    ordinaryDividends: fraction(yields.ordinaryDividends),
    qualifiedDividends: fraction(yields.qualifiedDividends),
    shortTermGain: fraction(yields.shortTermGain),
    longTermGain: fraction(yields.longTermGain),
    foreignTax: fraction(yields.foreignTax),
    status,
    source,
  }));
}

const fraction = (value: number): Decimal => new Decimal(value).toDecimalPlaces(8);
