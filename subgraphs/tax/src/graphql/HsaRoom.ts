import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "What may still go into a health savings account; USD." })
export class HsaRoom {
  @Field(() => DecimalScalar, { description: "By months of coverage; own catch-up included." })
  limit!: Decimal;

  @Field(() => DecimalScalar)
  catchUp!: Decimal;

  @Field(() => DecimalScalar)
  room!: Decimal;
}
