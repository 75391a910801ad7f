import { beforeAll, describe, expect, it } from "@jest/globals";
import { ASSUMPTIONS_2026 } from "../domain/capitalMarketAssumptions.js";
import { lognormalMarket, type MarketPlan } from "../domain/marketPlan.js";
import { referenceMarketPath } from "../domain/referenceMarket.js";
import { referencePath } from "../domain/referencePath.js";
import { Kernel, LANES } from "./Kernel.js";
import { compileKernel } from "./kernelModule.js";
import {
  GARCH_MARKET,
  HISTORY_MARKET,
  lifeOver,
  marketOf,
  TWO_REGIMES,
} from "./markets.fixture.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = new Kernel(await compileKernel());
});

const [calm, storm] = TWO_REGIMES.regimes;
if (!calm || !storm) throw new Error("the fixture has two regimes");

/** A table of a made-up skew, far from straight. */
const table = (bend: number): number[] =>
  Array.from({ length: 513 }, (_, i) => (i - 256) / 256 - bend * ((i - 256) / 256) ** 2);

const MARKETS: readonly { readonly name: string; readonly market: MarketPlan }[] = [
  {
    name: "two regimes with Student-t 6 and random inflation",
    market: marketOf(TWO_REGIMES, { months: 120 }),
  },
  {
    name: "an odd number of degrees",
    market: marketOf({ ...TWO_REGIMES, degrees: 5 }, { months: 60 }),
  },
  {
    name: "four regimes, normal",
    market: marketOf(
      {
        ...TWO_REGIMES,
        degrees: null,
        regimes: [calm, storm, calm, storm],
        start: [0.1, 0.2, 0.3, 0.4],
        transition: [
          [0.7, 0.1, 0.1, 0.1],
          [0.2, 0.5, 0.2, 0.1],
          [0, 0.5, 0.5, 0],
          [0.25, 0.25, 0.25, 0.25],
        ],
      },
      { months: 120 },
    ),
  },
  {
    name: "skewed margins",
    market: marketOf(
      {
        ...TWO_REGIMES,
        regimes: [calm],
        start: [1],
        transition: [[1]],
        skew: {
          deviations: [0.04, 0.05, 0.06, 0.01, 0.05, 0.002],
          tables: [0, 0.1, 0.2, 0.3, -0.2, 0.05].map(table),
        },
      },
      { months: 120 },
    ),
  },
  { name: "GARCH with moving correlation", market: marketOf(GARCH_MARKET, { months: 120 }) },
  {
    name: "GARCH, normal, prices at one rate",
    market: marketOf(
      {
        ...GARCH_MARKET,
        degrees: null,
        series: GARCH_MARKET.series.slice(0, 6),
        longCorrelation: GARCH_MARKET.longCorrelation.slice(0, 6),
        firstQ: GARCH_MARKET.firstQ.slice(0, 6),
      },
      { months: 60 },
    ),
  },
  { name: "blocks of history", market: marketOf(HISTORY_MARKET) },
  {
    name: "history in its order",
    market: marketOf({ ...HISTORY_MARKET, meanBlockMonths: null }),
  },
  { name: "mirrored pairs", market: marketOf(TWO_REGIMES, { isAntithetic: true, months: 120 }) },
  {
    name: "lognormal",
    market: lognormalMarket({
      seed: "9",
      months: 120,
      assumptions: ASSUMPTIONS_2026,
      assetClasses: ["US_EQUITY", "BOND", "CASH"],
    }),
  },
];

describe.each(MARKETS)("the kernel's market of $name", ({ market }) => {
  it("is the reference's, bit by bit, wherever the block starts", () => {
    for (const firstPath of [0, 1_003]) {
      const { gross, priceLevels } = kernel.marketBlock(market, firstPath);
      for (let lane = 0; lane < LANES; lane++) {
        const expected = referenceMarketPath(market, firstPath + lane);
        const returns = expected.gross.flat();
        expect(returns.map((_, i) => gross[i * LANES + lane])).toEqual(returns);
        const levels = expected.priceLevels;
        expect(levels.map((_, m) => priceLevels[m * LANES + lane])).toEqual(levels);
      }
    }
  });
});

describe("a life of saving and spending over two regimes", () => {
  it("with goals, a glide path and costs is the reference's, bit by bit", () => {
    const plan = lifeOver(marketOf(TWO_REGIMES), 20, 3);
    const wealth = new Float64Array(new SharedArrayBuffer(20 * 31 * 8));
    const counts = kernel.run(plan, 0, 20, wealth);
    const paths = Array.from({ length: 20 }, (_, p) => referencePath(plan, p));
    for (const [p, path] of paths.entries()) {
      expect(path.wealth.map((_, row) => wealth[row * 20 + p])).toEqual(path.wealth);
    }
    expect(counts.successes).toBe(paths.filter(({ flags }) => flags === 0).length);
    expect(counts.successes).toBeGreaterThan(2);
    expect(counts.successes).toBeLessThan(18);
  });
});

/** Monthly gross returns of one asset over many paths, month by month. */
function sample(market: MarketPlan, asset: number, paths: number): number[][] {
  const assets = market.assetClasses.length;
  const drawn: number[][] = [];
  for (let first = 0; first < paths; first += LANES) {
    const { gross } = kernel.marketBlock(market, first);
    for (let lane = 0; lane < LANES; lane++) {
      drawn.push(
        Array.from(
          { length: market.months },
          (_, m) => gross[(m * assets + asset) * LANES + lane] ?? 0,
        ),
      );
    }
  }
  return drawn;
}

const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length;
const variance = (x: readonly number[]) => {
  const middle = mean(x);
  return mean(x.map((v) => (v - middle) ** 2));
};

describe("what is drawn", () => {
  const one = { ...TWO_REGIMES, regimes: [calm], start: [1], transition: [[1]] };

  it("of a Student-t has the factor's variance, and the kurtosis 3 + 6 / (nu - 4)", () => {
    const x = sample(marketOf({ ...one, degrees: 12 }, { months: 100 }), 0, 2_000).flat();
    const m = mean(x);
    expect(Math.abs(m - 1.011)).toBeLessThan((4 * 0.033) / Math.sqrt(x.length));
    const v = variance(x);
    expect(Math.abs(v / 0.033 ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2.75 / x.length));
    const kurtosis = mean(x.map((r) => (r - m) ** 4)) / v ** 2;
    expect(Math.abs(kurtosis - 3.75)).toBeLessThan(0.15);
  });

  it("of a Student-t 6 is beyond q with the t's probability, within four standard errors", () => {
    const x = sample(marketOf(one, { months: 100 }), 0, 2_000).flat();
    const unit = 0.033 * Math.sqrt(4 / 6);
    // Pr(|T_6| > 3.707) = 0.01, the usual table
    const share = x.filter((r) => Math.abs((r - 1.011) / unit) > 3.7074).length / x.length;
    expect(Math.abs(share - 0.01)).toBeLessThan(4 * Math.sqrt(0.0099 / x.length));
  });

  it("of two regimes has the mixture's mean and the chain's persistence", () => {
    const only = { ...TWO_REGIMES, degrees: null };
    const x = sample(marketOf(only, { months: 120 }), 1, 4_000);
    const pi = 0.03 / 0.19;
    const exact = (1 - pi) * 1.01 + pi * 0.99;
    // squares of one month tell those of the next: that is what regimes are
    expect(Math.abs(mean(x.flat()) - exact)).toBeLessThan(0.0005);
    const squares = x.map((path) => path.map((r) => (r - exact) ** 2));
    const level = mean(squares.flat());
    const together = mean(
      squares.flatMap((p) => p.slice(1).map((s, t) => (s - level) * ((p[t] ?? 0) - level))),
    );
    expect(together).toBeGreaterThan(0);
  });

  it("of inflation is AR(1): mean, and autocorrelation 0.55", () => {
    const market = marketOf(one, { months: 200 });
    const growth: number[][] = [];
    for (let first = 0; first < 1_000; first += LANES) {
      const { priceLevels } = kernel.marketBlock(market, first);
      for (let lane = 0; lane < LANES; lane++) {
        growth.push(
          Array.from(
            { length: 200 },
            (_, m) =>
              (priceLevels[(m + 1) * LANES + lane] ?? 0) / (priceLevels[m * LANES + lane] ?? 1),
          ).slice(50),
        );
      }
    }
    const x = growth.flat();
    expect(Math.abs(mean(x) - 1.0025)).toBeLessThan(0.0001);
    const pairs = growth.flatMap((p) =>
      p.slice(1).map((g, t) => (g - 1.0025) * ((p[t] ?? 1) - 1.0025)),
    );
    expect(mean(pairs) / variance(x)).toBeCloseTo(0.55, 1);
  });

  it("of GARCH has the unconditional variance, and variances that follow each other", () => {
    const x = sample(marketOf({ ...GARCH_MARKET, degrees: null }, { months: 240 }), 0, 1_000);
    const flat = x.flat();
    expect(Math.abs(variance(flat) / 0.033 ** 2 - 1)).toBeLessThan(0.05);
    const squares = x.map((path) => path.map((r) => (r - 1.006) ** 2));
    const level = mean(squares.flat());
    const lag = mean(
      squares.flatMap((p) => p.slice(1).map((s, t) => (s - level) * ((p[t] ?? 0) - level))),
    );
    // autocorrelation of squares of GARCH(1,1) at lag 1: alpha (1 - ab - b^2) / (1 - 2ab - b^2) = 0.148
    expect(lag / variance(squares.flat())).toBeGreaterThan(0.08);
    expect(lag / variance(squares.flat())).toBeLessThan(0.25);
  });

  it("of history are blocks of 18 months on average, all assets from the same month", () => {
    const market = marketOf(HISTORY_MARKET);
    const known = new Map(HISTORY_MARKET.months.map((row, t) => [row[0], t]));
    const places = sample(market, 0, 400).map((path) => path.map((r) => known.get(r) ?? -1));
    const moves = places.flatMap((p) =>
      p.slice(1).map((t, i) => (t === ((p[i] ?? 0) + 1) % 601 ? 0 : 1)),
    );
    expect(Math.abs(mean(moves) - 1 / 18)).toBeLessThan(4 * Math.sqrt(1 / 18 / moves.length));
    const second = sample(market, 1, 4);
    expect(second[3]?.[200]).toBe(HISTORY_MARKET.months[places[3]?.[200] ?? 0]?.[1]);
  });

  it("of mirrored pairs has each pair's innovations add up to nothing", () => {
    const x = sample(
      marketOf({ ...one, degrees: null }, { isAntithetic: true, months: 50 }),
      2,
      40,
    );
    for (let p = 0; p < 40; p += 2) {
      for (const [m, r] of (x[p] ?? []).entries()) {
        expect((r + (x[p + 1]?.[m] ?? 0)) / 2).toBeCloseTo(1.0115, 12);
      }
    }
  });
});
