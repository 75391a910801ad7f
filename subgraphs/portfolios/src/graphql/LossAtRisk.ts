import { Field, ID, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "A loss of the last 30 days that a purchase would still wash." })
export class LossAtRisk {
  @Field(() => ID)
  accountId!: string;

  @Field(() => ID)
  instrumentId!: string;

  @Field(() => String)
  symbol!: string;

  @Field(() => CalendarDateScalar)
  soldOn!: CalendarDate;

  @Field(() => DecimalScalar, {
    description: "Not disallowed yet, > 0; in the account's currency.",
  })
  loss!: Decimal;

  @Field(() => CalendarDateScalar, {
    description: "Last day on which a purchase washes it, in any account of the household.",
  })
  until!: CalendarDate;
}
