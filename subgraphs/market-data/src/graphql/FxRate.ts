import { Field, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { FxRate as FxRateModel } from "../domain/euroRates.js";

@ObjectType({ description: "An exchange rate of one day." })
export class FxRate implements FxRateModel {
  @Field(() => String, { description: "ISO 4217 code." })
  base!: string;

  @Field(() => String, { description: "ISO 4217 code." })
  quote!: string;

  @Field(() => DecimalScalar, { description: "Units of `quote` for one unit of `base`." })
  rate!: Decimal;

  @Field(() => CalendarDateScalar, {
    description: "Day of the fixing; before the day asked for on weekends and closing days.",
  })
  on!: CalendarDate;

  @Field(() => String)
  source!: string;
}
