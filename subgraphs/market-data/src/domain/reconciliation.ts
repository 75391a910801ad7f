import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { totalReturnAdjusted } from "./adjustedBars.js";
import type { CorporateAction } from "./corporateAction.js";
import type { DailyBar } from "./priceBars.js";

/** Adjusted closes are printed with two places or more: further apart is another adjustment. */
export const RECONCILED_WITHIN = new Decimal("0.02");

/** How far our total-return closes lie from a provider's own, in the instrument's currency. */
export interface Reconciliation {
  readonly source: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Days that both have */
  readonly days: number;
  readonly maxDifference: Decimal;
  readonly worstOn: CalendarDate;
  readonly isReconciled: boolean;
}

/**
 * Compares closes that we adjust with those a provider adjusted. Both are in shares, and of the
 * dividends, of the last day; a provider that has not taken in the last days' actions yet differs by a
 * factor, which is shown and not scaled away.
 *
 * @param theirs adjusted closes by day
 * @returns null when no day is in both
 */
export function reconcile(
  source: string,
  bars: readonly DailyBar[],
  actions: readonly CorporateAction[],
  theirs: ReadonlyMap<CalendarDate, Decimal>,
): Reconciliation | null {
  const compared = totalReturnAdjusted(bars, actions).flatMap(({ date, close }) => {
    const other = theirs.get(date);
    return other ? [{ date, difference: close.minus(other).abs() }] : [];
  });
  const [first] = compared;
  const last = compared.at(-1);
  if (!first || !last) return null;
  const worst = compared.reduce((a, b) => (b.difference.gt(a.difference) ? b : a));
  return {
    source,
    from: first.date,
    to: last.date,
    days: compared.length,
    maxDifference: worst.difference,
    worstOn: worst.date,
    isReconciled: worst.difference.lte(RECONCILED_WITHIN),
  };
}
