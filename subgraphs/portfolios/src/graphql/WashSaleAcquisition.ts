import { Field, ID, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "A purchase in the household that would wash a sale." })
export class WashSaleAcquisition {
  @Field(() => ID)
  accountId!: string;

  @Field(() => String)
  accountName!: string;

  @Field(() => CalendarDateScalar)
  tradeDate!: CalendarDate;

  @Field(() => DecimalScalar)
  units!: Decimal;

  @Field(() => Boolean)
  isIra!: boolean;
}
