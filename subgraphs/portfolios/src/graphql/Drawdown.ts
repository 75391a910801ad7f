import { Field, Float, ObjectType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";

@ObjectType({ description: "The deepest fall under the highest level before, without flows." })
export class Drawdown {
  @Field(() => Float, { description: "-0.2 is a fall by 20 %; 0 when it never fell." })
  depth!: number;

  @Field(() => CalendarDateScalar)
  peak!: CalendarDate;

  @Field(() => CalendarDateScalar)
  trough!: CalendarDate;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: "First day back at the peak; null while it is not.",
  })
  recovery!: CalendarDate | null;
}
