import { Field, ObjectType } from "type-graphql";
import { External } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";

/** Owned by portfolios; tax prices it. */
@ObjectType()
export class WashSaleRisk {
  @External()
  @Field(() => Boolean)
  conflict!: boolean;

  @External()
  @Field(() => Boolean)
  permanent!: boolean;

  @External()
  @Field(() => DecimalScalar)
  replacementUnits!: string;

  @External()
  @Field(() => CalendarDateScalar)
  atRiskUntil!: string;
}
