import { Field, ID, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "A loss that a purchase in the next days would disallow; USD." })
export class OpenWashSale {
  @Field(() => ID)
  disposalId!: string;

  @Field(() => String)
  symbol!: string;

  @Field(() => CalendarDateScalar)
  sold!: CalendarDate;

  @Field(() => DecimalScalar, { description: "Above 0: what is not disallowed yet." })
  loss!: Decimal;

  @Field(() => CalendarDateScalar, { description: "Last day." })
  until!: CalendarDate;
}
