import { Field, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { PriceBars as PriceBarsModel } from "../domain/priceBars.js";

@ObjectType({
  description:
    "Daily bars as columns of one length, oldest first; prices in the instrument's currency, as traded unless an adjustment was asked for.",
})
export class PriceBars implements PriceBarsModel {
  @Field(() => [CalendarDateScalar], { description: "Trading days in New York." })
  dates!: CalendarDate[];

  @Field(() => [DecimalScalar])
  open!: Decimal[];

  @Field(() => [DecimalScalar])
  high!: Decimal[];

  @Field(() => [DecimalScalar])
  low!: Decimal[];

  @Field(() => [DecimalScalar])
  close!: Decimal[];

  @Field(() => [DecimalScalar], { description: "Units traded; 0 for a mutual fund." })
  volume!: Decimal[];

  @Field(() => String, { description: 'The provider; "none" when nobody has a price.' })
  source!: string;

  @Field(() => Boolean, { description: "True when no market made these prices." })
  isSimulated!: boolean;
}
