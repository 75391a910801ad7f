import { Field, Int, ObjectType } from "type-graphql";
import { External } from "@wealthgraph/chassis/directives";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";

/** Owned by portfolios; tax divides it. */
@ObjectType()
export class YearEndValue {
  @External()
  @Field(() => Int)
  year!: number;

  @External()
  @Field(() => DecimalScalar)
  value!: string;

  @External()
  @Field(() => Boolean)
  isEstimated!: boolean;
}
