import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { LevelSeries } from "./benchmark.js";
import type { Observation } from "./timeWeighted.js";

/**
 * Returns from session to session: what a day without trading earned belongs to the next session,
 * so that weekends are not observations of zero.
 *
 * @param observations daily returns, ascending
 * @returns as many as sessions with an observation; days after the last session are left out
 */
export function sessionReturns(
  observations: readonly Observation[],
  isSession: (day: CalendarDate) => boolean,
): Observation[] {
  const returns: Observation[] = [];
  let factor = 1;
  for (const { date, value } of observations) {
    factor *= 1 + value;
    if (!isSession(date)) continue;
    returns.push({ date, value: factor - 1 });
    factor = 1;
  }
  return returns;
}

/** Growth of 1 from `start` on. */
export function levelsOf(start: CalendarDate, returns: readonly Observation[]): LevelSeries {
  let level = 1;
  const levels = returns.map(({ value }) => (level *= 1 + value));
  return { dates: [start, ...returns.map(({ date }) => date)], levels: [1, ...levels] };
}
