import { daysFrom } from "./dayNumber.js";
import { known, type Measure, unknown } from "./measure.js";
import type { ValuedPeriod } from "./moneyWeighted.js";

/**
 * Modified Dietz: gain over the capital that was there on average.
 *
 * (V1 - V0 - F) / (V0 + Σ F w), w = (T - t) / T with t in days from `start`.
 *
 * @see GIPS, Guidance Statement on Calculation Methodology
 */
export function modifiedDietz({ start, opening, days }: ValuedPeriod): Measure {
  const last = days.at(-1);
  if (!last) return unknown("NO_CAPITAL");
  const length = daysFrom(start, last.date);
  if (length <= 0) return unknown("PERIOD_TOO_SHORT");
  let flow = 0;
  let average = opening;
  for (const { date, inflow, outflow } of days) {
    if (inflow === outflow) continue;
    flow += inflow - outflow;
    average += ((inflow - outflow) * (length - daysFrom(start, date))) / length;
  }
  if (average <= 0) return unknown("NO_AVERAGE_CAPITAL");
  return known((last.value - opening - flow) / average);
}
