import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { DAYS_A_YEAR } from "./annualize.js";
import { daysFrom } from "./dayNumber.js";
import { known, type Measure, unknown } from "./measure.js";
import type { ValuedDay } from "./timeWeighted.js";
import { type CashFlow, internalRate, RATE_MAX, RATE_MIN } from "./xirr.js";

/** A span of days with its value at both ends. */
export interface ValuedPeriod {
  /** Date of the opening value: the eve of the first day, or the first day itself when nothing was held before. */
  readonly start: CalendarDate;
  readonly opening: number;
  /** Ascending; the last one's value ends the period. */
  readonly days: readonly ValuedDay[];
}

export interface MoneyWeighted {
  /** XIRR: per year, also below a year; NO_ROOT when a short return has no yearly rate in bounds. */
  readonly annualRate: Measure;
  /** The same for the period: (1 + annual rate)^(days / 365) - 1, found without it below a year. */
  readonly period: Measure;
  /** Every rate per year that balances the flows; more than one makes the answer ambiguous. */
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
  // below a year the period is the unit of time: a rate per year may be beyond any bound
  const length = daysFrom(start, last.date);
  const unit = Math.max(1, Math.min(length, DAYS_A_YEAR));
  const { rate, reason, roots } = internalRate(flows, unit);
  if (rate === null) {
    const why = unknown(reason ?? "NO_ROOT");
    return { annualRate: why, period: why, roots };
  }
  return {
    annualRate: yearly(rate, unit),
    period: known(Math.expm1(Math.log1p(rate) * (length / unit))),
    roots: roots.flatMap((root) => yearly(root, unit).value ?? []),
  };
}

/** A rate per `unit` days as one per year; NO_ROOT where that is outside the bounds of XIRR. */
function yearly(rate: number, unit: number): Measure {
  if (unit === DAYS_A_YEAR) return known(rate);
  const value = Math.expm1((Math.log1p(rate) * DAYS_A_YEAR) / unit);
  return value > RATE_MIN && value < RATE_MAX ? known(value) : unknown("NO_ROOT");
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
