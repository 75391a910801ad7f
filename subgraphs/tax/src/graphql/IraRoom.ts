import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "What one person may put into IRAs for the year; USD." })
export class IraRoom {
  @Field(() => DecimalScalar, { description: "Of traditional and Roth together." })
  limit!: Decimal;

  @Field(() => DecimalScalar, { description: "After the income phase-out." })
  rothMax!: Decimal;

  @Field(() => DecimalScalar, { description: "Of traditional contributions." })
  deductibleMax!: Decimal;

  @Field(() => DecimalScalar, { description: "Of the limit, after what was contributed." })
  room!: Decimal;

  @Field(() => DecimalScalar)
  rothRoom!: Decimal;

  @Field(() => DecimalScalar)
  deductibleRoom!: Decimal;
}
