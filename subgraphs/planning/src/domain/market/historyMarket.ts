import { blockLength } from "../estimation/blockLength.js";
import { MONTHS_A_YEAR } from "../marketPlan.js";
import type { FittedMarket, MarketHistory } from "../capitalMarket.js";
import { HISTORY_MONTHS_MAX, type MarketFit, sequencesIn } from "../marketFit.js";

/** Gross returns month by month; a year's is spread evenly over its twelve. */
export function monthsOfHistory({ rows, monthsPerRow }: MarketHistory): number[][] {
  const months = rows.flatMap((row) => {
    const month = row.map((r) => (1 + r) ** (1 / monthsPerRow));
    return Array.from({ length: monthsPerRow }, () => month);
  });
  return months.slice(-HISTORY_MONTHS_MAX);
}

const SMOOTHED =
  "The history is yearly: each year's return is spread evenly over its months, so that falls within a year are not seen.";

/** Stationary bootstrap: blocks of random length, wrapped at the end; all assets and inflation together. */
export function blocksOfHistory({ chosen, assetClasses }: MarketFit): FittedMarket {
  const history = present(chosen.history);
  const months = monthsOfHistory(history);
  const meanBlockMonths = chosen.meanBlockMonths ?? automaticLength(history);
  return {
    model: { kind: "HISTORY", months, meanBlockMonths },
    parameters: [
      { name: "months of history", assetClass: null, regime: null, value: months.length },
      { name: "mean block, months", assetClass: null, regime: null, value: meanBlockMonths },
      ...meansOf(months, assetClasses),
    ],
    source: history.source,
    statements: [
      `Stationary bootstrap (Politis, Romano 1994) of ${months.length} months from ${history.firstPeriod}, blocks of ${meanBlockMonths.toFixed(1)} months on average${chosen.meanBlockMonths === null ? " (Politis, White 2004, corrected 2009; the longest of the assets')" : " (asked)"}; assets and inflation of one month stay together. Source: ${history.source}.`,
      ...(history.monthsPerRow === 12 ? [SMOOTHED] : []),
    ],
  };
}

/** The longest of the automatic lengths of the assets, in months; at least one row. */
function automaticLength({ rows, monthsPerRow }: MarketHistory): number {
  const columns = (rows[0]?.length ?? 1) - 1;
  const lengths = Array.from({ length: columns }, (_, i) =>
    blockLength(rows.map((row) => row[i] ?? 0)),
  );
  return Math.max(1, ...lengths.map(({ stationary }) => stationary)) * monthsPerRow;
}

/** Every run of the full horizon that history holds: path p starts in month p + 1. */
export function sequencesOfHistory(fit: MarketFit): FittedMarket {
  const history = present(fit.chosen.history);
  const months = monthsOfHistory(history);
  const count = sequencesIn(history, fit.horizonMonths);
  return {
    model: { kind: "HISTORY", months, meanBlockMonths: null },
    parameters: [
      { name: "months of history", assetClass: null, regime: null, value: months.length },
      { name: "starting months", assetClass: null, regime: null, value: count },
      ...meansOf(months, fit.assetClasses),
    ],
    source: history.source,
    statements: [
      `Historical sequences: ${count} starting months with the full horizon in ${months.length} months from ${history.firstPeriod}. They overlap and are not independent: the interval is narrower than what we know. Source: ${history.source}.`,
      ...(history.monthsPerRow === 12 ? [SMOOTHED] : []),
    ],
  };
}

function meansOf(
  months: readonly (readonly number[])[],
  assetClasses: MarketFit["assetClasses"],
): FittedMarket["parameters"] {
  const yearly = (i: number): number =>
    Math.exp(
      (months.reduce((sum, row) => sum + Math.log(row[i] ?? 1), 0) / months.length) * MONTHS_A_YEAR,
    ) - 1;
  return [
    ...assetClasses.map((assetClass, i) => ({
      name: "geometric mean, a year",
      assetClass,
      regime: null,
      value: yearly(i),
    })),
    {
      name: "inflation, a year",
      assetClass: null,
      regime: null,
      value: yearly(assetClasses.length),
    },
  ];
}

/** `requireHistory` has seen to it. */
export function present(history: MarketHistory | null): MarketHistory {
  if (!history) throw new RangeError("this model has a history");
  return history;
}
