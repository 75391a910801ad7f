import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { DAYS_A_YEAR } from "./annualize.js";
import { daysFrom } from "./dayNumber.js";
import { known, type Measure, unknown } from "./measure.js";
import type { ValuedDay } from "./timeWeighted.js";
import { type CashFlow, xirr } from "./xirr.js";

/** A span of days with its value at both ends. */
export interface ValuedPeriod {
  /** Date of the opening value: the eve of the first day, or the first day itself when nothing was held before. */
  readonly start: CalendarDate;
  readonly opening: number;
  /** Ascending; the last one's value ends the period. */
  readonly days: readonly ValuedDay[];
}

export interface MoneyWeighted {
  /** XIRR: per year, also below a year. */
  readonly annualRate: Measure;
  /** The same for the period: (1 + annual rate)^(days / 365) - 1. */
  readonly period: Measure;
  /** Every rate that balances the flows; more than one makes the answer ambiguous. */
  readonly roots: readonly number[];
}

/**
 * What the investor's own money earned: size and time of flows count.
 *
 * The opening value is paid in on `start`, flows on their days, the last value is received on the
 * last day. When nothing came back and nothing is left, the return is -100 %.
 */
export function moneyWeighted({ start, opening, days }: ValuedPeriod): MoneyWeighted {
  const last = days.at(-1);
  if (!last) return { annualRate: unknown("NO_CAPITAL"), period: unknown("NO_CAPITAL"), roots: [] };
  const flows = cashFlows({ start, opening, days });
  if (last.value === 0 && flows.some((f) => f.amount < 0) && !flows.some((f) => f.amount > 0)) {
    return { annualRate: unknown("TOTAL_LOSS"), period: known(-1), roots: [] };
  }
  const { rate, reason, roots } = xirr(flows);
  if (rate === null) {
    const why = unknown(reason ?? "NO_ROOT");
    return { annualRate: why, period: why, roots };
  }
  const years = daysFrom(start, last.date) / DAYS_A_YEAR;
  return { annualRate: known(rate), period: known((1 + rate) ** years - 1), roots };
}

/** The period as the investor sees it: < 0 paid in, > 0 received. */
export function cashFlows({ start, opening, days }: ValuedPeriod): CashFlow[] {
  const last = days.at(-1);
  return [
    { date: start, amount: -opening },
    ...days.map(({ date, inflow, outflow }) => ({ date, amount: outflow - inflow })),
    ...(last ? [{ date: last.date, amount: last.value }] : []),
  ].filter(({ amount }) => amount !== 0);
}
