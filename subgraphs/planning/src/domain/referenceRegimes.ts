import { GROSS_FLOOR, type MarketRegime, type RegimeMarket } from "./marketPlan.js";
import type { ReferenceDraws } from "./referenceDraws.js";
import type { MarketMonth } from "./referenceMarket.js";
import { exponential } from "./referenceNormals.js";

/** Where the uniform word parts one regime from the next: cumulated probabilities times 2^32. */
export function boundsOf(probabilities: readonly number[]): number[] {
  let cumulated = 0;
  return probabilities.slice(0, -1).map((p) => {
    cumulated += p;
    return Math.min(2 ** 32 - 1, Math.max(0, Math.round(cumulated * 2 ** 32)));
  });
}

export function referenceRegimes(
  model: RegimeMarket,
  draws: ReferenceDraws,
): (month: number) => MarketMonth {
  const dimensions = model.regimes[0]?.factor.length ?? 0;
  const { degrees, inflation } = model;
  let regime = -1;
  let growth = inflation.meanGrowth;
  return (month) => {
    const normals = draws.normals(month, dimensions + ((degrees ?? 0) % 2));
    if (model.regimes.length > 1) {
      const word = draws.uniforms(month, 1)[0] ?? 0;
      const from = regime < 0 ? model.start : (model.transition[regime] ?? []);
      regime = boundsOf(from).filter((bound) => word >= bound).length;
    } else regime = 0;
    const now = model.regimes[regime] ?? { means: [], factor: [] };
    const fat = degrees === null ? 1 : draws.fatness(month, degrees, normals);
    const x = now.factor.map((row, i) => correlated(row, normals, i) * fat);
    const gross = now.means.map((_, i) => grossOf(model, { now, i, x: x[i] ?? 0 }));
    if (dimensions > now.means.length) {
      const kept = inflation.persistence * (growth - inflation.meanGrowth);
      growth = floored(inflation.meanGrowth + kept + (x.at(-1) ?? 0));
    }
    return { gross, growth };
  };
}

function correlated(row: readonly number[], normals: readonly number[], i: number): number {
  let x = (row[0] ?? 0) * (normals[0] ?? 0);
  for (let j = 1; j <= i; j++) x += (row[j] ?? 0) * (normals[j] ?? 0);
  return x;
}

function grossOf(
  { compounding, skew }: RegimeMarket,
  { now, i, x }: { readonly now: MarketRegime; readonly i: number; readonly x: number },
): number {
  const innovation = skew ? skewed(skew.tables[i] ?? [], x) * (skew.deviations[i] ?? 0) : x;
  const value = (now.means[i] ?? 0) + innovation;
  return compounding === "LOG" ? exponential(value) : floored(value);
}

export const floored = (value: number): number => (value < GROSS_FLOOR ? GROSS_FLOOR : value);

/** The value at t of a table of g(t) / (4 + |t|). */
function skewed(table: readonly number[], t: number): number {
  const size = 4 + Math.abs(t);
  const place = (t / size + 1) * 256;
  const low = Math.min(Math.trunc(place), 511);
  const first = table[low] ?? 0;
  return size * (first + (place - low) * ((table[low + 1] ?? 0) - first));
}
