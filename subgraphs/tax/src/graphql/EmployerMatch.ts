import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "What the employer adds to the deferrals; USD." })
export class EmployerMatch {
  @Field(() => DecimalScalar, { description: "For what was deferred so far." })
  match!: Decimal;

  @Field(() => DecimalScalar, { description: "For someone who defers enough from every paycheck." })
  fullMatch!: Decimal;

  @Field(() => DecimalScalar, { description: "Full match less match." })
  missed!: Decimal;

  @Field(() => DecimalScalar, { description: "The part of it that a true-up would have given." })
  lostToTiming!: Decimal;

  @Field(() => DecimalScalar, { description: "Of each paycheck to defer for the full match." })
  fullShare!: Decimal;
}
