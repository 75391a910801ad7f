import { Refusal } from "@wealthgraph/kernel/refusal";
import type { AssetClass } from "./assetClass.js";
import type { AssetClassAssumption, CapitalMarketAssumptions } from "./capitalMarketAssumptions.js";
import { choleskyFactor } from "./correlation.js";
import { logCorrelation, logReturn } from "./lognormal.js";
import { keyOfSeed } from "./seed.js";

/**
 * What the markets of a simulation are drawn from: plain data that a thread is sent. Two equal plans
 * give the same paths to the last bit, whoever computes them and in whatever order.
 */
export interface MarketPlan {
  /** Key of the generator, low and high 32 bits. */
  readonly key: readonly [number, number];
  readonly months: number;
  /** The assets of a path, in the order of its columns; 1 to 16. */
  readonly assetClasses: readonly AssetClass[];
  readonly model: MarketModel;
  /** True: path 2k + 1 has the normals of path 2k with the other sign. */
  readonly isAntithetic: boolean;
}

/** The families of models the kernel draws from, each with its monthly parameters. */
export type MarketModel = RegimeMarket | GarchMarket | HistoryMarket;

/** How prices grow: g_t = mean + persistence (g_(t-1) - mean) + innovation, g a month's gross growth. */
export interface InflationProcess {
  readonly meanGrowth: number;
  /** 0 to 1. */
  readonly persistence: number;
}

/**
 * One regime. Its factor has a row for each asset; with one more row, inflation is random too, and
 * that row is its innovation's.
 */
export interface MarketRegime {
  /** Mean of each asset's monthly log return (LOG), or its gross mean, such as 1.006 (SIMPLE). */
  readonly means: readonly number[];
  /** Lower Cholesky factor of the monthly covariance; with skew, of the correlation. */
  readonly factor: readonly (readonly number[])[];
}

/** Skewed margins: the unit Student-t innovation t of asset i becomes `deviations[i]` g_i(t). */
export interface SkewedMargins {
  readonly deviations: readonly number[];
  /** g_i(t) / (4 + |t|) at 513 equal steps of t / (4 + |t|) from -1 to 1. */
  readonly tables: readonly (readonly number[])[];
}

/** Regimes that follow each other as a Markov chain; with one regime, no regimes. */
export interface RegimeMarket {
  readonly kind: "REGIMES";
  /** LOG: gross = e^x, lognormal. SIMPLE: gross = x, not under GROSS_FLOOR, so that fat tails have a mean. */
  readonly compounding: "LOG" | "SIMPLE";
  /** 1 to 4. */
  readonly regimes: readonly MarketRegime[];
  /** Of the first month. */
  readonly start: readonly number[];
  readonly transition: readonly (readonly number[])[];
  /** Whole degrees of freedom of a Student-t, 3 to 30, one chi-square a month for all; null: normal. */
  readonly degrees: number | null;
  /** With one regime and degrees only. */
  readonly skew: SkewedMargins | null;
  readonly inflation: InflationProcess;
}

/** One series of a GARCH market; simple monthly returns. */
export interface GarchSeries {
  /** Gross mean of an asset; 0 for the innovation of inflation, whose mean is the process'. */
  readonly mean: number;
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
  /** Variance of the first month. */
  readonly firstVariance: number;
}

/** GARCH(1,1) with dynamic conditional correlation; as many series as assets, or one more for inflation. */
export interface GarchMarket {
  readonly kind: "GARCH_DCC";
  readonly series: readonly GarchSeries[];
  readonly a: number;
  readonly b: number;
  readonly longCorrelation: readonly (readonly number[])[];
  readonly firstQ: readonly (readonly number[])[];
  readonly degrees: number | null;
  readonly inflation: InflationProcess;
}

/** Months of history, drawn in blocks or walked in their order. */
export interface HistoryMarket {
  readonly kind: "HISTORY";
  /** Months x (assets + 1): gross returns of the assets, then growth of prices. At most 2,400 months. */
  readonly months: readonly (readonly number[])[];
  /** Mean length of a block; null: path p walks from month p on, and at the end goes on at the start. */
  readonly meanBlockMonths: number | null;
}

/** What a dollar is worth after the worst month a SIMPLE market knows. */
export const GROSS_FLOOR = 0.05;

export const MONTHS_A_YEAR = 12;

/** What a market plan is made of. */
export interface MarketInputs {
  readonly seed: string;
  readonly months: number;
  readonly assumptions: CapitalMarketAssumptions;
  /** Each is in the assumptions. */
  readonly assetClasses: readonly AssetClass[];
}

/**
 * The lognormal market whose year has the assumed means, deviations and correlations.
 *
 * @throws {Refusal} SIMULATION_INPUT_INVALID when no lognormal returns have these correlations
 */
export function lognormalMarket(inputs: MarketInputs): MarketPlan {
  const { assumptions, assetClasses } = inputs;
  const rows = assetClasses.map((assetClass) =>
    assumptions.assetClasses.findIndex((a) => a.assetClass === assetClass),
  );
  return {
    key: keyOfSeed(inputs.seed),
    months: inputs.months,
    assetClasses,
    isAntithetic: false,
    model: {
      kind: "REGIMES",
      compounding: "LOG",
      regimes: [monthlyReturns(assumptions, rows)],
      start: [1],
      transition: [[1]],
      degrees: null,
      skew: null,
      inflation: steadyInflation(assumptions),
    },
  };
}

/** Prices that rise at one rate. */
export function steadyInflation({ inflation }: CapitalMarketAssumptions): InflationProcess {
  return { meanGrowth: (1 + inflation) ** (1 / MONTHS_A_YEAR), persistence: 0 };
}

/** @param assets rows of the assumptions that are held */
function monthlyReturns(
  assumptions: CapitalMarketAssumptions,
  assets: readonly number[],
): MarketRegime {
  const held = assets.map((i) => at(assumptions.assetClasses, i));
  const years = held.map((a) => logReturn(a.expectedReturn, a.volatility));
  const correlations = assets.map((i, row) =>
    assets.map((j, column) =>
      row === column ? 1 : logCorrelationOf(assumptions, [i, j], [at(held, row), at(held, column)]),
    ),
  );
  const factor = choleskyFactor(correlations);
  if (!factor) {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      "with these volatilities no lognormal returns have these correlations",
      { input: "correlations" },
    );
  }
  return {
    means: years.map(({ mean }) => mean / MONTHS_A_YEAR),
    factor: factor.map((row, i) =>
      row.map((value) => (at(years, i).deviation / Math.sqrt(MONTHS_A_YEAR)) * value),
    ),
  };
}

function logCorrelationOf(
  assumptions: CapitalMarketAssumptions,
  [i, j]: readonly [number, number],
  [a, b]: readonly [AssetClassAssumption, AssetClassAssumption],
): number {
  return logCorrelation(at(at(assumptions.correlations, i), j), a, b);
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no element ${index} of ${list.length}`);
  return value;
}
