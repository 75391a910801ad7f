import { beforeAll, describe, expect, it } from "@jest/globals";
import type { AllocationWeight } from "../domain/simulationInputs.js";
import { ASSUMPTIONS_2026 } from "../domain/capitalMarketAssumptions.js";
import { logReturn } from "../domain/lognormal.js";
import { monthNormals, philox } from "../domain/referenceNormals.js";
import { referenceMarketPath } from "../domain/referenceMarket.js";
import { referencePath, WITHDRAWAL_SHORT } from "../domain/referencePath.js";
import type { SimulationInputs } from "../domain/simulationInputs.js";
import { planOf, type SimulationPlan } from "../domain/simulationPlan.js";
import { percentileRanks } from "../domain/percentile.js";
import { addCounts, type PathCounts, resultOf } from "../domain/simulationResult.js";
import { compileKernel } from "./kernelModule.js";
import { Kernel, LANES } from "./Kernel.js";

const SIX: readonly AllocationWeight[] = [
  { assetClass: "US_EQUITY", weight: 0.35 },
  { assetClass: "INTERNATIONAL_EQUITY", weight: 0.15 },
  { assetClass: "EMERGING_EQUITY", weight: 0.1 },
  { assetClass: "BOND", weight: 0.25 },
  { assetClass: "REAL_ESTATE", weight: 0.1 },
  { assetClass: "CASH", weight: 0.05 },
];

const INPUTS: SimulationInputs = {
  seed: "20260131",
  paths: 1_000,
  horizonMonths: 360,
  startBalance: 500_000,
  monthlyContribution: 1_000,
  contributionMonths: 120,
  monthlyWithdrawal: 4_500,
  withdrawalStartsMonth: 121,
  allocation: SIX,
  assumptions: ASSUMPTIONS_2026,
  goals: [
    { id: "a", name: "Boat", amount: 80_000, month: 60, spends: true },
    { id: "b", name: "House", amount: 700_000, month: 60, spends: true },
    { id: "c", name: "Nest egg", amount: 1_000_000, month: 120, spends: false },
  ],
};

/** One asset class with the given year, no inflation. */
const oneAsset = (expectedReturn: number, volatility: number): Partial<SimulationInputs> => ({
  allocation: [{ assetClass: "US_EQUITY", weight: 1 }],
  assumptions: {
    ...ASSUMPTIONS_2026,
    inflation: 0,
    assetClasses: [{ assetClass: "US_EQUITY", expectedReturn, volatility, source: "of the test" }],
    correlations: [[1]],
  },
});

const LUMP: Partial<SimulationInputs> = {
  monthlyContribution: 0,
  contributionMonths: 0,
  monthlyWithdrawal: 0,
  withdrawalStartsMonth: 1,
  goals: [],
};

let compiled: WebAssembly.Module;
let kernel: Kernel;
beforeAll(async () => {
  compiled = await compileKernel();
  kernel = new Kernel(compiled);
});

/** Runs every path of a plan; wealth is checkpoints x paths. */
function runAll(plan: SimulationPlan): { wealth: Float64Array; counts: PathCounts[] } {
  const wealth = wealthOf(plan.paths, plan.checkpoints.length);
  const counts: PathCounts[] = [];
  for (let first = 0; first < plan.paths; first += kernel.sliceMax) {
    const count = Math.min(kernel.sliceMax, plan.paths - first);
    counts.push(kernel.run(plan, first, count, wealth));
  }
  return { wealth, counts };
}

const wealthOf = (paths: number, checkpoints: number) =>
  new Float64Array(new SharedArrayBuffer(paths * checkpoints * 8));

const terminal = (plan: SimulationPlan): Float64Array =>
  runAll(plan).wealth.slice((plan.checkpoints.length - 1) * plan.paths);

function moments(sample: ArrayLike<number>): { mean: number; variance: number } {
  let total = 0;
  for (let i = 0; i < sample.length; i++) total += sample[i] ?? 0;
  const mean = total / sample.length;
  let squares = 0;
  for (let i = 0; i < sample.length; i++) squares += ((sample[i] ?? 0) - mean) ** 2;
  return { mean, variance: squares / (sample.length - 1) };
}

const plan = (change: Partial<SimulationInputs> = {}): SimulationPlan =>
  planOf({ ...INPUTS, ...change });

describe("the kernel against the reference", () => {
  it.each([
    { counter: [0, 0, 0, 0], key: [0, 0] },
    { counter: [-1, -1, -1, -1], key: [-1, -1] },
    { counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], key: [0xa4093822, 0x299f31d0] },
  ])("encrypts counter $counter as the reference, which has the published answers", (row) => {
    const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = row.counter.map((word) => word >>> 0);
    const [k0 = 0, k1 = 0] = row.key.map((word) => word >>> 0);
    const { exports } = new Kernel(compiled);
    exports.setKey(k0, k1);
    exports.philoxBlock(c0, c1, c2, c3);
    const lanes = new Uint32Array(exports.memory.buffer, Number(exports.WORDS.value), 16);
    const words = [0, 4, 8, 12].map((at) => Array.from(lanes.subarray(at, at + 4)));
    const expected = philox([c0, c1, c2, c3], [k0, k1]);
    expect(words).toEqual(expected.map((word) => [word, word, word, word]));
  });

  it.each([1, 2, 3, 4, 5, 6, 16])(
    "draws the reference's normals bit by bit, %p a month",
    (count) => {
      const { exports } = new Kernel(compiled);
      exports.setKey(7, 11);
      for (const [path, month] of [
        [0, 1],
        [4, 360],
        [199_996, 1200],
      ] as const) {
        const at = exports.normalsOf(path, month, count);
        const drawn = new Float64Array(exports.memory.buffer, at, count * 4);
        for (let lane = 0; lane < 4; lane++) {
          const expected = monthNormals([7, 11], path + lane, month, count);
          expect(expected.map((_, i) => drawn[i * 4 + lane])).toEqual(expected);
        }
      }
    },
  );

  it("walks the reference's paths bit by bit, with flows, goals and six correlated assets", () => {
    const whole = plan({ paths: 120 });
    const { wealth } = runAll(whole);
    let short = 0;
    for (let path = 0; path < 120; path += 7) {
      const expected = referencePath(whole, path);
      if (expected.flags & WITHDRAWAL_SHORT) short++;
      expect(whole.checkpoints.map((_, row) => wealth[row * 120 + path])).toEqual(expected.wealth);
    }
    expect(short).toBeGreaterThan(0);
  });

  it("counts what the reference's flags say", () => {
    const whole = plan({ paths: 120 });
    const flags = Array.from({ length: 120 }, (_, path) => referencePath(whole, path).flags);
    const without = (bit: number) => flags.filter((flag) => (flag & bit) === 0).length;
    expect(runAll(whole).counts).toEqual([
      {
        paths: 120,
        successes: flags.filter((flag) => flag === 0).length,
        withdrawalsPaid: without(WITHDRAWAL_SHORT),
        goalsFunded: [without(1), without(2), without(4)],
      },
    ]);
    expect(without(2)).toBeGreaterThan(0);
    expect(without(2)).toBeLessThan(120);
  });

  it("gives a path the same wealth whichever slice it is computed in", () => {
    const whole = plan({ paths: 256 });
    const { wealth } = runAll(whole);
    const other = new Float64Array(new SharedArrayBuffer(wealth.byteLength));
    for (let first = 253; first > 0; first -= 11) kernel.run(whole, first, 3, other);
    const rows = whole.checkpoints.length;
    for (let row = 0; row < rows; row++) {
      expect(other[row * 256 + 242]).toBe(wealth[row * 256 + 242]);
    }
  });
});

describe("a block of market paths", () => {
  it("is the reference's, month by month, asset by asset, bit by bit", () => {
    const { market } = plan();
    const assets = market.assetClasses.length;
    const { gross, priceLevels } = kernel.marketBlock(market, 8);
    expect(gross).toHaveLength(360 * assets * LANES);
    for (let lane = 0; lane < LANES; lane++) {
      const path = referenceMarketPath(market, 8 + lane);
      const returns = path.gross.flatMap((month) => month);
      expect(returns.map((_, i) => gross[i * LANES + lane])).toEqual(returns);
      expect(path.priceLevels.map((_, m) => priceLevels[m * LANES + lane])).toEqual(
        path.priceLevels,
      );
    }
  });

  it("does not depend on what was computed before it, or on where the block starts", () => {
    const { market } = plan();
    const before = kernel.marketBlock(market, 4).gross.slice();
    kernel.run(plan({ paths: 200, horizonMonths: 61, ...LUMP }), 0, 200, wealthOf(200, 7));
    const after = kernel.marketBlock(market, 6).gross;
    const lane = (block: Float64Array, l: number) => block.filter((_, i) => i % LANES === l);
    expect(lane(after, 0)).toEqual(lane(before, 2));
    expect(lane(after, 1)).toEqual(lane(before, 3));
  });
});

describe("the generator", () => {
  it("has mean 0, variance 1, skewness 0, kurtosis 3 and no correlation, within 4 standard errors", () => {
    const { exports } = new Kernel(compiled);
    exports.setKey(1, 0);
    const sums = [0, 0, 0, 0, 0];
    const paths = 40_000;
    for (let path = 0; path < paths; path += 4) {
      const at = exports.normalsOf(path, 1, 6);
      const z = new Float64Array(exports.memory.buffer, at, 24);
      for (let i = 0; i < 24; i++) {
        const x = z[i] ?? 0;
        // the neighbour is the next normal of the same path
        const neighbour = z[(i + 4) % 24] ?? 0;
        [x, x ** 2, x ** 3, x ** 4, x * neighbour].forEach(
          (v, k) => (sums[k] = (sums[k] ?? 0) + v),
        );
      }
    }
    const n = paths * 6;
    const [m1 = 0, m2 = 0, m3 = 0, m4 = 0, cross = 0] = sums.map((sum) => sum / n);
    expect(Math.abs(m1)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(m2 - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(m3)).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(m4 - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    expect(Math.abs(cross)).toBeLessThan(4 / Math.sqrt(n));
  });
});

describe("simulated wealth against closed forms", () => {
  it("a lump sum has the lognormal's mean and log variance, within 4 standard errors", () => {
    const whole = plan({ ...LUMP, ...oneAsset(0.07, 0.18), paths: 50_000, horizonMonths: 120 });
    const wealth = terminal(whole).map((value) => value / INPUTS.startBalance);
    const year = logReturn(0.07, 0.18);
    const variance = 10 * year.deviation ** 2;
    const { mean } = moments(wealth);
    const exactMean = 1.07 ** 10;
    const meanError = exactMean * Math.sqrt(Math.expm1(variance) / 50_000);
    expect(Math.abs(mean - exactMean)).toBeLessThan(4 * meanError);
    const logs = moments(wealth.map(Math.log));
    expect(Math.abs(logs.mean - 10 * year.mean)).toBeLessThan(4 * Math.sqrt(variance / 50_000));
    expect(Math.abs(logs.variance / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 50_000));
  });

  it("one month of two correlated assets has the variance w' Sigma w, within 4 standard errors", () => {
    const allocation = [
      { assetClass: "US_EQUITY", weight: 0.5 },
      { assetClass: "REAL_ESTATE", weight: 0.5 },
    ] as const;
    const whole = plan({ ...LUMP, allocation, paths: 100_000, horizonMonths: 1 });
    const { model } = whole.market;
    const regime = model.kind === "REGIMES" ? model.regimes[0] : undefined;
    const [a, b] = (regime?.means ?? []).map((mean, i) => ({
      mean,
      row: regime?.factor[i] ?? [],
    }));
    if (!a || !b) throw new Error("two assets");
    const covariance = (x: readonly number[], y: readonly number[]) =>
      x.reduce((sum, v, i) => sum + v * (y[i] ?? 0), 0);
    const expectation = (x: typeof a) => Math.exp(x.mean + covariance(x.row, x.row) / 2);
    const product = (x: typeof a, y: typeof a) =>
      expectation(x) * expectation(y) * Math.expm1(covariance(x.row, y.row));
    const exact = 0.25 * (product(a, a) + 2 * product(a, b) + product(b, b));
    // wealth is in today's money
    const level = whole.priceLevels.at(-1) ?? 0;
    const wealth = terminal(whole).map((value) => (value * level) / INPUTS.startBalance);
    const { mean, variance } = moments(wealth);
    const exactMean = 0.5 * (expectation(a) + expectation(b));
    expect(Math.abs(mean - exactMean)).toBeLessThan(4 * Math.sqrt(exact / 100_000));
    expect(Math.abs(variance / exact - 1)).toBeLessThan(4 * Math.sqrt(2.2 / 100_000));
  });

  it("a single lump goal is met with probability Phi((ln(V0/T) + m n) / (s sqrt n))", () => {
    const years = 15;
    const target = 900_000;
    const goals = [{ id: "g", name: "Goal", amount: target, month: years * 12, spends: false }];
    const paths = 100_000;
    const whole = plan({
      ...LUMP,
      ...oneAsset(0.06, 0.15),
      goals,
      paths,
      horizonMonths: years * 12,
    });
    const funded = runAll(whole).counts.reduce((sum, c) => sum + (c.goalsFunded[0] ?? 0), 0);
    const { mean, deviation } = logReturn(0.06, 0.15);
    const z = (Math.log(500_000 / target) + mean * years) / (deviation * Math.sqrt(years));
    const exact = standardNormalBelow(z);
    expect(exact).toBeGreaterThan(0.2);
    expect(exact).toBeLessThan(0.8);
    expect(Math.abs(funded / paths - exact)).toBeLessThan(
      4 * Math.sqrt((exact * (1 - exact)) / paths),
    );
  });

  it("without volatility it is the future value with saving at month end", () => {
    const whole = plan({
      ...LUMP,
      ...oneAsset(0.06, 0),
      paths: 100,
      monthlyContribution: 1_000,
      contributionMonths: 360,
    });
    const r = 1.06 ** (1 / 12) - 1;
    const growth = (1 + r) ** 360;
    const exact = 500_000 * growth + (1_000 * (growth - 1)) / r;
    for (const wealth of terminal(whole)) expect(Math.abs(wealth / exact - 1)).toBeLessThan(1e-12);
  });

  it("without volatility a withdrawal at month start runs out in the month the annuity says", () => {
    // n = ln(W / (W - V r / (1 + r))) / ln(1 + r), W paid at the start of the month
    const r = 1.05 ** (1 / 12) - 1;
    const months = Math.floor(Math.log(4_000 / (4_000 - (500_000 * r) / (1 + r))) / Math.log1p(r));
    const counted = (horizonMonths: number) =>
      runAll(
        plan({
          ...LUMP,
          ...oneAsset(0.05, 0),
          paths: 100,
          monthlyWithdrawal: 4_000,
          horizonMonths,
        }),
      ).counts[0]?.withdrawalsPaid;
    expect(counted(months)).toBe(100);
    expect(counted(months + 1)).toBe(0);
  });

  it("contributions rise with inflation: at a return equal to it the real balance is their sum", () => {
    const base = oneAsset(0.03, 0);
    const assumptions = base.assumptions;
    if (!assumptions) throw new Error("assumptions of one asset");
    const whole = plan({
      ...LUMP,
      ...base,
      assumptions: { ...assumptions, inflation: 0.03 },
      paths: 100,
      monthlyContribution: 1_000,
      contributionMonths: 120,
      horizonMonths: 120,
    });
    expect(whole.priceLevels.at(-1)).toBeCloseTo(1.03 ** 10, 12);
    expect(terminal(whole)[0]).toBeCloseTo(500_000 + 120_000, 5);
  });
});

describe("antithetic pairs", () => {
  const years = 5;
  const target = 620_000;
  const goals = [{ id: "g", name: "Goal", amount: target, month: years * 12, spends: false }];
  const { mean, deviation } = logReturn(0.06, 0.15);
  const exact = standardNormalBelow(
    (Math.log(500_000 / target) + mean * years) / (deviation * Math.sqrt(years)),
  );
  const estimate = (seed: number, isAntithetic: boolean) => {
    const inputs = { ...INPUTS, ...LUMP, ...oneAsset(0.06, 0.15), goals };
    const change = { seed: String(seed), paths: 200, horizonMonths: years * 12, isAntithetic };
    const whole = planOf({ ...inputs, ...change });
    const counts = runAll(whole).counts.reduce(addCounts);
    const orderStatistics = whole.checkpoints.map(() => percentileRanks(200).map(() => 0));
    const result = resultOf(inputs, whole, { counts, sampled: 200, orderStatistics });
    const [goal] = result.goals;
    if (!goal) throw new Error("one goal");
    return goal.probability;
  };
  const seeds = Array.from({ length: 600 }, (_, seed) => seed);
  const spread = (values: readonly number[]) => moments(values).variance;

  it("have a smaller error than as many independent paths, and no bias", () => {
    const plain = seeds.map((seed) => estimate(seed, false).value);
    const paired = seeds.map((seed) => estimate(seed, true).value);
    expect(spread(paired)).toBeLessThan(0.7 * spread(plain));
    const error = Math.sqrt(spread(paired) / seeds.length);
    expect(Math.abs(moments(paired).mean - exact)).toBeLessThan(4 * error);
  });

  it("have intervals that hold the exact probability at least 93 times in a hundred, and are shorter", () => {
    const found = seeds.map((seed) => estimate(seed, true));
    const held = found.filter(({ low, high }) => low <= exact && exact <= high).length;
    expect(held / seeds.length).toBeGreaterThan(0.93);
    const length = (p: readonly { low: number; high: number }[]) =>
      moments(p.map(({ low, high }) => high - low)).mean;
    expect(length(found)).toBeLessThan(0.92 * length(seeds.map((seed) => estimate(seed, false))));
    expect(found[0]?.method).toMatch(/antithetic/);
  });
});

/** Simpson's rule over the density, from 0: good to 10^-12 for |z| < 6. */
function standardNormalBelow(z: number): number {
  const steps = 2_000;
  const h = z / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((i * h) ** 2) / 2);
  }
  return 0.5 + (sum * h) / 3 / Math.sqrt(2 * Math.PI);
}
