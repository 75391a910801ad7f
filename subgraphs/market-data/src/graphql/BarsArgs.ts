import { ArgsType, Field, Int } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { BarAdjustment as AdjustmentModel } from "../domain/adjustedBars.js";
import { BarAdjustment } from "./BarAdjustment.js";

@ArgsType()
export class BarsArgs {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => BarAdjustment, { defaultValue: "RAW" })
  adjustment!: AdjustmentModel;

  @Field(() => Int, {
    nullable: true,
    description:
      "For charts: at most so many bars, 2 to 5,000; neighbours are joined (first open, highest high, lowest low, last close, all volume).",
  })
  atMost?: number | null;
}
