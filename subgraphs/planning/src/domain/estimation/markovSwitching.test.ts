import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { expectedDurations, stationaryDistribution } from "./markovChain.js";
import { column, describeWith, printed } from "../../publishedSeries.fixture.js";
import { startNumbers } from "./switchingStarts.js";
import { fitSwitchingAutoregression } from "./switchingAutoregression.js";
import { fitSwitchingRegression } from "./switchingRegression.js";

function fitted<T>(fit: T | null): T {
  if (!fit) throw new Error("every start collapsed");
  return fit;
}

const at = (matrix: readonly (readonly number[])[], i: number, j: number): number =>
  matrix[i]?.[j] ?? Number.NaN;

const ones = (count: number): number[][] => Array.from({ length: count }, () => [1]);
const withLag = (y: readonly number[]) => ({
  y: y.slice(1),
  x: y.slice(0, -1).map((before) => [1, before]),
});

describeWith(
  describe,
  ["series/rgnp_1951q2_1984q4.csv", "Hamilton (1989), growth of US GNP"],
  (rows) => {
    it("has the estimates of table I, to the digits of Stata's manual (mswitch ar rgnp)", () => {
      const fit = fitted(
        fitSwitchingAutoregression({ y: column(rows), order: 4, regimes: 2 }, { tolerance: 1e-14 }),
      );
      const low = (fit.parameters.means[0] ?? 0) < (fit.parameters.means[1] ?? 0) ? 0 : 1;
      const high = 1 - low;
      expect(printed(fit.logLikelihood, 4)).toBe(-181.2634);
      expect(printed(fit.parameters.means[low] ?? 0, 4)).toBe(-0.3588);
      expect(printed(fit.parameters.means[high] ?? 0, 4)).toBe(1.1635);
      expect(fit.parameters.phi.map((v) => printed(v, 4))).toEqual([
        0.0135, -0.0575, -0.247, -0.2129,
      ]);
      expect(printed(Math.sqrt(fit.parameters.variance), 4)).toBe(0.769);
      expect(printed(at(fit.transition, low, low), 4)).toBe(0.7547);
      expect(printed(at(fit.transition, high, low), 4)).toBe(0.0959);
    });
  },
);

describeWith(
  describe,
  ["series/fedfunds.csv", "Stata's manual, the federal funds rate"],
  (rows) => {
    const y = column(rows);

    it("has the estimates of mswitch dr fedfunds", () => {
      const fit = fitted(
        fitSwitchingRegression({ y, x: ones(y.length), regimes: 2, isVarianceSwitching: false }),
      );
      const { coefficients, variances } = fit.parameters;
      const low = at(coefficients, 0, 0) < at(coefficients, 1, 0) ? 0 : 1;
      expect(printed(fit.logLikelihood, 5)).toBe(-508.63592);
      expect(printed(at(coefficients, low, 0), 4)).toBe(3.7088);
      expect(printed(at(coefficients, 1 - low, 0), 4)).toBe(9.5568);
      expect(printed(Math.sqrt(variances[0] ?? 0), 4)).toBe(2.1076);
      expect(printed(at(fit.transition, low, low), 5)).toBe(0.98209);
      expect(printed(at(fit.transition, 1 - low, low), 5)).toBe(0.05036);
    });

    it("has the estimates of mswitch dr fedfunds L.fedfunds", () => {
      const fit = fitted(
        fitSwitchingRegression(
          { ...withLag(y), regimes: 2, isVarianceSwitching: false },
          { tolerance: 1e-14 },
        ),
      );
      const { coefficients, variances } = fit.parameters;
      const first = at(coefficients, 0, 1) < at(coefficients, 1, 1) ? 0 : 1;
      expect(printed(fit.logLikelihood, 4)).toBe(-264.7107);
      expect(coefficients[first]?.map((v) => printed(v, 4))).toEqual([0.7245, 0.7631]);
      expect(coefficients[1 - first]?.map((v) => printed(v, 4))).toEqual([-0.0989, 1.0612]);
      expect(printed(Math.sqrt(variances[0] ?? 0), 4)).toBe(0.6916);
      expect(printed(at(fit.transition, first, first), 4)).toBe(0.6378);
      expect(printed(at(fit.transition, 1 - first, first), 4)).toBe(0.1306);
    });
  },
);

describeWith(
  describe,
  ["series/areturns.csv", "Stata's manual, absolute returns of the S&P 500"],
  (rows) => {
    it("has the estimates of mswitch dr areturns L.areturns, varswitch", () => {
      const fit = fitted(
        fitSwitchingRegression(
          { ...withLag(column(rows)), regimes: 2, isVarianceSwitching: true },
          { tolerance: 1e-14 },
        ),
      );
      const { coefficients, variances } = fit.parameters;
      const calm = (variances[0] ?? 0) < (variances[1] ?? 0) ? 0 : 1;
      expect(printed(fit.logLikelihood, 3)).toBe(-745.798);
      expect(coefficients[calm]?.map((v) => printed(v, 4))).toEqual([0.7641, 0.0791]);
      expect(coefficients[1 - calm]?.map((v) => printed(v, 4))).toEqual([1.9728, 0.528]);
      expect(printed(variances[calm] ?? 0, 4)).toBe(0.3476);
      expect(printed(variances[1 - calm] ?? 0, 4)).toBe(2.5771);
      expect(printed(at(fit.transition, calm, calm), 4)).toBe(0.7531);
      expect(printed(at(fit.transition, 1 - calm, calm), 4)).toBe(0.6825);
    });
  },
);

/** A chain of regimes with given means, its noise and its path. */
function switching(seed: number, count: number, means: readonly number[]): number[] {
  const random = startNumbers(seed);
  let regime = 0;
  return Array.from({ length: count }, () => {
    if (random() < 0.05) regime = Math.floor(random() * means.length);
    const noise = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return (means[regime] ?? 0) + noise * (1 + regime);
  });
}

describe("EM", () => {
  it("never lowers the likelihood, whatever the series, with two and three regimes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 2, max: 3 }), (seed, k) => {
        const y = switching(seed, 120, [0, 3, 9].slice(0, k));
        const options = { trialSteps: 15, stepsMax: 25 };
        const series = { y, x: ones(y.length), regimes: k, isVarianceSwitching: true };
        const fits = [
          fitSwitchingRegression(series, options),
          fitSwitchingAutoregression({ y, order: 1, regimes: k }, options),
        ];
        for (const fit of fits) {
          for (const [i, value] of (fit?.logLikelihoods ?? []).entries()) {
            if (i === 0) continue;
            expect(value - (fit?.logLikelihoods[i - 1] ?? 0)).toBeGreaterThan(-1e-8);
          }
        }
      }),
      { numRuns: 5 },
    );
  });

  it("finds three regimes where three are", () => {
    const y = switching(7, 1_500, [0, 12, 40]);
    const fit = fitted(
      fitSwitchingRegression({ y, x: ones(1_500), regimes: 3, isVarianceSwitching: true }),
    );
    const means = fit.parameters.coefficients.map((row) => row[0] ?? 0).sort((a, b) => a - b);
    expect(Math.abs((means[0] ?? 0) - 0)).toBeLessThan(0.3);
    expect(Math.abs((means[1] ?? 0) - 12)).toBeLessThan(0.5);
    expect(Math.abs((means[2] ?? 0) - 40)).toBeLessThan(0.7);
    for (let t = 0; t < 1_500; t++) {
      const total = [0, 1, 2].reduce((sum, s) => sum + (fit.smoothed[t * 3 + s] ?? 0), 0);
      expect(total).toBeCloseTo(1, 10);
    }
  });
});

describe("a chain", () => {
  it("of two regimes is stationary at (1 - p00) / ((1 - p00) + (1 - p11)), and lasts 1 / (1 - p)", () => {
    const transition = [
      [0.9, 0.1],
      [0.25, 0.75],
    ];
    const [first, second] = stationaryDistribution(transition);
    expect(second).toBeCloseTo(0.1 / 0.35, 14);
    expect(first).toBeCloseTo(0.25 / 0.35, 14);
    expect(expectedDurations(transition)[0]).toBeCloseTo(10, 12);
    expect(expectedDurations(transition)[1]).toBe(4);
  });
});
