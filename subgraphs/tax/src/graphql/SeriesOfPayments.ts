import { Field, ObjectType, registerEnumType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { SeppMethod } from "../domain/retirement/substantiallyEqualPayments.js";

export const SeriesMethodEnum: Readonly<Record<SeppMethod, SeppMethod>> = {
  REQUIRED_MINIMUM: "REQUIRED_MINIMUM",
  FIXED_AMORTIZATION: "FIXED_AMORTIZATION",
  FIXED_ANNUITIZATION: "FIXED_ANNUITIZATION",
};
registerEnumType(SeriesMethodEnum, { name: "SeriesMethod" });

@ObjectType({
  description:
    "Substantially equal payments before 59 and a half without the 10 % tax (72(t), Notice 2022-6).",
})
export class SeriesOfPayments {
  @Field(() => SeriesMethodEnum)
  method!: SeppMethod;

  @Field(() => DecimalScalar, { description: "Years, or the price of 1 a year; 6 places." })
  divisor!: Decimal;

  @Field(() => DecimalScalar, {
    description: "USD a year; by REQUIRED_MINIMUM of the first year only.",
  })
  annual!: Decimal;

  @Field(() => CalendarDateScalar, { description: "A change before this day is taxed back." })
  bindsUntil!: CalendarDate;
}
