import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { MarketplacePlan } from "../domain/retirement/marketplacePlan.js";
import { TaxParameters } from "./TaxParameters.js";

@ObjectType({ description: "Where a household stands in the premium tax credit; USD a year." })
export class MarketplaceCredit {
  @Field(() => DecimalScalar, {
    description: "AGI, tax-exempt interest and untaxed Social Security.",
  })
  income!: Decimal;

  @Field(() => DecimalScalar, { description: "The guideline of the year before." })
  povertyLine!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "To be paid for the benchmark plan; null: not eligible by income.",
  })
  expectedContribution!: Decimal | null;

  @Field(() => DecimalScalar, { description: "Before advance payments." })
  credit!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Income that lacks to the poverty line, below which there is no credit.",
  })
  distanceToFloor!: Decimal;

  @Field(() => TaxParameters)
  figures!: TaxParameters;

  @Field(() => [String])
  notModelled!: readonly string[];
}

@Resolver(() => MarketplaceCredit)
export class MarketplaceCreditFields {
  @FieldResolver(() => DecimalScalar, { description: "Income over the line, 4 places." })
  povertyMultiple(@Root() plan: MarketplacePlan): Decimal {
    return plan.povertyMultiple.toDecimalPlaces(4);
  }

  @FieldResolver(() => DecimalScalar, {
    description: "Of the next dollar of ordinary income, a fraction of 6 places.",
  })
  creditLostPerDollar(@Root() plan: MarketplacePlan): Decimal {
    return plan.creditLostPerDollar.toDecimalPlaces(6);
  }
}
