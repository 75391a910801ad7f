import { type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { DayRange } from "./performancePeriod.js";
import type { Clock, PerformanceDay } from "./ports.js";

/** What an account was worth when a calendar year ended. */
export interface YearEndValue {
  readonly year: number;
  readonly day: CalendarDate; // the last stored one of the year
  readonly value: Decimal; // USD
  readonly isEstimated: boolean;
}

const YEARS = 3; // minimum distributions of this year, and of those whose shortfall can still be mended
const LAST_DAYS = "12-22"; // a stored day before it is not the year's end

/**
 * Values of an account at the ends of the last three calendar years, oldest first. A year without
 * a stored day in its last ten days is left out: no number stands for it.
 *
 * @param daysOf loads the account's days of the range; several accounts share a statement
 */
export async function yearEndValues(
  daysOf: (accountId: string, range: DayRange) => Promise<readonly PerformanceDay[]>,
  accountId: string,
  clock: Clock,
): Promise<readonly YearEndValue[]> {
  const now = clock().getUTCFullYear();
  const years = Array.from({ length: YEARS }, (_, i) => now - YEARS + i);
  const values = await Promise.all(
    years.map(async (year) => {
      const end = date(`${year}-12-31`);
      const last = (await daysOf(accountId, { from: end, to: end })).at(-1);
      return last && last.day >= `${year}-${LAST_DAYS}` ? [{ year, ...last }] : [];
    }),
  );
  return values.flat().map(({ year, day, value, isEstimated }) => ({
    year,
    day,
    value,
    isEstimated,
  }));
}
