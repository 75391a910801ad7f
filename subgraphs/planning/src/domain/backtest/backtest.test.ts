import { describe, expect, it } from "@jest/globals";
import { InvariantViolation } from "@wealthgraph/kernel/refusal";
import fc from "fast-check";
import { annualHistory } from "../annualHistory.js";
import { ASSUMPTIONS_2026 } from "../capitalMarketAssumptions.js";
import type { MarketHistory } from "../capitalMarket.js";
import { type BacktestStrategy, rollingWindows, stressPeriods } from "./backtest.js";

/** Rows of "asset asset inflation" in percent, from 2001 on. */
const history = (...rows: string[]): MarketHistory => ({
  source: "of the test",
  firstPeriod: "2001",
  monthsPerRow: 12,
  rows: rows.map((row) => row.split(" ").map((v) => Number(v) / 100)),
});

const strategy = (change: Partial<BacktestStrategy> = {}): BacktestStrategy => ({
  weights: [0.5, 0.5],
  rebalancing: { kind: "YEARLY" },
  costRate: 0,
  withdrawalRate: 0,
  ...change,
});

const { history: published } = annualHistory(["US_EQUITY", "BOND"], ASSUMPTIONS_2026);
const EQUITY = strategy({ weights: [1, 0] });

describe("rolling windows", () => {
  it("are one for each first year that has all its years", () => {
    const windows = rollingWindows(history("1 1 0", "2 2 0", "3 3 0"), strategy(), 2);
    expect(windows.map(({ firstYear }) => firstYear)).toEqual([2001, 2002]);
    expect(rollingWindows(history("1 1 0"), strategy(), 2)).toEqual([]);
    expect(rollingWindows(published, strategy(), 30)).toHaveLength(published.rows.length - 29);
  });

  it("take the withdrawal first, at the year's prices", () => {
    // 1 - 0.1 = 0.9, x 1.2 = 1.08; 1.08 - 0.11 = 0.97, x 1 = 0.97, in first-day money / 1.21
    const [window] = rollingWindows(
      history("20 20 10", "0 0 10"),
      strategy({ withdrawalRate: 0.1 }),
      2,
    );
    expect(window?.finalBalance).toBeCloseTo(0.97 / 1.21, 12);
    expect(window?.failedIn).toBeNull();
  });

  it("say the year in which a withdrawal could not be paid in full", () => {
    const [window] = rollingWindows(
      history("0 0 0", "0 0 0", "0 0 0"),
      strategy({ withdrawalRate: 0.4 }),
      3,
    );
    expect(window).toMatchObject({ failedIn: 2003, finalBalance: 0 });
  });

  it("pay for what is traded, sale and purchase", () => {
    // 0.6 and 0.5 come to 0.55 each: 0.1 is traded
    const costly = strategy({ costRate: 0.01 });
    const [window] = rollingWindows(history("20 0 0"), costly, 1);
    expect(window?.cost).toBeCloseTo(0.001, 12);
    expect(window?.finalBalance).toBeCloseTo(1.099, 12);
  });

  it("leave drift alone within the band, and always without rebalancing", () => {
    const rows = history("20 0 0", "20 0 0");
    const balance = (rebalancing: BacktestStrategy["rebalancing"]) =>
      rollingWindows(rows, strategy({ rebalancing }), 2)[0]?.finalBalance;
    // 0.6 of 1.1 is 4.5 points off
    expect(balance({ kind: "BAND", band: 0.05 })).toBeCloseTo(0.72 + 0.5, 12);
    expect(balance({ kind: "NEVER" })).toBeCloseTo(0.72 + 0.5, 12);
    expect(balance({ kind: "BAND", band: 0.04 })).toBeCloseTo(1.1 * 1.1, 12);
    expect(balance({ kind: "YEARLY" })).toBeCloseTo(1.1 * 1.1, 12);
  });

  it("have the deepest fall and the geometric return of the real index, whatever is spent", () => {
    for (const withdrawalRate of [0, 0.05]) {
      const rows = history("100 100 0", "-50 -50 0", "10 10 10");
      const [window] = rollingWindows(rows, strategy({ withdrawalRate }), 3);
      expect(window?.maxDrawdown).toBeCloseTo(0.5, 12);
      expect(window?.realReturn).toBeCloseTo(0, 12);
    }
  });

  it("never end with more after a higher withdrawal", () => {
    const rate = fc.integer({ min: 0, max: 100 }).map((v) => v / 1000);
    fc.assert(
      fc.property(rate, rate, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const ends = [low, high].map((withdrawalRate) =>
          rollingWindows(published, strategy({ withdrawalRate }), 30),
        );
        for (const [i, window] of (ends[0] ?? []).entries()) {
          expect(ends[1]?.[i]?.finalBalance).toBeLessThanOrEqual(window.finalBalance + 1e-12);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("a strategy", () => {
  it.each([
    { weights: [0.5, 0.6] },
    { weights: [1.5, -0.5] },
    { costRate: 0.2 },
    { withdrawalRate: 1.1 },
    { withdrawalRate: Number.NaN },
  ])("that cannot be is not run: %j", (change) => {
    expect(() => rollingWindows(history("1 1 0"), strategy(change), 1)).toThrow(InvariantViolation);
  });
});

describe("stress periods", () => {
  it("are the five named ones, each with its calendar years", () => {
    expect(stressPeriods(published, EQUITY).map(({ name, years }) => [name, years])).toEqual([
      ["1929", 4],
      ["1973", 2],
      ["2000", 3],
      ["2008", 1],
      ["2020", 1],
    ]);
  });

  it("have Damodaran's nominal fall of 1929 to 1932 in their real balance", () => {
    const [crash] = stressPeriods(published, EQUITY);
    // S&P 500 -8.30, -25.12, -43.84, -8.64 %; CPI 0.58, -6.40, -9.32, -10.27 %
    const nominal = 0.917 * 0.7488 * 0.5616 * 0.9136;
    const prices = 1.0058 * 0.936 * 0.9068 * 0.8973;
    expect(crash?.finalBalance).toBeCloseTo(nominal / prices, 10);
  });

  it("that lie outside the history are left out", () => {
    expect(stressPeriods(history("1 1 0", "1 1 0"), strategy())).toEqual([]);
  });
});
