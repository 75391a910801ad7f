import { Field, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "Values by day as columns of one length, in USD, ascending by date." })
export class Snapshots {
  @Field(() => [CalendarDateScalar])
  dates!: CalendarDate[];

  @Field(() => [DecimalScalar], { description: "Holdings and cash at the end of the day." })
  values!: Decimal[];

  @Field(() => [DecimalScalar])
  cash!: Decimal[];

  @Field(() => [DecimalScalar], { description: "Adjusted cost of what was held." })
  cost!: Decimal[];

  @Field(() => [Boolean], {
    description: "True where a holding had no market price and stands at its last trade price.",
  })
  estimated!: boolean[];
}
