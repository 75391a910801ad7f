import { invariant } from "@wealthgraph/kernel/refusal";
import type { MarketHistory } from "../capitalMarket.js";

/** What is held, how it is kept, and what is spent. */
export interface BacktestStrategy {
  /** In the order of the history's assets; sum to 1. */
  readonly weights: readonly number[];
  /** At the end of a year: always, when a weight is off by more than `band`, or never. */
  readonly rebalancing:
    | { readonly kind: "YEARLY" }
    | { readonly kind: "BAND"; readonly band: number }
    | { readonly kind: "NEVER" };
  /** Share of what is traded, sale and purchase each, in rebalancing. */
  readonly costRate: number;
  /** Taken at the start of every year: this share of the first balance, rising with inflation. */
  readonly withdrawalRate: number;
}

/** One run through consecutive years; balances in money of its first day, of which it starts with 1. */
export interface BacktestWindow {
  readonly firstYear: number;
  readonly years: number;
  readonly finalBalance: number;
  /** Calendar year in which a withdrawal could not be paid in full; null: all were paid. */
  readonly failedIn: number | null;
  /** Geometric mean return a year of what was invested, after cost and inflation (time-weighted). */
  readonly realReturn: number;
  /** Standard deviation (n - 1) of the same yearly returns; null for one year. */
  readonly volatility: number | null;
  /** Deepest fall of the real time-weighted index from a yearly high, 0 to 1. */
  readonly maxDrawdown: number;
  /** Cost of rebalancing, money of the first day. */
  readonly cost: number;
}

export interface StressPeriod {
  readonly name: string;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** Calendar years of the falls that bear these names; a yearly table does not see a fall within a year. */
export const STRESS_PERIODS: readonly StressPeriod[] = [
  { name: "1929", firstYear: 1929, lastYear: 1932 },
  { name: "1973", firstYear: 1973, lastYear: 1974 },
  { name: "2000", firstYear: 2000, lastYear: 2002 },
  { name: "2008", firstYear: 2008, lastYear: 2008 },
  { name: "2020", firstYear: 2020, lastYear: 2020 },
];

/**
 * The strategy from every year that has `years` years of history after its start.
 *
 * The windows overlap, so they are not independent: their number is no sample size.
 *
 * @param history yearly; rows of the assets' returns and inflation last
 * @returns windows by first year; none when the history is shorter than `years`
 */
export function rollingWindows(
  history: MarketHistory,
  strategy: BacktestStrategy,
  years: number,
): BacktestWindow[] {
  const starts = Math.max(0, history.rows.length - years + 1);
  const first = firstYearOf(history);
  return Array.from({ length: starts }, (_, start) =>
    runWindow(history.rows.slice(start, start + years), strategy, first + start),
  );
}

/** The strategy through the named periods that lie in the history. */
export function stressPeriods(
  history: MarketHistory,
  strategy: BacktestStrategy,
): (BacktestWindow & { readonly name: string })[] {
  const first = firstYearOf(history);
  return STRESS_PERIODS.flatMap(({ name, firstYear, lastYear }) => {
    const rows = history.rows.slice(Math.max(0, firstYear - first), lastYear - first + 1);
    if (firstYear < first || rows.length < lastYear - firstYear + 1) return [];
    return [{ name, ...runWindow(rows, strategy, firstYear) }];
  });
}

function firstYearOf({ monthsPerRow, firstPeriod }: MarketHistory): number {
  invariant(monthsPerRow === 12, "a backtest reads a yearly history");
  return Number(firstPeriod.slice(0, 4));
}

function requireStrategy({ weights, costRate, withdrawalRate }: BacktestStrategy): void {
  invariant(
    weights.every((w) => w >= 0) && Math.abs(sumOf(weights) - 1) <= 1e-9,
    "weights of a backtest are at least 0 and sum to 1",
  );
  invariant(costRate >= 0 && costRate <= 0.1, "a cost rate is from 0 to 0.1");
  invariant(withdrawalRate >= 0 && withdrawalRate <= 1, "a withdrawal rate is from 0 to 1");
}

function runWindow(
  rows: readonly (readonly number[])[],
  strategy: BacktestStrategy,
  firstYear: number,
): BacktestWindow {
  requireStrategy(strategy);
  let holdings = [...strategy.weights];
  let prices = 1;
  let cost = 0;
  let failedIn: number | null = null;
  const returns: number[] = [];
  for (const [t, row] of rows.entries()) {
    const before = sumOf(holdings);
    const due = strategy.withdrawalRate * prices;
    if (due > before * (1 + 1e-12)) failedIn ??= firstYear + t;
    const kept = before === 0 ? 0 : Math.max(0, before - due) / before;
    // what is spent is taken from every asset alike
    const grown = holdings.map((held, i) => held * kept * (1 + (row[i] ?? 0)));
    const after = rebalanced(grown, strategy);
    prices *= 1 + (row[strategy.weights.length] ?? 0);
    cost += after.cost / prices;
    holdings = after.holdings;
    // once nothing is left, what would have been earned is that of nothing
    if (kept > 0) {
      const inflation = 1 + (row[strategy.weights.length] ?? 0);
      returns.push(sumOf(holdings) / (before * kept) / inflation - 1);
    }
  }
  return {
    firstYear,
    years: rows.length,
    finalBalance: sumOf(holdings) / prices,
    failedIn,
    cost,
    ...measuresOf(returns),
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Back to the weights where that is due; the cost is of what is traded before it is paid. */
function rebalanced(
  holdings: readonly number[],
  { weights, rebalancing, costRate }: BacktestStrategy,
): { readonly holdings: number[]; readonly cost: number } {
  const total = sumOf(holdings);
  const off = Math.max(...holdings.map((held, i) => Math.abs(held - (weights[i] ?? 0) * total)));
  const isDue =
    rebalancing.kind === "YEARLY" ||
    (rebalancing.kind === "BAND" && off > rebalancing.band * total);
  if (!isDue) return { holdings: [...holdings], cost: 0 };
  const traded = sumOf(holdings.map((held, i) => Math.abs(held - (weights[i] ?? 0) * total)));
  const cost = costRate * traded;
  return { holdings: weights.map((weight) => weight * (total - cost)), cost };
}

function measuresOf(
  returns: readonly number[],
): Pick<BacktestWindow, "realReturn" | "volatility" | "maxDrawdown"> {
  let index = 1;
  let high = 1;
  let maxDrawdown = 0;
  for (const r of returns) {
    index *= 1 + r;
    high = Math.max(high, index);
    maxDrawdown = Math.max(maxDrawdown, 1 - index / high);
  }
  const n = returns.length;
  const mean = sumOf(returns) / n;
  const squares = sumOf(returns.map((r) => (r - mean) ** 2));
  return {
    realReturn: n === 0 ? 0 : index ** (1 / n) - 1,
    volatility: n < 2 ? null : Math.sqrt(squares / (n - 1)),
    maxDrawdown,
  };
}
