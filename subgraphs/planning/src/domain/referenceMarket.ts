import type { MarketPlan } from "./marketPlan.js";
import { exponential, monthNormals } from "./referenceNormals.js";

export interface MarketPath {
  /** Gross return of each asset in month m, index m - 1. */
  readonly gross: readonly (readonly number[])[];
  /** Price level at the end of months 0, 1 … */
  readonly priceLevels: readonly number[];
}

/** One path of the markets in plain TypeScript, equal to the kernel's bit by bit. */
export function referenceMarketPath({ key, months, model }: MarketPlan, path: number): MarketPath {
  const gross: number[][] = [];
  const priceLevels = [1];
  for (let month = 1; month <= months; month++) {
    const normals = monthNormals(key, path, month, model.means.length);
    gross.push(
      model.means.map((mean, i) => {
        let log = mean;
        for (let j = 0; j <= i; j++) log += (model.factor[i]?.[j] ?? 0) * (normals[j] ?? 0);
        return exponential(log);
      }),
    );
    priceLevels.push((priceLevels[month - 1] ?? 1) * model.inflationGrowth);
  }
  return { gross, priceLevels };
}
