import { Field, ObjectType } from "type-graphql";
import { External } from "@wealthgraph/chassis/directives";
import { DateTimeScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";

/** Owned by market-data; tax reads it with a lot. */
@ObjectType()
export class Quote {
  @External()
  @Field(() => Money)
  price!: Money;

  @External()
  @Field(() => DecimalScalar)
  fxToUsd!: string;

  @External()
  @Field(() => DateTimeScalar)
  asOf!: string;
}
