import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "One year of an account from which only the minimum is taken; USD." })
export class DistributionYear {
  @Field(() => Int)
  year!: number;

  @Field(() => Int, { nullable: true, description: "Of the owner, reached in the year." })
  ageYears!: number | null;

  @Field(() => DecimalScalar)
  openingBalance!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "Years; null: nothing is asked." })
  divisor!: Decimal | null;

  @Field(() => DecimalScalar)
  required!: Decimal;

  @Field(() => DecimalScalar, { description: "The first year's, taken by 1 April of this one." })
  deferredIn!: Decimal;

  @Field(() => DecimalScalar, { description: "In this calendar year: what is taxed." })
  paid!: Decimal;

  @Field(() => DecimalScalar)
  growth!: Decimal;

  @Field(() => DecimalScalar, { description: "31 December." })
  closingBalance!: Decimal;
}
