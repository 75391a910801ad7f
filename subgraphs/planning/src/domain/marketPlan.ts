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
}

/** The models of capital markets that can be simulated, each with its monthly parameters. */
export type MarketModel = LognormalMarket;

/** Correlated lognormal returns, independent from month to month; prices rise at one rate. */
export interface LognormalMarket {
  readonly kind: "LOGNORMAL";
  /** Mean of the monthly log return of each asset. */
  readonly means: readonly number[];
  /** Lower Cholesky factor of the monthly covariance of log returns, assets x assets. */
  readonly factor: readonly (readonly number[])[];
  /** Price level at the end of a month by that at its start. */
  readonly inflationGrowth: number;
}

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
    model: {
      kind: "LOGNORMAL",
      ...monthlyReturns(assumptions, rows),
      inflationGrowth: (1 + assumptions.inflation) ** (1 / MONTHS_A_YEAR),
    },
  };
}

/** @param assets rows of the assumptions that are held */
function monthlyReturns(
  assumptions: CapitalMarketAssumptions,
  assets: readonly number[],
): Pick<LognormalMarket, "means" | "factor"> {
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
