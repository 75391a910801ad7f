import { Field, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "What an account was worth when a calendar year ended." })
export class YearEndValue {
  @Field(() => Int)
  year!: number;

  @Field(() => CalendarDateScalar, {
    description: "The last stored day of the year; 31 December or a few days before.",
  })
  day!: CalendarDate;

  @Field(() => DecimalScalar, { description: "Holdings and cash, in USD." })
  value!: Decimal;

  @Field(() => Boolean, {
    description: "True where a holding had no market price and stands at its last trade price.",
  })
  isEstimated!: boolean;
}
