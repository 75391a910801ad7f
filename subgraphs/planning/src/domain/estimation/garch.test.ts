import { describe, expect, it } from "@jest/globals";
import { fitGarchDcc, correlationOf } from "./dynamicCorrelation.js";
import { fitGarch, garchForecast, garchVariances } from "./garch.js";
import { column, describeWith, printed } from "../../publishedSeries.fixture.js";
import { startNumbers } from "./switchingStarts.js";

describeWith(describe, ["series/dem2gbp.csv", "the DEM/GBP benchmark of GARCH(1,1)"], (rows) => {
  it("has the estimates of Fiorentini, Calzolari, Panattoni (1996)", () => {
    const fit = fitGarch(column(rows));
    expect(printed(fit.mean, 8)).toBeCloseTo(-0.00619041, 7);
    expect(printed(fit.omega, 6)).toBe(0.010761);
    expect(printed(fit.alpha, 5)).toBe(0.15313);
    expect(printed(fit.beta, 5)).toBe(0.80597);
    expect(printed(fit.logLikelihood, 3)).toBe(-1106.608);
  });
});

/** Standard normals of a small generator. */
function normals(seed: number): () => number {
  const random = startNumbers(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe("GARCH(1,1)", () => {
  it("forecasts what its own recursion expects, down to the unconditional variance", () => {
    const fit = fitGarch(simulated(3, 2_000)[0] ?? []);
    const next = fit.variances.at(-1) ?? 0;
    expect(garchForecast(fit, 1)).toBe(next);
    const two = fit.omega + (fit.alpha + fit.beta) * next;
    expect(garchForecast(fit, 2)).toBeCloseTo(two, 14);
    const long = fit.omega / (1 - fit.alpha - fit.beta);
    expect(garchForecast(fit, 10_000) / long).toBeCloseTo(1, 6);
  });

  it("starts from the mean squared residual", () => {
    const model = { mean: 0, omega: 0.1, alpha: 0.2, beta: 0.7 };
    expect(garchVariances([3, 4], model)[0]).toBeCloseTo(0.1 + 0.9 * 12.5, 12);
    expect(garchVariances([3, 4], model)[1]).toBeCloseTo(0.1 + 0.2 * 9 + 0.7 * 11.35, 12);
  });
});

/** Two assets, each GARCH(0.05, 0.1, 0.85), whose correlation moves with DCC(0.05, 0.9) about 0.5. */
function simulated(seed: number, count: number): number[][] {
  const draw = normals(seed);
  const series: [number[], number[]] = [[], []];
  let h = [1, 1];
  let q = [1, 0.5, 1];
  for (let t = 0; t < count; t++) {
    const [q11 = 1, q12 = 0, q22 = 1] = q;
    const r = q12 / Math.sqrt(q11 * q22);
    const first = draw();
    const z = [first, r * first + Math.sqrt(1 - r * r) * draw()] as const;
    const e = z.map((v, i) => v * Math.sqrt(h[i] ?? 1));
    series[0].push(e[0] ?? 0);
    series[1].push(e[1] ?? 0);
    h = h.map((v, i) => 0.05 + 0.1 * (e[i] ?? 0) ** 2 + 0.85 * v);
    q = [
      0.05 + 0.05 * z[0] * z[0] + 0.9 * q11,
      0.025 + 0.05 * z[0] * z[1] + 0.9 * q12,
      0.05 + 0.05 * z[1] * z[1] + 0.9 * q22,
    ];
  }
  return series;
}

describe("dynamic conditional correlation", () => {
  it("recovers a, b and the variances it was simulated with", () => {
    const fit = fitGarchDcc(simulated(11, 3_000));
    expect(fit?.correlation.a).toBeGreaterThan(0.03);
    expect(fit?.correlation.a).toBeLessThan(0.07);
    expect(fit?.correlation.b).toBeGreaterThan(0.85);
    expect(fit?.correlation.b).toBeLessThan(0.94);
    for (const { alpha, beta } of fit?.garch ?? []) {
      expect(Math.abs(alpha - 0.1)).toBeLessThan(0.03);
      expect(Math.abs(beta - 0.85)).toBeLessThan(0.05);
    }
  });

  it("finds next to no movement in a correlation that stands still", () => {
    const draw = normals(5);
    const x = Array.from({ length: 1_500 }, draw);
    const y = x.map((v) => 0.6 * v + 0.8 * draw());
    const fit = fitGarchDcc([x, y]);
    expect(fit?.correlation.a).toBeLessThan(0.02);
    const sample = correlationOf(x.map((v, t) => [v, y[t] ?? 0]));
    expect(fit?.correlation.long[0]?.[1]).toBeCloseTo(sample[0]?.[1] ?? 0, 1);
  });

  it("says no to two assets that are one", () => {
    const [x = []] = simulated(1, 200);
    expect(fitGarchDcc([x, x])).toBeNull();
  });
});
