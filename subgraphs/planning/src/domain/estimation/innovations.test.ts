import { describe, expect, it } from "@jest/globals";
import { fitSkewedT, fitStudentT, skewedLogDensity, skewedQuantile } from "./innovations.js";
import { logGamma, regularisedBeta, studentBelow, studentQuantile } from "./specialFunctions.js";
import { startNumbers } from "./switchingStarts.js";

const SHAPES = [
  { degrees: 4.5, skew: -0.3 },
  { degrees: 6, skew: 0 },
  { degrees: 12, skew: 0.5 },
] as const;

/** Integral over the whole line of g(z) times the density, by quantiles of a fine grid. */
function expectation(g: (z: number) => number, shape: (typeof SHAPES)[number]): number {
  let total = 0;
  const step = 0.002;
  for (let u = -30 + step / 2; u < 30; u += step) {
    // z = sinh(u / 4) reaches the far tails with few points
    const z = 8 * Math.sinh(u / 4);
    total += g(z) * Math.exp(skewedLogDensity(z, shape)) * 2 * Math.cosh(u / 4) * step;
  }
  return total;
}

describe("Hansen's skewed t", () => {
  it.each(SHAPES)("has total 1, mean 0 and variance 1 ($degrees, $skew)", (shape) => {
    expect(expectation(() => 1, shape)).toBeCloseTo(1, 7);
    expect(expectation((z) => z, shape)).toBeCloseTo(0, 6);
    expect(expectation((z) => z * z, shape)).toBeCloseTo(1, 2);
  });

  it("is Student's t of unit variance without skew", () => {
    const t = 1.7 * Math.sqrt(6 / 4);
    const student =
      logGamma(3.5) - logGamma(3) - 0.5 * Math.log(6 * Math.PI) - 3.5 * Math.log1p((t * t) / 6);
    const density = skewedLogDensity(1.7, { degrees: 6, skew: 0 });
    expect(density).toBeCloseTo(student + 0.5 * Math.log(6 / 4), 12);
  });

  it.each(SHAPES)("has quantiles that its density integrates to ($degrees, $skew)", (shape) => {
    for (const p of [0.01, 0.2, 0.5, 0.9]) {
      const z = skewedQuantile(p, shape);
      expect(Math.abs(expectation((v) => (v <= z ? 1 : 0), shape) - p)).toBeLessThan(0.001);
    }
  });
});

function skewedSample(count: number, shape: { degrees: number; skew: number }): number[] {
  const random = startNumbers(9);
  return Array.from({ length: count }, () => 0.5 + 2 * skewedQuantile(random() || 0.5, shape));
}

describe("the fits", () => {
  it("recover location, scale, degrees and skew within four standard errors", () => {
    const series = skewedSample(5_000, { degrees: 6, skew: -0.25 });
    const fit = fitSkewedT(series);
    expect(Math.abs(fit.mean - 0.5)).toBeLessThan(0.114);
    expect(Math.abs(fit.deviation - 2)).toBeLessThan(0.16);
    expect(Math.abs(fit.degrees - 6)).toBeLessThan(2);
    expect(Math.abs(fit.skew + 0.25)).toBeLessThan(0.08);
    const student = fitStudentT(series);
    expect(student.logLikelihood).toBeLessThan(fit.logLikelihood);
  });

  it("call normal values normal: many degrees, no skew", () => {
    const random = startNumbers(4);
    const series = Array.from(
      { length: 3_000 },
      () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    );
    const fit = fitSkewedT(series);
    expect(fit.degrees).toBeGreaterThan(20);
    expect(Math.abs(fit.skew)).toBeLessThan(0.08);
  });
});

describe("the special functions", () => {
  it.each([
    { x: 0.5, value: 0.5 * Math.log(Math.PI) },
    { x: 1, value: 0 },
    { x: 10, value: Math.log(362_880) },
  ])("ln Gamma($x) is $value", ({ x, value }) => {
    expect(logGamma(x)).toBeCloseTo(value, 12);
  });

  it("Beta(2, 3) is the polynomial 6 x^2 - 8 x^3 + 3 x^4", () => {
    for (const x of [0.1, 0.5, 0.9]) {
      expect(regularisedBeta(x, 2, 3)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 13);
    }
  });

  // Student (1908) onwards: the usual table of critical values
  it.each([
    { degrees: 1, t: 6.314 },
    { degrees: 5, t: 2.015 },
    { degrees: 10, t: 1.812 },
    { degrees: 30, t: 1.697 },
  ])("the 95 % point of t with $degrees degrees is $t", ({ degrees, t }) => {
    expect(Number(studentQuantile(0.95, degrees).toFixed(3))).toBe(t);
    expect(studentBelow(studentQuantile(0.037, degrees), degrees)).toBeCloseTo(0.037, 12);
  });
});
