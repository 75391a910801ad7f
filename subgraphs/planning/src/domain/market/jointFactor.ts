import { choleskyFactor } from "../correlation.js";
import { entry, type Matrix, symmetric } from "../estimation/matrix.js";
import { nearestCorrelation } from "../estimation/nearestCorrelation.js";
import type { RandomInflation } from "./inflationProcess.js";

export interface JointFactor {
  /** Lower Cholesky factor of assets and inflation together. */
  readonly factor: number[][];
  /** The largest change of a correlation that a repair made; 0 without one. */
  readonly largestChange: number;
}

/** The factor of the assets' covariance with inflation as one more row, repaired when it is none. */
export function jointFactor(covariance: Matrix, inflation: RandomInflation): JointFactor {
  const n = covariance.length;
  const deviations = covariance.map((row, i) => Math.sqrt(row[i] ?? 0));
  const correlation = symmetric(n + 1, (i, j) => {
    if (i === j) return 1;
    if (i === n) return inflation.correlations[j] ?? 0;
    const scale = (deviations[i] ?? 0) * (deviations[j] ?? 0);
    return scale > 0 ? entry(covariance, i, j) / scale : 0;
  });
  const { factor, largestChange } = factorOf(correlation);
  const scales = [...deviations, inflation.deviation];
  return { factor: factor.map((row, i) => row.map((v) => v * (scales[i] ?? 0))), largestChange };
}

function factorOf(correlation: Matrix): JointFactor {
  const factor = choleskyFactor(correlation);
  if (factor) return { factor, largestChange: 0 };
  const repaired = nearestCorrelation(correlation);
  return {
    factor: choleskyFactor(repaired.correlation) ?? repaired.correlation,
    largestChange: repaired.largestChange,
  };
}

/** What a repair has to say for itself: nothing, or one sentence. */
export function repairOf(largestChange: number): string[] {
  if (largestChange === 0) return [];
  return [
    `Correlations were repaired to the nearest possible ones (Higham 2002); the largest change is ${largestChange.toFixed(3)}.`,
  ];
}
