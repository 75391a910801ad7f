import { ASSET_CLASSES } from "../domain/assetClass.js";
import { choleskyFactor } from "../domain/correlation.js";
import type { GarchMarket, HistoryMarket, MarketPlan, RegimeMarket } from "../domain/marketPlan.js";
import type { SimulationPlan } from "../domain/simulationPlan.js";

/** Correlations of six assets and of inflation with them, in calm and in storm. */
function correlations(common: number): number[][] {
  const matrix = Array.from({ length: 7 }, (_, i) =>
    Array.from({ length: 7 }, (__, j) => {
      if (i === j) return 1;
      if (i === 6 || j === 6) return -0.1;
      return i === 3 || j === 3 ? 0.05 : common;
    }),
  );
  return matrix;
}

function factorOf(deviations: readonly number[], common: number): number[][] {
  const factor = choleskyFactor(correlations(common));
  if (!factor) throw new Error("the fixture's correlations are possible");
  return factor.map((row, i) => row.map((v) => v * (deviations[i] ?? 0)));
}

const CALM = [0.033, 0.036, 0.045, 0.012, 0.035, 0.002, 0.0025];
const STORM = [0.075, 0.085, 0.11, 0.025, 0.09, 0.003, 0.005];

/** The model of the budget: six correlated assets, two regimes, Student-t 6, AR(1) inflation. */
export const TWO_REGIMES: RegimeMarket = {
  kind: "REGIMES",
  compounding: "SIMPLE",
  regimes: [
    { means: [1.011, 1.01, 1.0115, 1.0035, 1.009, 1.0025], factor: factorOf(CALM, 0.55) },
    { means: [0.992, 0.99, 0.985, 1.006, 0.988, 1.002], factor: factorOf(STORM, 0.75) },
  ],
  start: [0.84, 0.16],
  transition: [
    [0.97, 0.03],
    [0.16, 0.84],
  ],
  degrees: 6,
  skew: null,
  inflation: { meanGrowth: 1.0025, persistence: 0.55 },
};

export const GARCH_MARKET: GarchMarket = {
  kind: "GARCH_DCC",
  series: CALM.map((deviation, i) => ({ deviation, isAsset: i < 6 })).map(
    ({ deviation, isAsset }) => ({
      mean: isAsset ? 1.006 : 0,
      omega: isAsset ? 0.05 * deviation ** 2 : deviation ** 2,
      alpha: isAsset ? 0.1 : 0,
      beta: isAsset ? 0.85 : 0,
      firstVariance: deviation ** 2,
    }),
  ),
  a: 0.04,
  b: 0.93,
  longCorrelation: correlations(0.6),
  firstQ: correlations(0.5),
  degrees: 7,
  inflation: { meanGrowth: 1.0025, persistence: 0.55 },
};

/** Years of made-up months: what stands in them is told by the month alone. */
export const HISTORY_MARKET: HistoryMarket = {
  kind: "HISTORY",
  months: Array.from({ length: 601 }, (_, t) =>
    Array.from({ length: 7 }, (__, i) => 1 + 0.03 * Math.sin(t * (i + 1.3))),
  ),
  meanBlockMonths: 18,
};

export function marketOf(model: MarketPlan["model"], change: Partial<MarketPlan> = {}): MarketPlan {
  return {
    key: [20_260_131, 7],
    months: 360,
    assetClasses: ASSET_CLASSES.slice(0, 6),
    isAntithetic: false,
    model,
    ...change,
  };
}

const EARLY = [0.4, 0.2, 0.1, 0.15, 0.1, 0.05];
const LATE = [0.2, 0.1, 0.05, 0.4, 0.1, 0.15];

/**
 * A life of saving and spending over `market`: 15 years of contributions, then withdrawals, weights
 * that glide from the early to the late ones, rebalanced every January at 0.1 % of what is traded.
 */
export function lifeOver(market: MarketPlan, paths: number, goals = 0): SimulationPlan {
  const years = market.months / 12;
  const half = market.months / 2;
  const checkpoints = Array.from({ length: years + 1 }, (_, year) => year * 12);
  return {
    market,
    paths,
    start: 200_000,
    yearlyWeights: Array.from({ length: years }, (_, year) =>
      EARLY.map((weight, i) => weight + ((LATE[i] ?? 0) - weight) * (year / (years - 1))),
    ),
    rebalanceEveryMonths: 12,
    tradingCost: 0.001,
    contributions: Array.from({ length: market.months }, (_, m) => (m < half ? 2_000 : 0)),
    withdrawals: Array.from({ length: market.months }, (_, m) => (m < half ? 0 : 7_500)),
    goals: Array.from({ length: goals }, (_, i) => ({
      month: 100 + 20 * i,
      amount: 30_000 * (i + 1),
      spends: i !== 1,
    })),
    checkpoints,
    priceLevels: checkpoints.map((month) => 1.0025 ** month),
  };
}
