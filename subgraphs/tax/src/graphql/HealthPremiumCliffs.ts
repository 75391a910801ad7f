import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { IncomeChangeCost } from "./IncomeChangeCost.js";
import { MarketplaceCredit } from "./MarketplaceCredit.js";
import { MedicareSurcharge } from "./MedicareSurcharge.js";
import { PremiumCliff } from "./PremiumCliff.js";

@ObjectType({
  description:
    "Where an income stands between the cliffs of health premiums, by the exact engine; USD. Informational only, not advice.",
})
export class HealthPremiumCliffs {
  @Field(() => Int, { description: "Of the income." })
  year!: number;

  @Field(() => DecimalScalar, { description: "AGI plus tax-exempt interest." })
  medicareIncome!: Decimal;

  @Field(() => MedicareSurcharge)
  medicare!: MedicareSurcharge;

  @Field(() => MarketplaceCredit, {
    nullable: true,
    description: "Null without marketplace coverage in the tax profile.",
  })
  marketplace!: MarketplaceCredit | null;

  @Field(() => [PremiumCliff], { description: "Medicare's, rising, then the marketplace's." })
  cliffs!: readonly PremiumCliff[];

  @Field(() => [IncomeChangeCost], { description: "In the order in which they were asked." })
  changes!: readonly IncomeChangeCost[];

  @Field(() => [String])
  assumptions!: readonly string[];
}
