import { addDays, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import { type Measure, unknown } from "../domain/performance/measure.js";
import type { ValuedPeriod } from "../domain/performance/moneyWeighted.js";
import { type PerformanceDay, SNAPSHOT_CALCULATION } from "./ports.js";

/** Both days included. */
export interface DayRange {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Stored days as a period with doubles for its rates and exact sums for its money, in USD. */
export interface PerformancePeriod {
  /** For the rates; without days when nothing is stored. */
  readonly valued: ValuedPeriod;
  readonly end: CalendarDate;
  readonly money: PeriodMoney | null;
  readonly isEstimated: boolean;
  /** Why there are no rates although days are stored. */
  readonly pending: Measure | null;
}

export interface PeriodMoney {
  readonly opening: Decimal;
  readonly closing: Decimal;
  readonly inflow: Decimal;
  readonly outflow: Decimal;
  readonly fees: Decimal;
  /** closing - opening - inflow + outflow. */
  readonly gain: Decimal;
}

/**
 * @param stored ascending; days before the range's first are its opening value
 */
export function performancePeriod(
  stored: readonly PerformanceDay[],
  range: DayRange,
): PerformancePeriod {
  const days = stored.filter(({ day }) => day >= range.from);
  const [first, last] = [days[0], days.at(-1)];
  const isOutdated = stored.some((day) => day.calculationVersion < SNAPSHOT_CALCULATION);
  if (!first || !last || isOutdated) {
    return {
      valued: { start: range.from, opening: 0, days: [] },
      end: range.to,
      money: null,
      isEstimated: false,
      pending: isOutdated ? unknown("RESTATEMENT_PENDING") : null,
    };
  }
  const before = stored[stored.length - days.length - 1];
  return {
    valued: {
      start: before ? addDays(range.from, -1) : first.day,
      opening: before?.value.toNumber() ?? 0,
      days: days.map(({ day, value, inflow, outflow, fees }) => ({
        date: day,
        value: value.toNumber(),
        inflow: inflow.toNumber(),
        outflow: outflow.toNumber(),
        fees: fees.toNumber(),
      })),
    },
    end: last.day,
    money: moneyOf(days, before),
    isEstimated: stored.some(({ isEstimated }) => isEstimated),
    pending: null,
  };
}

function moneyOf(days: readonly PerformanceDay[], before: PerformanceDay | undefined) {
  const inflow = sum(days.map((day) => day.inflow));
  const outflow = sum(days.map((day) => day.outflow));
  const opening = before?.value ?? sum([]);
  const closing = days.at(-1)?.value ?? opening;
  const gain = closing.minus(opening).minus(inflow).plus(outflow);
  return { opening, closing, inflow, outflow, fees: sum(days.map((day) => day.fees)), gain };
}
