import { Field, ObjectType } from "type-graphql";
import { Instrument } from "./Instrument.js";
import { External } from "@wealthgraph/chassis/directives";
import { DecimalScalar, Money } from "@wealthgraph/chassis/scalars";

/** Owned by market-data; portfolios values positions with it. */
@ObjectType()
export class Quote {
  @External()
  @Field(() => Instrument)
  instrument!: Instrument;

  @External()
  @Field(() => Money)
  price!: Money;

  @External()
  @Field(() => DecimalScalar)
  fxToUsd!: string;
}
