import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "A line of Schedule D; USD." })
export class ScheduleDLine {
  @Field(() => String, { description: "For example 1b." })
  line!: string;

  @Field(() => String)
  label!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Null where the line has no column (d).",
  })
  proceeds!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true })
  cost!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true })
  adjustment!: Decimal | null;

  @Field(() => DecimalScalar, { description: "Column (h)." })
  amount!: Decimal;
}
