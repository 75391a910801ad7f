import { Field, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Reconciliation as ReconciliationModel } from "../domain/reconciliation.js";

@ObjectType({
  description: "Our total-return closes beside those that a provider adjusted itself.",
})
export class Reconciliation implements ReconciliationModel {
  @Field(() => String, { description: "The provider." })
  source!: string;

  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => Int, { description: "Days that both have." })
  days!: number;

  @Field(() => DecimalScalar, { description: "Largest difference of two closes, in the currency." })
  maxDifference!: Decimal;

  @Field(() => CalendarDateScalar)
  worstOn!: CalendarDate;

  @Field(() => Boolean, { description: "True when no close differs by more than 0.02." })
  isReconciled!: boolean;
}
