import type { HistoryMarket } from "./marketPlan.js";
import type { ReferenceDraws } from "./referenceDraws.js";
import type { MarketMonth } from "./referenceMarket.js";

/** A word below it starts a new block. */
export function blockBound(meanBlockMonths: number): number {
  return Math.min(2 ** 32 - 1, Math.round(2 ** 32 / meanBlockMonths));
}

export function referenceHistory(
  model: HistoryMarket,
  draws: ReferenceDraws,
): (month: number) => MarketMonth {
  const { months, meanBlockMonths } = model;
  let place = draws.path - 1;
  return (month) => {
    place++;
    if (meanBlockMonths !== null) {
      const [first = 0, second = 0] = draws.uniforms(month, 2);
      if (month === 1 || first < blockBound(meanBlockMonths)) {
        place = Number((BigInt(second) * BigInt(months.length)) >> 32n);
      }
    }
    place %= months.length;
    const row = months[place] ?? [];
    return { gross: row.slice(0, -1), growth: row.at(-1) ?? 1 };
  };
}
