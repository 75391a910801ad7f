import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { ProjectedTaxYear } from "./ProjectedTaxYear.js";

@ObjectType({
  description:
    "A household's exact returns over years, a changed law beside the current one; USD. Informational only, not advice.",
})
export class TaxProjection {
  @Field(() => [ProjectedTaxYear])
  years!: readonly ProjectedTaxYear[];

  @Field(() => DecimalScalar, {
    description: "Federal and state tax and Medicare surcharges, in money of the first year.",
  })
  currentTotal!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "Null without a changed law." })
  changedTotal!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Changed less current." })
  difference!: Decimal | null;

  @Field(() => Int, { nullable: true, description: "The first year with a projected figure." })
  projectedFrom!: number | null;

  @Field(() => [String])
  assumptions!: readonly string[];

  @Field(() => [String])
  notModelled!: readonly string[];
}
