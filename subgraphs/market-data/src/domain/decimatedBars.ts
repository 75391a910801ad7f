import { Decimal } from "@wealthgraph/kernel/decimal";
import type { DailyBar } from "./priceBars.js";

/** Fewest and most bars that a caller can ask to be left with. */
export const DECIMATED_MIN = 2;
export const DECIMATED_MAX = 5_000;

/**
 * At most `atMost` bars that draw the same picture: neighbours become one bar with the first open,
 * highest high, lowest low, last close and all the volume, dated as the last of them. So no extreme
 * and no close at either end of the chart is lost, and volume adds up.
 *
 * @param bars oldest first
 * @returns `bars` themselves when they are few enough
 */
export function decimatedBars(bars: readonly DailyBar[], atMost: number): readonly DailyBar[] {
  if (bars.length <= atMost) return bars;
  return Array.from({ length: atMost }, (_, i) =>
    joined(
      bars.slice(
        Math.floor((i * bars.length) / atMost),
        Math.floor(((i + 1) * bars.length) / atMost),
      ),
    ),
  ).flatMap((bar) => bar ?? []);
}

function joined(bars: readonly DailyBar[]): DailyBar | null {
  const [first] = bars;
  const last = bars.at(-1);
  if (!first || !last) return null;
  return {
    date: last.date,
    open: first.open,
    high: Decimal.max(...bars.map(({ high }) => high)),
    low: Decimal.min(...bars.map(({ low }) => low)),
    close: last.close,
    volume: bars.reduce((all, { volume }) => all.plus(volume), new Decimal(0)),
  };
}
