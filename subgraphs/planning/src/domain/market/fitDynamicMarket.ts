import { Refusal } from "@wealthgraph/kernel/refusal";
import { fitGarchDcc, type GarchDccFit } from "../estimation/dynamicCorrelation.js";
import { entry, symmetric } from "../estimation/matrix.js";
import { nearestCorrelation } from "../estimation/nearestCorrelation.js";
import type { FittedMarket, MarketParameter } from "../capitalMarket.js";
import type { MarketFit } from "../marketFit.js";
import { present } from "./historyMarket.js";
import { fittedInflation } from "./inflationProcess.js";

/** GARCH(1,1) with dynamic conditional correlation fitted to a monthly history; starts where it ends. */
export function fitDynamicMarket({ chosen, assetClasses }: MarketFit): FittedMarket {
  const history = present(chosen.history);
  const inflation = fittedInflation(history.rows);
  // percent: the fits' steps are made for numbers near 1
  const percent = assetClasses.map((_, i) => history.rows.map((row) => 100 * (row[i] ?? 0)));
  const found = fitGarchDcc(percent);
  if (!found) {
    throw new Refusal(
      "MARKET_NOT_IDENTIFIED",
      "two assets of the history move as one: their correlation is singular",
      { assets: assetClasses.length, rows: history.rows.length },
    );
  }
  const { garch, correlation, nextQ } = found;
  const n = assetClasses.length;
  const withInflation = (matrix: readonly (readonly number[])[]): number[][] =>
    symmetric(n + 1, (i, j) => {
      if (i < n) return entry(matrix, i, j);
      return i === j ? 1 : (inflation.correlations[j] ?? 0);
    });
  const long = nearestCorrelation(withInflation(correlation.long)).correlation;
  const first = nearestCorrelation(withInflation(correlationFrom(nextQ))).correlation;
  const source = `${history.source}; ${inflation.source}`;
  return {
    model: {
      kind: "GARCH_DCC",
      series: [
        ...garch.map(({ mean, omega, alpha, beta, variances }) => ({
          mean: 1 + mean / 100,
          omega: omega / 1e4,
          alpha,
          beta,
          firstVariance: (variances.at(-1) ?? 0) / 1e4,
        })),
        {
          mean: 0,
          omega: inflation.deviation ** 2,
          alpha: 0,
          beta: 0,
          firstVariance: inflation.deviation ** 2,
        },
      ],
      a: correlation.a,
      b: correlation.b,
      longCorrelation: long,
      firstQ: first,
      degrees: chosen.degreesOfFreedom,
      inflation: inflation.process,
    },
    parameters: parametersOf(found, assetClasses),
    source,
    statements: [
      `GARCH(1,1) (Bollerslev 1986) with dynamic conditional correlation (Engle 2002) fitted to ${history.rows.length} months from ${history.firstPeriod}, ${chosen.degreesOfFreedom === null ? "normal" : `Student-t ${chosen.degreesOfFreedom}`} innovations; simple monthly returns, no worse than -95 % a month; volatility and correlation start where the history ends. Source: ${source}.`,
    ],
  };
}

function parametersOf(
  { garch, correlation }: GarchDccFit,
  assetClasses: MarketFit["assetClasses"],
): MarketParameter[] {
  return [
    { name: "DCC a", assetClass: null, regime: null, value: correlation.a },
    { name: "DCC b", assetClass: null, regime: null, value: correlation.b },
    ...assetClasses.flatMap((assetClass, i): MarketParameter[] => {
      const fit = garch[i];
      const values: [string, number][] = [
        ["mean, a month", (fit?.mean ?? 0) / 100],
        ["omega", (fit?.omega ?? 0) / 1e4],
        ["alpha", fit?.alpha ?? 0],
        ["beta", fit?.beta ?? 0],
      ];
      return values.map(([name, value]) => ({ name, assetClass, regime: null, value }));
    }),
  ];
}

/** What Q scales to. */
function correlationFrom(q: readonly (readonly number[])[]): number[][] {
  return symmetric(q.length, (i, j) =>
    i === j ? 1 : entry(q, i, j) / Math.sqrt(entry(q, i, i) * entry(q, j, j)),
  );
}
