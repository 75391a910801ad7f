import type { AssetClass } from "../assetClass.js";
import type { CapitalMarketAssumptions } from "../capitalMarketAssumptions.js";
import { type InflationProcess, MONTHS_A_YEAR, steadyInflation } from "../marketPlan.js";

/** AR(1) inflation with its innovation, and how that goes with the assets'. */
export interface RandomInflation {
  readonly process: InflationProcess;
  /** Standard deviation of the monthly innovation. */
  readonly deviation: number;
  /** Correlation of the innovation with each asset. */
  readonly correlations: readonly number[];
  readonly source: string;
}

/**
 * Persistence and innovation of monthly US CPI inflation, 1950-2023, by least squares on R. Shiller's
 * series (to two digits; a test derives them again where the series is present).
 */
const CPI = { persistence: 0.54, deviation: 0.003 } as const;

/** Correlations of yearly returns with inflation, 1928-2025 (Damodaran), to two places; others 0. */
const WITH_INFLATION: Partial<Record<AssetClass, number>> = {
  US_EQUITY: 0.01,
  BOND: -0.11,
  CASH: 0.37,
};

/** Inflation about the assumed mean when no monthly history is given. */
export function assumedInflation(
  assumptions: CapitalMarketAssumptions,
  assets: readonly AssetClass[],
): RandomInflation {
  return {
    process: { ...steadyInflation(assumptions), persistence: CPI.persistence },
    deviation: CPI.deviation,
    correlations: assets.map((asset) => WITH_INFLATION[asset] ?? 0),
    source:
      "inflation AR(1): mean of the assumptions, persistence and innovation of monthly US CPI 1950-2023 (R. Shiller), correlations with US equity, bonds and cash of 1928-2025 (Damodaran)",
  };
}

/**
 * AR(1) of a monthly history by least squares, and the correlation of its innovation with each asset.
 *
 * @param rows months x (assets + 1), inflation last
 */
export function fittedInflation(rows: readonly (readonly number[])[]): RandomInflation {
  const x = rows.map((row) => row.at(-1) ?? 0);
  const mean = average(x);
  const pairs = x.slice(1).map((v, t) => [v - mean, (x[t] ?? 0) - mean] as const);
  const before = pairs.reduce((sum, [, b]) => sum + b * b, 0);
  const slope = before === 0 ? 0 : pairs.reduce((sum, [a, b]) => sum + a * b, 0) / before;
  const persistence = Math.min(Math.max(slope, 0), 0.99);
  const innovations = pairs.map(([a, b]) => a - persistence * b);
  const assets = (rows[0]?.length ?? 1) - 1;
  return {
    process: { meanGrowth: 1 + mean, persistence },
    deviation: Math.sqrt(average(innovations.map((v) => v * v))),
    correlations: Array.from({ length: assets }, (_, i) =>
      correlation(
        rows.slice(1).map((row) => row[i] ?? 0),
        innovations,
      ),
    ),
    source: "inflation AR(1) by least squares on the same history",
  };
}

/** The mean growth of a month from yearly rows, with the monthly persistence and innovation of the CPI. */
export function yearlyInflation(rows: readonly (readonly number[])[]): RandomInflation {
  const yearly = average(rows.map((row) => Math.log1p(row.at(-1) ?? 0)));
  const assets = (rows[0]?.length ?? 1) - 1;
  const inflation = rows.map((row) => row.at(-1) ?? 0);
  return {
    process: { meanGrowth: Math.exp(yearly / MONTHS_A_YEAR), persistence: CPI.persistence },
    deviation: CPI.deviation,
    correlations: Array.from({ length: assets }, (_, i) =>
      correlation(
        rows.map((row) => row[i] ?? 0),
        inflation,
      ),
    ),
    source:
      "inflation AR(1): mean and correlations of the same years, persistence and innovation of monthly US CPI 1950-2023 (R. Shiller)",
  };
}

const average = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [average(x), average(y)];
  const moment = average(x.map((v, t) => (v - mx) * ((y[t] ?? 0) - my)));
  const scale = Math.sqrt(
    average(x.map((v) => (v - mx) ** 2)) * average(y.map((v) => (v - my) ** 2)),
  );
  return scale === 0 ? 0 : moment / scale;
}
