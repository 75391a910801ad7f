import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { known, type Measure, unknown } from "./measure.js";

/**
 * One day of something that holds value: a position, an account, a household. Doubles in one
 * currency: a return is an estimate, the exact amounts stay in the ledger.
 */
export interface ValuedDay {
  readonly date: CalendarDate;
  /** At the end of the day. */
  readonly value: number;
  /** Money and securities that came from outside, ≥ 0. */
  readonly inflow: number;
  /** Money and securities that left, ≥ 0. */
  readonly outflow: number;
  /** Fees and commissions the day's value has paid, ≥ 0. */
  readonly fees: number;
}

/** Days linked without a break. */
export interface ReturnChain {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** 0.1 is 10 %; -1 when the chain ended in total loss. */
  readonly value: number;
}

export interface Observation {
  readonly date: CalendarDate;
  readonly value: number;
}

export interface TimeWeighted {
  /** Over all days; -1 when one of the chains ended in total loss. */
  readonly total: Measure;
  /** More than one when capital was lost wholly, or taken out, and came again. */
  readonly chains: readonly ReturnChain[];
  /** Return of each day that had capital. */
  readonly observations: readonly Observation[];
  /** Growth of 1 by day, as many as days; 0 after a total loss, 1 again where a chain starts. */
  readonly growth: readonly number[];
}

/**
 * The time-weighted return: daily returns linked, so that the size and time of external flows do
 * not count.
 *
 * r = (value + outflow) / (value before + inflow) - 1. A day without capital has no return and is
 * no observation. A return of -100 % or less ends the chain: a later inflow starts a new one.
 *
 * CHOICE: inflows count from the start of their day, outflows until its end.
 *
 * @param opening value at the end of the day before the first
 * @param days ascending
 */
export function timeWeighted(opening: number, days: readonly ValuedDay[]): TimeWeighted {
  const observations: Observation[] = [];
  const chains: ReturnChain[] = [];
  const growth: number[] = [];
  let before = opening;
  let level = 1;
  let start: CalendarDate | null = null;
  for (const { date, value, inflow, outflow } of days) {
    const capital = before + inflow;
    before = value;
    if (capital > 0) {
      if (start === null) level = 1;
      start ??= date;
      const factor = Math.max(0, (value + outflow) / capital);
      level *= factor;
      observations.push({ date, value: factor - 1 });
      if (factor === 0) {
        chains.push({ from: start, to: date, value: -1 });
        start = null;
      }
    }
    growth.push(level);
  }
  const last = observations.at(-1);
  if (start !== null && last) chains.push({ from: start, to: last.date, value: level - 1 });
  const total = chains.reduce((product, chain) => product * (1 + chain.value), 1) - 1;
  return {
    total: last ? known(total) : unknown("NO_CAPITAL"),
    chains,
    observations,
    growth,
  };
}

/**
 * The days before fees: what fees took counts as if it had left at the end of its day.
 *
 * CHOICE: all fees and commissions are added back, taxes and withholding are not.
 */
export function beforeFees(days: readonly ValuedDay[]): ValuedDay[] {
  return days.map((day) => ({ ...day, outflow: day.outflow + day.fees, fees: 0 }));
}
