import type { GarchMarket } from "./marketPlan.js";
import type { ReferenceDraws } from "./referenceDraws.js";
import type { MarketMonth } from "./referenceMarket.js";
import { floored } from "./referenceRegimes.js";

type Rows = readonly (readonly number[])[];

const at = (rows: Rows, i: number, j: number): number => rows[i]?.[j] ?? 0;

export function referenceGarch(
  model: GarchMarket,
  { draws, assets }: { readonly draws: ReferenceDraws; readonly assets: number },
): (month: number) => MarketMonth {
  const { series, a, b, longCorrelation, degrees, inflation } = model;
  let h = series.map(({ firstVariance }) => firstVariance);
  let q = model.firstQ.map((row) => [...row]);
  let growth = inflation.meanGrowth;
  return (month) => {
    const normals = draws.normals(month, series.length + ((degrees ?? 0) % 2));
    const fat = degrees === null ? 1 : draws.fatness(month, degrees, normals);
    const z = correlated(q, normals, fat);
    const residuals = h.map((variance, i) => Math.sqrt(variance) * (z[i] ?? 0));
    h = series.map(({ omega, alpha, beta }, i) => {
      const residual = residuals[i] ?? 0;
      return omega + alpha * (residual * residual) + beta * (h[i] ?? 0);
    });
    const rest = 1 - a - b;
    q = q.map((row, i) =>
      row.map((value, j) => {
        const product = (z[Math.max(i, j)] ?? 0) * (z[Math.min(i, j)] ?? 0);
        return rest * at(longCorrelation, i, j) + a * product + b * value;
      }),
    );
    const gross = series.slice(0, assets).map(({ mean }, i) => floored(mean + (residuals[i] ?? 0)));
    if (series.length > assets) {
      const before = inflation.persistence * (growth - inflation.meanGrowth);
      growth = floored(inflation.meanGrowth + before + (residuals[assets] ?? 0));
    }
    return { gross, growth };
  };
}

/** Normals with the correlation that Q scales to, each times `fat`. */
function correlated(q: Rows, normals: readonly number[], fat: number): number[] {
  const l: number[][] = [];
  for (const [i, row] of q.entries()) {
    const target: number[] = [];
    l.push(target);
    for (let j = 0; j <= i; j++) {
      let rest = row[j] ?? 0;
      for (let k = 0; k < j; k++) rest -= at(l, i, k) * at(l, j, k);
      target.push(i === j ? Math.sqrt(rest) : rest / at(l, j, j));
    }
  }
  return q.map((row, i) => {
    let x = at(l, i, 0) * (normals[0] ?? 0);
    for (let j = 1; j <= i; j++) x += at(l, i, j) * (normals[j] ?? 0);
    return (x / Math.sqrt(row[i] ?? 1)) * fat;
  });
}
