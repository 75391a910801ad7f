import { Refusal } from "@wealthgraph/kernel/refusal";
import { expectedDurations, stationaryDistribution } from "../estimation/markovChain.js";
import type { SwitchingFit } from "../estimation/markovSwitching.js";
import { entry, type Matrix } from "../estimation/matrix.js";
import {
  covarianceOf,
  fitSwitchingReturns,
  type SwitchingReturns,
} from "../estimation/switchingReturns.js";
import { MONTHS_A_YEAR, type MarketRegime } from "../marketPlan.js";
import type { FittedMarket, MarketParameter } from "../capitalMarket.js";
import type { MarketFit } from "../marketFit.js";
import { type ColumnsApart, columnsApart, widened } from "./affineColumns.js";
import { present } from "./historyMarket.js";
import { fittedInflation, yearlyInflation } from "./inflationProcess.js";
import { jointFactor } from "./jointFactor.js";

/** Markov regime switching fitted by EM to the history; calmest regime first. */
export function fitRegimeMarket(fit: MarketFit): FittedMarket {
  const { chosen, assetClasses } = fit;
  const history = present(chosen.history);
  const isYearly = history.monthsPerRow === 12;
  const regimes = chosen.regimes ?? 2;
  const degrees = chosen.degreesOfFreedom;
  if (isYearly && regimes > 2) {
    throw new Refusal("HISTORY_TOO_SHORT", "a yearly history tells two regimes apart, not more", {
      model: "REGIME_SWITCHING",
      regimes,
      regimesMax: 2,
    });
  }
  const apart = columnsApart(history.rows.map((row) => row.slice(0, -1)));
  const returns = history.rows.map((row) => apart.own.map((column) => row[column] ?? 0));
  const found = fitSwitchingReturns({ returns, regimes, degrees });
  if (!found) {
    throw new Refusal(
      "MARKET_NOT_IDENTIFIED",
      `the history does not hold ${regimes} regimes of ${assetClasses.length} assets that can be told apart`,
      { regimes, assets: assetClasses.length, rows: returns.length },
    );
  }
  const inflation = isYearly ? yearlyInflation(history.rows) : fittedInflation(history.rows);
  const order = calmestFirst(found, degrees);
  const transition = monthly(reordered(found.transition, order), isYearly);
  const parts = order.map((s) =>
    monthlyRegime({ fit, found, apart, s }, (covariance) => jointFactor(covariance, inflation)),
  );
  const source = `${history.source}; ${inflation.source}`;
  return {
    model: {
      kind: "REGIMES",
      compounding: "SIMPLE",
      regimes: parts.map(({ regime }) => regime),
      start: stationaryDistribution(transition),
      transition,
      degrees,
      skew: null,
      inflation: inflation.process,
    },
    parameters: parametersOf({ parts, transition, found }, assetClasses),
    source,
    statements: [
      `${regimes} regimes fitted by EM (Hamilton filter, Kim smoother, ${found.logLikelihoods.length} steps of the best start) to ${returns.length} ${isYearly ? "years" : "months"} from ${history.firstPeriod}, log likelihood ${found.logLikelihood.toFixed(2)}; simple monthly returns, ${degrees === null ? "normal" : `Student-t ${degrees}`} within a regime, no worse than -95 % a month. Source: ${source}.`,
      ...(isYearly
        ? [
            "The history is yearly: a regime's monthly mean is the twelfth root, its covariance a twelfth of the year's, and its chance to last a month the twelfth root of that to last a year, as far as the chain allows.",
          ]
        : []),
    ],
  };
}

function calmestFirst(found: SwitchingFit<SwitchingReturns>, degrees: number | null): number[] {
  const risk = found.parameters.scales.map((scale) =>
    covarianceOf(scale, degrees).reduce((sum, row, i) => sum + (row[i] ?? 0), 0),
  );
  return risk.map((_, s) => s).sort((a, b) => (risk[a] ?? 0) - (risk[b] ?? 0));
}

const reordered = (matrix: Matrix, order: readonly number[]): number[][] =>
  order.map((i) => order.map((j) => entry(matrix, i, j)));

/**
 * The two-state chain whose twelfth power is the yearly one: same stationary distribution, and the
 * twelfth root of its persistence p00 + p11 - 1; no persistence when the years have none.
 */
export function monthly(yearly: Matrix, isYearly: boolean): number[][] {
  if (!isYearly) return yearly.map((row) => [...row]);
  const [calm = 0.5, storm = 0.5] = stationaryDistribution(yearly);
  const persistence = entry(yearly, 0, 0) + entry(yearly, 1, 1) - 1;
  const root = persistence > 0 ? persistence ** (1 / MONTHS_A_YEAR) : 0;
  return [
    [calm + storm * root, storm * (1 - root)],
    [calm * (1 - root), storm + calm * root],
  ];
}

interface Part {
  readonly regime: MarketRegime;
  readonly deviations: readonly number[];
}

function monthlyRegime(
  from: {
    readonly fit: MarketFit;
    readonly found: SwitchingFit<SwitchingReturns>;
    readonly apart: ColumnsApart;
    readonly s: number;
  },
  factorOf: (covariance: Matrix) => { readonly factor: number[][] },
): Part {
  const { fit, found, apart, s } = from;
  const months = fit.chosen.history?.monthsPerRow ?? 1;
  const all = widened(
    apart,
    {
      mean: found.parameters.means[s] ?? [],
      covariance: covarianceOf(found.parameters.scales[s] ?? [], fit.chosen.degreesOfFreedom),
    },
    assumedCorrelations(fit),
  );
  const covariance = all.covariance.map((row) => row.map((v) => v / months));
  const means = all.mean.map((m) => (1 + m) ** (1 / months));
  return {
    regime: { means, factor: factorOf(covariance).factor },
    deviations: covariance.map((row, i) => Math.sqrt(row[i] ?? 0)),
  };
}

function assumedCorrelations({ assumptions, assetClasses }: MarketFit): number[][] {
  const rows = assetClasses.map((asset) =>
    assumptions.assetClasses.findIndex(({ assetClass }) => assetClass === asset),
  );
  return rows.map((i) => rows.map((j) => entry(assumptions.correlations, i, j)));
}

function parametersOf(
  of: {
    readonly parts: readonly Part[];
    readonly transition: Matrix;
    readonly found: SwitchingFit<SwitchingReturns>;
  },
  assetClasses: MarketFit["assetClasses"],
): MarketParameter[] {
  const durations = expectedDurations(of.transition);
  return [
    { name: "log likelihood", assetClass: null, regime: null, value: of.found.logLikelihood },
    ...of.parts.flatMap(({ regime, deviations }, s): MarketParameter[] => [
      ...of.transition.map((_, to) => ({
        name: `transition to regime ${to + 1}, a month`,
        assetClass: null,
        regime: s + 1,
        value: entry(of.transition, s, to),
      })),
      {
        name: "expected duration, months",
        assetClass: null,
        regime: s + 1,
        value: durations[s] ?? 0,
      },
      ...assetClasses.flatMap((assetClass, i) => [
        {
          name: "mean, a month",
          assetClass,
          regime: s + 1,
          value: (regime.means[i] ?? 1) - 1,
        },
        { name: "deviation, a month", assetClass, regime: s + 1, value: deviations[i] ?? 0 },
      ]),
    ]),
  ];
}
