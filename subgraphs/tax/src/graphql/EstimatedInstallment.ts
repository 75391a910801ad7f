import { Field, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "One of the four payments of a year; USD." })
export class EstimatedInstallment {
  @Field(() => Int, { description: "1 to 4." })
  number!: number;

  @Field(() => CalendarDateScalar, { description: "Moved over weekends and holidays." })
  dueOn!: CalendarDate;

  @Field(() => DecimalScalar, { description: "Of this installment." })
  required!: Decimal;

  @Field(() => DecimalScalar, { description: "A quarter of the year's." })
  withholding!: Decimal;

  @Field(() => DecimalScalar, { description: "After the due date before, by this one." })
  paid!: Decimal;

  @Field(() => DecimalScalar, {
    description: "What was missing on a due date that is past, over all installments so far.",
  })
  shortfall!: Decimal;

  @Field(() => DecimalScalar, {
    description: "By a due date to come, what was missed before included.",
  })
  toPay!: Decimal;
}
