import { Field, Float, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { InstrumentIncome } from "./InstrumentIncome.js";
import { MonthIncome } from "./MonthIncome.js";

@ObjectType({ description: "Dividends, distributions and interest received, in USD." })
export class Income {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => DecimalScalar, { description: "Before withholding and fees." })
  gross!: Decimal;

  @Field(() => DecimalScalar, { description: "Tax withheld, less refunds." })
  withheld!: Decimal;

  @Field(() => DecimalScalar)
  fees!: Decimal;

  @Field(() => DecimalScalar, { description: "Gross less withheld and fees." })
  net!: Decimal;

  @Field(() => [InstrumentIncome], { description: "In order of the first payment." })
  byInstrument!: InstrumentIncome[];

  @Field(() => [MonthIncome], { description: "Months with income, ascending." })
  byMonth!: MonthIncome[];

  @Field(() => DecimalScalar, {
    description: "Gross dividends of the twelve months until `to`, of instruments held now.",
  })
  trailingDividends!: Decimal;

  @Field(() => Float, {
    nullable: true,
    description: "Trailing dividends by the cost of all lots held now; null when none are.",
  })
  yieldOnCost!: number | null;

  @Field(() => [String], { description: "Conventions chosen, to be shown with the figures." })
  assumptions!: string[];
}
