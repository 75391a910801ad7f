import { covarianceOfRows } from "../estimation/covarianceOfRows.js";
import {
  fitSkewedT,
  fitStudentT,
  hansenConstants,
  skewedQuantile,
  type SkewedShape,
} from "../estimation/innovations.js";
import { studentBelow } from "../estimation/specialFunctions.js";
import type { SkewedMargins } from "../marketPlan.js";
import type { FittedMarket, MarketParameter } from "../capitalMarket.js";
import type { MarketFit } from "../marketFit.js";
import { assumedInflation, fittedInflation } from "./inflationProcess.js";
import { jointFactor, repairOf } from "./jointFactor.js";
import { monthlyMoments } from "./monthlyMoments.js";

/** Round figures of ours where there is no monthly history to fit them to. */
const DEGREES = 6;
const SKEW = -0.15;

/**
 * Student-t or skewed Student-t returns, one chi-square a month for all assets, so that they fall
 * together. With a monthly history all is fitted to it; else means, deviations and correlations are the
 * assumptions', matched exactly over a year.
 */
export function fitInnovationMarket(fit: MarketFit, isSkewed: boolean): FittedMarket {
  const { chosen, assumptions, assetClasses } = fit;
  const history = chosen.history?.monthsPerRow === 1 ? chosen.history : null;
  const { moments, inflation } = history
    ? { moments: momentsOf(history.rows), inflation: fittedInflation(history.rows) }
    : {
        moments: monthlyMoments(assumptions, assetClasses),
        inflation: assumedInflation(assumptions, assetClasses),
      };
  const columns = assetClasses.map((_, i) => history?.rows.map((row) => row[i] ?? 0) ?? null);
  const degrees = chosen.degreesOfFreedom ?? fittedDegrees(columns) ?? DEGREES;
  const deviations = moments.covariance.map((row, i) => Math.sqrt(row[i] ?? 0));
  const joint = jointFactor(moments.covariance, inflation);
  const skews = isSkewed
    ? columns.map((x) => chosen.skew ?? (x ? fitSkewedT(x).skew : SKEW))
    : null;
  const source = `${history ? history.source : assumptions.source}; ${inflation.source}`;
  return {
    model: {
      kind: "REGIMES",
      compounding: "SIMPLE",
      regimes: [
        {
          means: moments.means,
          // with skew the deviations are the margins'
          factor: skews
            ? joint.factor.map((row, i) => row.map((v) => v / (deviations[i] || 1)))
            : joint.factor,
        },
      ],
      start: [1],
      transition: [[1]],
      degrees,
      skew: skews && marginsOf(skews, degrees, deviations),
      inflation: inflation.process,
    },
    parameters: [
      shared("degrees of freedom", degrees),
      shared("inflation persistence", inflation.process.persistence),
      shared("inflation innovation, a month", inflation.deviation),
      ...assetClasses.flatMap((assetClass, i): MarketParameter[] => [
        of("mean, a month", assetClass, (moments.means[i] ?? 1) - 1),
        of("deviation, a month", assetClass, deviations[i] ?? 0),
        ...(skews ? [of("skew (Hansen's lambda)", assetClass, skews[i] ?? 0)] : []),
      ]),
    ],
    source,
    statements: [
      `Simple monthly returns with ${isSkewed ? "Hansen's skewed margins on a Student-t copula" : "multivariate Student-t innovations"}, ${degrees} degrees of freedom, independent from month to month, no worse than -95 % a month${originOf(fit, history !== null, isSkewed)}. Source: ${source}.`,
      ...repairOf(joint.largestChange),
    ],
  };
}

const marginsOf = (
  skews: readonly number[],
  degrees: number,
  deviations: readonly number[],
): SkewedMargins => ({ deviations, tables: skews.map((skew) => skewTable({ degrees, skew })) });

function originOf({ chosen }: MarketFit, isFitted: boolean, isSkewed: boolean): string {
  if (isFitted) return ", fitted by maximum likelihood";
  const ours = [
    ...(chosen.degreesOfFreedom === null ? ["degrees of freedom"] : []),
    ...(isSkewed && chosen.skew === null ? ["skew"] : []),
  ];
  return ours.length > 0 ? ` (${ours.join(" and ")}: round figure chosen by Wealthgraph)` : "";
}

const shared = (name: string, value: number): MarketParameter => ({
  name,
  assetClass: null,
  regime: null,
  value,
});

const of = (
  name: string,
  assetClass: MarketParameter["assetClass"],
  value: number,
): MarketParameter => ({ name, assetClass, regime: null, value });

function momentsOf(rows: readonly (readonly number[])[]) {
  const { mean, covariance } = covarianceOfRows(rows.map((row) => row.slice(0, -1)));
  return { means: mean.map((m) => 1 + m), covariance };
}

/** The median of the assets' fitted degrees, whole, 3 to 30. */
function fittedDegrees(columns: readonly (readonly number[] | null)[]): number | null {
  const fitted = columns.flatMap((x) => (x ? [fitStudentT(x).degrees] : []));
  if (fitted.length === 0) return null;
  const middle = fitted.sort((a, b) => a - b)[Math.floor((fitted.length - 1) / 2)] ?? DEGREES;
  return Math.min(30, Math.max(3, Math.round(middle)));
}

/** The kernel's table of g(t) / (4 + |t|): g takes a unit Student-t to Hansen's skewed t of equal rank. */
export function skewTable(shape: SkewedShape): number[] {
  return Array.from({ length: 513 }, (_, i) => {
    if (i <= 256) return leftEntry(i, shape);
    // the right half is the left one of the opposite skew, turned over: no digits are lost near 1
    return -leftEntry(512 - i, { ...shape, skew: -shape.skew });
  });
}

function leftEntry(i: number, shape: SkewedShape): number {
  const { degrees, skew } = shape;
  // the limit of g(t) / |t|: both tails fall as t^-degrees
  if (i === 0) return -((1 - skew) ** (1 + 1 / degrees)) / hansenConstants(shape).b;
  const v = (i - 256) / 256;
  const t = (4 * v) / (1 + v);
  const p = studentBelow(t / Math.sqrt((degrees - 2) / degrees), degrees);
  return skewedQuantile(p, shape) / (4 - t);
}
