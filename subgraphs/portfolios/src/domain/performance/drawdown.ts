import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Observation } from "./timeWeighted.js";

/** The deepest fall of a series of returns under its highest level before. */
export interface Drawdown {
  /** -0.2 is a fall by 20 %; 0 when the series never fell. */
  readonly depth: number;
  /** Last day at the highest level before the fall; the start of the series included. */
  readonly peak: CalendarDate;
  readonly trough: CalendarDate;
  /** First day back at the peak's level; null while it has not come back. */
  readonly recovery: CalendarDate | null;
}

/**
 * Maximum drawdown: the lowest of V / max(V so far) - 1, the starting value included.
 *
 * @param start day on which the level is 1, before the first return
 * @param returns ascending by date
 * @returns null without a return
 */
export function maximumDrawdown(
  start: CalendarDate,
  returns: readonly Observation[],
): Drawdown | null {
  if (returns.length === 0) return null;
  let level = 1;
  let high = { level: 1, date: start };
  let deepest = { depth: 0, peak: high, trough: start };
  for (const { date, value } of returns) {
    level *= 1 + value;
    if (level >= high.level) high = { level, date };
    const depth = level / high.level - 1;
    if (depth < deepest.depth) deepest = { depth, peak: high, trough: date };
  }
  return {
    depth: deepest.depth,
    peak: deepest.peak.date,
    trough: deepest.trough,
    recovery: deepest.depth < 0 ? recoveryOf(returns, deepest.peak, deepest.trough) : null,
  };
}

function recoveryOf(
  returns: readonly Observation[],
  peak: { readonly level: number },
  trough: CalendarDate,
): CalendarDate | null {
  let level = 1;
  for (const { date, value } of returns) {
    level *= 1 + value;
    if (date > trough && level >= peak.level) return date;
  }
  return null;
}
