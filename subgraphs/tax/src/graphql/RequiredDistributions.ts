import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { AccountDistribution } from "./AccountDistribution.js";
import { DistributionPool } from "./DistributionPool.js";
import { TaxParameters } from "./TaxParameters.js";

@ObjectType({
  description:
    "Required minimum distributions of a household in a year; USD. Informational only, not advice.",
})
export class RequiredDistributions {
  @Field(() => Int)
  year!: number;

  @Field(() => [AccountDistribution], { description: "Every account, in its order." })
  accounts!: readonly AccountDistribution[];

  @Field(() => [DistributionPool], {
    description: "What is asked, by the accounts it may be taken from.",
  })
  pools!: readonly DistributionPool[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Null while the minimum of some account is not known.",
  })
  total!: Decimal | null;

  @Field(() => TaxParameters)
  figures!: TaxParameters;

  @Field(() => [String])
  assumptions!: readonly string[];
}
