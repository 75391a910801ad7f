import { ArgsType, Field } from "type-graphql";
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
}
