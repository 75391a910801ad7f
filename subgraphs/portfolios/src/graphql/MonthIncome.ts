import { Field, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "Income of one month, in USD." })
export class MonthIncome {
  @Field(() => CalendarDateScalar, { description: "Its first day." })
  month!: CalendarDate;

  @Field(() => DecimalScalar, { description: "Before withholding and fees." })
  gross!: Decimal;

  @Field(() => DecimalScalar, { description: "Tax withheld, less refunds." })
  withheld!: Decimal;

  @Field(() => DecimalScalar)
  fees!: Decimal;

  @Field(() => DecimalScalar, { description: "Gross less withheld and fees." })
  net!: Decimal;
}
