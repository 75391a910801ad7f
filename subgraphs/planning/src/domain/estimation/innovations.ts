import { minimize } from "./minimize.js";
import { logGamma, studentQuantile } from "./specialFunctions.js";

/** A location-scale fit of one series. */
export interface StudentFit {
  readonly mean: number;
  /** Standard deviation, not the scale: the innovation has unit variance. */
  readonly deviation: number;
  readonly degrees: number;
  readonly logLikelihood: number;
}

export interface SkewedFit extends StudentFit {
  /** Hansen's lambda, -1 to 1; below 0 the left tail is the longer. */
  readonly skew: number;
}

/** Shape of Hansen's skewed t: `degrees` (eta) > 2, -1 < skew (lambda) < 1. */
export interface SkewedShape {
  readonly degrees: number;
  readonly skew: number;
}

/** Constants a, b, ln c of Hansen's density. */
export function hansenConstants({ degrees, skew }: SkewedShape): {
  readonly a: number;
  readonly b: number;
  readonly logC: number;
} {
  const logC =
    logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(Math.PI * (degrees - 2));
  const a = (4 * skew * Math.exp(logC) * (degrees - 2)) / (degrees - 1);
  return { a, b: Math.sqrt(1 + 3 * skew * skew - a * a), logC };
}

/**
 * ln density of Hansen's skewed t: mean 0, variance 1; Student's t where skew is 0.
 *
 * @see Hansen, International Economic Review 35 (1994), equation 10
 */
export function skewedLogDensity(z: number, shape: SkewedShape): number {
  const { a, b, logC } = hansenConstants(shape);
  return skewedLogDensityWith(z, shape, { a, b, logC });
}

function skewedLogDensityWith(
  z: number,
  { degrees, skew }: SkewedShape,
  { a, b, logC }: ReturnType<typeof hansenConstants>,
): number {
  const side = z < -a / b ? 1 - skew : 1 + skew;
  const y = (b * z + a) / side;
  return Math.log(b) + logC - ((degrees + 1) / 2) * Math.log1p((y * y) / (degrees - 2));
}

/** The z with Pr(Z <= z) = p of Hansen's skewed t: two halves of a Student-t of unequal width. */
export function skewedQuantile(p: number, shape: SkewedShape): number {
  const { degrees, skew } = shape;
  const { a, b } = hansenConstants(shape);
  const unit = Math.sqrt((degrees - 2) / degrees);
  const left = (1 - skew) / 2;
  const y =
    p < left
      ? (1 - skew) * unit * studentQuantile(p / (1 - skew), degrees)
      : (1 + skew) * unit * studentQuantile(0.5 + (p - left) / (1 + skew), degrees);
  return (y - a) / b;
}

/**
 * Maximum likelihood of mean, deviation, degrees of freedom (2.05 to 100) and skew of a series.
 *
 * @param series at least 20 values that are not all the same
 */
export function fitSkewedT(series: readonly number[]): SkewedFit {
  return fitShape(series, (x) => Math.tanh(x ?? 0));
}

/** The same without skew: Student's t. */
export function fitStudentT(series: readonly number[]): StudentFit {
  const { mean, deviation, degrees, logLikelihood } = fitShape(series, () => 0);
  return { mean, deviation, degrees, logLikelihood };
}

const DEGREES_MIN = 2.05;
const DEGREES_MAX = 100;

function fitShape(series: readonly number[], skewOf: (x: number | undefined) => number): SkewedFit {
  const n = series.length;
  const mean = series.reduce((a, b) => a + b, 0) / n;
  const deviation = Math.sqrt(series.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n);
  const read = ([m = 0, s = 0, d = 0, k]: readonly number[]): Omit<SkewedFit, "logLikelihood"> => ({
    mean: mean + m * deviation,
    deviation: deviation * Math.exp(s),
    degrees: DEGREES_MIN + (DEGREES_MAX - DEGREES_MIN) / (1 + Math.exp(-d)),
    skew: skewOf(k),
  });
  const logLikelihood = (x: readonly number[]): number => {
    const shape = read(x);
    const constants = hansenConstants(shape);
    let total = -n * Math.log(shape.deviation);
    for (const v of series) {
      total += skewedLogDensityWith((v - shape.mean) / shape.deviation, shape, constants);
    }
    return total;
  };
  const start = skewOf(1) === 0 ? [0, 0, -2.5] : [0, 0, -2.5, 0];
  const { at, value } = minimize((x) => -logLikelihood(x), start);
  return { ...read(at), logLikelihood: -value };
}
