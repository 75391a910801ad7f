import { Field, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({
  description: "The five years of one conversion for the 10 % tax; from 59 1/2 none is needed.",
})
export class ConversionClock {
  @Field(() => Int, { description: "Of the conversion." })
  year!: number;

  @Field(() => DecimalScalar, { description: "USD." })
  amount!: Decimal;

  @Field(() => CalendarDateScalar, { description: "Free of the 10 % tax from this day on." })
  fiveYearsUntil!: CalendarDate;

  @Field(() => CalendarDateScalar, {
    description: "That day, or the older saver's 59 1/2 when earlier.",
  })
  freeFrom!: CalendarDate;
}
