import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "Sums of rows; USD." })
export class Form8949Total {
  @Field(() => Int)
  count!: number;

  @Field(() => DecimalScalar)
  proceeds!: Decimal;

  @Field(() => DecimalScalar)
  cost!: Decimal;

  @Field(() => DecimalScalar)
  adjustment!: Decimal;

  @Field(() => DecimalScalar)
  gain!: Decimal;
}
