import { Field, ObjectType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";

@ObjectType({ description: "A symbol that was the instrument's for a time." })
export class SymbolPeriod {
  @Field(() => String)
  symbol!: string;

  @Field(() => String, { description: "ISO 10383 market." })
  exchange!: string;

  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Null: it is to this day." })
  to!: CalendarDate | null;
}
