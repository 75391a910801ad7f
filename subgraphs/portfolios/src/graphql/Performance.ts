import { Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { LEDGER_CURRENCY } from "../operations/createAccount.js";
import type { PerformanceFigures } from "../operations/performance.js";
import { PeriodReturn } from "./PeriodReturn.js";
import { ReturnChain } from "./ReturnChain.js";

/** From the stored daily snapshots; rates are doubles, money is exact and in USD. */
@ObjectType({
  description: "Returns from stored daily values. Money is in USD and null when no day is stored.",
})
export class Performance {
  @Field(() => CalendarDateScalar, {
    description:
      "Day of the opening value: the eve of the first day asked for, or the first stored day.",
  })
  from!: CalendarDate;

  @Field(() => CalendarDateScalar, { description: "Last stored day in the range." })
  to!: CalendarDate;

  @Field(() => Int, { description: "Calendar days from `from` to `to`." })
  days!: number;

  @Field(() => PeriodReturn, { description: "Net of fees; external flows do not count." })
  timeWeighted!: PeriodReturn;

  @Field(() => PeriodReturn, { description: "Gross: fees and commissions added back." })
  timeWeightedBeforeFees!: PeriodReturn;

  @Field(() => PeriodReturn, {
    description: "What the own money earned (XIRR, actual/365); `annualized` is the rate itself.",
  })
  moneyWeighted!: PeriodReturn;

  @Field(() => [Float], {
    description: "Every XIRR that balances the flows; more than one makes the answer ambiguous.",
  })
  roots!: number[];

  @Field(() => PeriodReturn)
  modifiedDietz!: PeriodReturn;

  @Field(() => [ReturnChain], {
    description: "More than one when everything was lost, or taken out, and money came again.",
  })
  chains!: ReturnChain[];

  @Field(() => [CalendarDateScalar], { description: "Days of `growth`, ascending." })
  dates!: CalendarDate[];

  @Field(() => [Float], { description: "Time-weighted growth of 1 at the end of each day." })
  growth!: number[];

  @Field(() => Boolean, {
    description:
      "True when a holding had no market price on some day, and stands at its last trade.",
  })
  isEstimated!: boolean;

  @Field(() => Int, { description: "Version of the calculation of the daily values." })
  calculationVersion!: number;

  @Field(() => [String], { description: "Conventions chosen, to be shown with the figures." })
  assumptions!: string[];
}

const usd = (amount: Decimal | undefined): Money | null =>
  amount === undefined ? null : { amount, currency: LEDGER_CURRENCY };

@Resolver(() => Performance)
export class PerformanceFields {
  @FieldResolver(() => Money, { nullable: true, description: "Value on `from`; 0 for a new one." })
  startValue(@Root() { money }: PerformanceFigures): Money | null {
    return usd(money?.opening);
  }

  @FieldResolver(() => Money, { nullable: true, description: "Value on `to`." })
  endValue(@Root() { money }: PerformanceFigures): Money | null {
    return usd(money?.closing);
  }

  @FieldResolver(() => Money, { nullable: true, description: "Came from outside; ≥ 0." })
  inflow(@Root() { money }: PerformanceFigures): Money | null {
    return usd(money?.inflow);
  }

  @FieldResolver(() => Money, { nullable: true, description: "Left; ≥ 0." })
  outflow(@Root() { money }: PerformanceFigures): Money | null {
    return usd(money?.outflow);
  }

  @FieldResolver(() => Money, { nullable: true, description: "Fees and commissions paid." })
  fees(@Root() { money }: PerformanceFigures): Money | null {
    return usd(money?.fees);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description: "End value less start value less inflow plus outflow.",
  })
  gain(@Root() { money }: PerformanceFigures): Money | null {
    return usd(money?.gain);
  }
}
