import { Field, Float, ObjectType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";

@ObjectType({ description: "Days whose returns are linked without a break." })
export class ReturnChain {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => Float, { description: "Time-weighted; -1 when the chain ended in total loss." })
  value!: number;
}
