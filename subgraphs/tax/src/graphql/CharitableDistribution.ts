import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "What a gift from an IRA straight to a charity does; USD." })
export class CharitableDistribution {
  @Field(() => DecimalScalar, { description: "Out of income." })
  excluded!: Decimal;

  @Field(() => DecimalScalar, { description: "The rest; deductible as an ordinary gift." })
  taxable!: Decimal;

  @Field(() => DecimalScalar, { description: "Counts as distributed." })
  towardMinimum!: Decimal;

  @Field(() => DecimalScalar, { description: "Of the year." })
  limitLeft!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Of IRA deductions after 70 and a half, which take away from later gifts.",
  })
  deductedAfter70Left!: Decimal;
}
