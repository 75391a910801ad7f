import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { flows } from "./seriesNotation.fixture.js";
import { type CashFlow, presentValue, xirr } from "./xirr.js";

describe("xirr", () => {
  it("gives exactly 10 % for 1,000 that are 1,100 after 365 days", () => {
    expect(xirr(flows("2023-01-01 -1000", "2024-01-01 1100")).rate).toBeCloseTo(0.1, 14);
  });

  it("gives the answer of the XIRR example in the documentation of Excel", () => {
    // support.microsoft.com, XIRR function: 0.373362535
    const example = flows(
      "2008-01-01 -10000",
      "2008-03-01 2750",
      "2008-10-30 4250",
      "2009-02-15 3250",
      "2009-04-01 2750",
    );
    expect(xirr(example).rate).toBeCloseTo(0.373362535, 8);
    expect(xirr(example.toReversed())).toEqual(xirr(example));
  });

  it.each([
    // 100 became 50 in 365 days
    { of: ["2023-01-01 -100", "2024-01-01 50"], rate: -0.5 },
    // 100 became 10^-6: Newton leaves the range, bisection finds it
    { of: ["2023-01-01 -100", "2024-01-01 0.000001"], rate: -0.99999999 },
    // 1 became 100,000
    { of: ["2023-01-01 -1", "2024-01-01 100000"], rate: 99_999 },
    // doubled in 73 days, a fifth of a year: 2^5 - 1
    { of: ["2023-01-01 -1", "2023-03-15 2"], rate: 31 },
    // borrowed: received first, paid later
    { of: ["2023-01-01 100", "2024-01-01 -104"], rate: 0.04 },
    { of: ["2023-01-01 -100", "2024-01-01 100"], rate: 0 },
  ])("finds $rate for $of", ({ of, rate }) => {
    const found = xirr(flows(...of));
    expect((1 + (found.rate ?? Number.NaN)) / (1 + rate)).toBeCloseTo(1, 9);
    expect(found.roots).toHaveLength(1);
  });

  it("names both roots when two rates balance the flows", () => {
    // -100 + 230/x - 132/x^2 = 0 for x = 1.1 and x = 1.2
    const found = xirr(flows("2021-01-01 -100", "2022-01-01 230", "2023-01-01 -132"));
    expect(found.roots.map((root) => root.toFixed(9))).toEqual(["0.100000000", "0.200000000"]);
    expect(found.rate).toBeCloseTo(0.1, 9);
  });

  it.each([
    { of: ["2021-01-01 -100", "2022-01-01 -50"], reason: "ONE_SIGN_ONLY" },
    { of: ["2021-01-01 100"], reason: "ONE_SIGN_ONLY" },
    { of: [], reason: "ONE_SIGN_ONLY" },
    { of: ["2021-01-01 -100", "2021-01-01 110"], reason: "ONE_DAY_ONLY" },
    // x^2 - x + 1 = 0 has no real root
    { of: ["2021-01-01 100", "2022-01-01 -100", "2023-01-01 100"], reason: "NO_ROOT" },
    // 100 became 10^-8 in a year: -99.99999999 % is outside the range
    { of: ["2021-01-01 -100", "2022-01-01 0.00000001"], reason: "NO_ROOT" },
  ])("says $reason for $of", ({ of, reason }) => {
    expect(xirr(flows(...of))).toEqual({ rate: null, reason, roots: [] });
  });

  const flow = fc.record({
    day: fc.integer({ min: 0, max: 12_000 }),
    amount: fc.integer({ min: -100_000, max: 100_000 }),
  });
  const anyFlows = fc
    .array(flow, { minLength: 2, maxLength: 30 })
    .map((list) =>
      list.map(({ day, amount }): CashFlow => ({ date: addDays(date("1990-01-01"), day), amount })),
    );
  const sizeAt = (list: readonly CashFlow[], rate: number) =>
    Math.max(
      presentValue(
        list.map((f) => ({ ...f, amount: Math.abs(f.amount) })),
        rate,
      ),
      Number.MIN_VALUE,
    );

  it("solves its equation, at every root it names", () => {
    let solved = 0;
    fc.assert(
      fc.property(anyFlows, (list) => {
        for (const root of xirr(list).roots) {
          solved += 1;
          expect(root).toBeGreaterThan(-1);
          // near a root the value is as small as a rate that is off by its last digits makes it
          const size = sizeAt(list, root);
          const step = (1 + root) * 1e-9;
          const [low, high] = [presentValue(list, root - step), presentValue(list, root + step)];
          const value = presentValue(list, root);
          const tolerance = Math.max(Math.abs(high - low), size * 1e-9);
          expect(Math.abs(value)).toBeLessThanOrEqual(tolerance);
        }
      }),
      { numRuns: 60 },
    );
    expect(solved).toBeGreaterThan(25);
  });

  it("does not change by one bit with the order of the flows", () => {
    fc.assert(
      fc.property(anyFlows, fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), (list, keys) => {
        const shuffled = list
          .map((item, i) => ({ item, key: keys[i] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
        expect(xirr(shuffled)).toEqual(xirr(list));
      }),
      { numRuns: 40 },
    );
  });

  it("finds the rate at which deposits were compounded", () => {
    const rate = fc.double({ min: -0.6, max: 3, noNaN: true });
    const deposits = fc.array(
      fc.record({
        day: fc.integer({ min: 0, max: 3_000 }),
        amount: fc.integer({ min: 1, max: 1e6 }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(rate, deposits, (r, list) => {
        const end = 3_650;
        const grown = list.reduce((v, d) => v + d.amount * (1 + r) ** ((end - d.day) / 365), 0);
        const start = date("2010-01-01");
        const found = xirr([
          ...list.map((d) => ({ date: addDays(start, d.day), amount: -d.amount })),
          { date: addDays(start, end), amount: grown },
        ]);
        expect(found.roots).toHaveLength(1);
        expect((1 + (found.rate ?? Number.NaN)) / (1 + r)).toBeCloseTo(1, 9);
      }),
    );
  });
});
