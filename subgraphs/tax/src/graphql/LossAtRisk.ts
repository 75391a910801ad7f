import { Field, ID, ObjectType } from "type-graphql";
import { External } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";

/** Owned by portfolios; tax reads it with a portfolio. */
@ObjectType()
export class LossAtRisk {
  @External()
  @Field(() => ID)
  instrumentId!: string;

  @External()
  @Field(() => String)
  symbol!: string;

  @External()
  @Field(() => DecimalScalar)
  loss!: string;

  @External()
  @Field(() => CalendarDateScalar)
  until!: string;
}
