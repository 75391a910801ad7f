import { known, type Measure, unknown } from "./measure.js";

export const DAYS_A_YEAR = 365;

/**
 * A period's return as a yearly rate: (1 + R)^(365 / days) - 1.
 *
 * Only above 365 days: a good month extrapolated to a year promises what nobody earned.
 *
 * @param total 0.1 is 10 %; ≥ -1
 * @see GIPS 2020, 2.A.14 (periods of less than a year are not annualized)
 */
export function annualized(total: number, days: number): Measure {
  if (days <= DAYS_A_YEAR) return unknown("PERIOD_TOO_SHORT");
  if (total <= -1) return unknown("TOTAL_LOSS");
  return known((1 + total) ** (DAYS_A_YEAR / days) - 1);
}
