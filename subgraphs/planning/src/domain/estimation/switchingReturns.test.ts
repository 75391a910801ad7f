import { performance } from "node:perf_hooks";
import { describe, expect, it } from "@jest/globals";
import { entry } from "./matrix.js";
import { startNumbers } from "./switchingStarts.js";
import { covarianceOf, fitSwitchingReturns } from "./switchingReturns.js";

/** Months of `assets` correlated assets: calm, and now and then a storm with four times the deviation. */
function months(count: number, assets: number, degrees: number | null): number[][] {
  const random = startNumbers(17);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let isStorm = false;
  return Array.from({ length: count }, () => {
    isStorm = isStorm ? random() < 0.9 : random() < 0.03;
    const common = normal();
    const chi = Array.from({ length: degrees ?? 0 }, () => normal() ** 2).reduce(
      (a, b) => a + b,
      0,
    );
    const fat = degrees === null ? 1 : Math.sqrt((degrees - 2) / chi);
    return Array.from(
      { length: assets },
      () => (isStorm ? -2 : 1) + fat * (isStorm ? 8 : 2) * (0.6 * common + 0.8 * normal()),
    );
  });
}

const SERIES = months(1_100, 6, null);

describe("multivariate Markov switching", () => {
  it("tells calm from storm in six assets over 1,100 months", () => {
    const startedAt = performance.now();
    const fit = fitSwitchingReturns({ returns: SERIES, regimes: 2, degrees: null });
    const milliseconds = performance.now() - startedAt;
    process.stderr.write(`planning: EM, 1,100 x 6 x 2: ${milliseconds.toFixed(0)} ms\n`);
    if (!fit) throw new Error("every start collapsed");
    const { scales, means } = fit.parameters;
    const calm = entry(scales[0] ?? [], 0, 0) < entry(scales[1] ?? [], 0, 0) ? 0 : 1;
    const deviation = (s: number) => Math.sqrt(entry(scales[s] ?? [], 2, 2));
    expect(Math.abs(deviation(calm) - 2)).toBeLessThan(0.3);
    expect(Math.abs(deviation(1 - calm) - 8)).toBeLessThan(1.2);
    expect(Math.abs((means[calm]?.[3] ?? 0) - 1)).toBeLessThan(0.4);
    expect(Math.abs(entry(fit.transition, calm, calm) - 0.97)).toBeLessThan(0.02);
    expect(Math.abs(entry(fit.transition, 1 - calm, 1 - calm) - 0.9)).toBeLessThan(0.06);
    for (const [i, value] of fit.logLikelihoods.entries()) {
      expect(value - (fit.logLikelihoods[i - 1] ?? value)).toBeGreaterThan(-1e-7);
    }
  });

  it("with Student-t returns finds the same storm in fat tails, and its likelihood never falls", () => {
    const returns = months(1_100, 3, 6);
    const fit = fitSwitchingReturns({ returns, regimes: 2, degrees: 6 });
    if (!fit) throw new Error("every start collapsed");
    const variances = fit.parameters.scales.map((scale) => entry(covarianceOf(scale, 6), 0, 0));
    const [calm = 0, storm = 0] = variances.sort((a, b) => a - b);
    expect(Math.abs(Math.sqrt(calm) - 2)).toBeLessThan(0.4);
    expect(Math.abs(Math.sqrt(storm) - 8)).toBeLessThan(2);
    for (const [i, value] of fit.logLikelihoods.entries()) {
      expect(value - (fit.logLikelihoods[i - 1] ?? value)).toBeGreaterThan(-1e-7);
    }
    const normal = fitSwitchingReturns({ returns, regimes: 2, degrees: null });
    expect(fit.logLikelihood).toBeGreaterThan(normal?.logLikelihood ?? 0);
  });

  it("with three regimes explains no less than with two", () => {
    const two = fitSwitchingReturns({ returns: SERIES.slice(0, 400), regimes: 2, degrees: null });
    const three = fitSwitchingReturns({ returns: SERIES.slice(0, 400), regimes: 3, degrees: null });
    expect(three?.logLikelihood).toBeGreaterThan(two?.logLikelihood ?? 0);
  });

  it("says no to a history too short for its regimes", () => {
    expect(
      fitSwitchingReturns({ returns: SERIES.slice(0, 9), regimes: 2, degrees: null }),
    ).toBeNull();
  });
});
