import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "Losses that go to the next year, by character; USD, from 0." })
export class LossCarryforward {
  @Field(() => DecimalScalar)
  shortTerm!: Decimal;

  @Field(() => DecimalScalar)
  longTerm!: Decimal;
}
