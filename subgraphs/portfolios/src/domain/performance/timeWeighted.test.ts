import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { dates, days } from "./seriesNotation.fixture.js";
import { beforeFees, timeWeighted } from "./timeWeighted.js";

const total = (opening: number, ...lines: string[]) =>
  timeWeighted(opening, days(...lines)).total.value;

describe("timeWeighted", () => {
  it.each([
    // 110/100 = 1.1; 99/110 = 0.9; 1.1 x 0.9 = 0.99
    { of: ["2024-01-02 110", "2024-01-03 99"], gives: -0.01 },
    // 110/100; then 100 come in at the start of the day: 231/(110+100) = 1.1; 1.21
    { of: ["2024-01-02 110", "2024-01-03 231 in 100"], gives: 0.21 },
    // 50 leave at the end of the day: (71 + 50)/110 = 1.1; 1.21
    { of: ["2024-01-02 110", "2024-01-03 71 out 50"], gives: 0.21 },
    // both on one day: (200 + 20)/(100 + 100) = 1.1
    { of: ["2024-01-02 200 in 100 out 20"], gives: 0.1 },
  ])("links daily returns of 100: $of gives $gives", ({ of, gives }) => {
    expect(total(100, ...of)).toBeCloseTo(gives, 12);
  });

  it("counts the first deposit from the start of its day", () => {
    const result = timeWeighted(0, days("2024-01-02 1010 in 1000", "2024-01-03 1111"));
    // 1010/1000 x 1111/1010 = 1.111
    expect(result.total.value).toBeCloseTo(0.111, 12);
    expect(result.observations.map(({ date }) => date)).toEqual(["2024-01-02", "2024-01-03"]);
  });

  it("has no observation on a day without capital, and none for nothing at all", () => {
    const result = timeWeighted(0, days("2024-01-02 0", "2024-01-03 105 in 100"));
    expect(result.observations).toHaveLength(1);
    expect(result.total.value).toBeCloseTo(0.05, 12);
    expect(timeWeighted(0, days("2024-01-02 0")).total).toEqual({
      value: null,
      reason: "NO_CAPITAL",
    });
    expect(timeWeighted(100, []).total.value).toBeNull();
  });

  it("ends a chain with a total loss, and starts another with the next deposit", () => {
    const result = timeWeighted(
      100,
      days("2024-01-02 120", "2024-01-03 0", "2024-01-04 0", "2024-01-05 55 in 50"),
    );
    expect(result.total.value).toBe(-1);
    expect(result.chains.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "2024-01-02 2024-01-03",
      "2024-01-05 2024-01-05",
    ]);
    expect(result.chains.map(({ value }) => value)).toEqual([-1, expect.closeTo(0.1, 12)]);
    expect(result.growth).toEqual([1.2, 0, 0, expect.closeTo(1.1, 12)]);
  });

  it("takes a loss of more than everything as the loss of everything", () => {
    expect(timeWeighted(100, days("2024-01-02 -20")).chains).toEqual([
      { from: "2024-01-02", to: "2024-01-02", value: -1 },
    ]);
  });

  it("is the return of a portfolio without flows", () => {
    expect(total(80, "2024-01-02 75", "2024-01-03 100")).toBeCloseTo(0.25, 12);
  });

  it("counts fees as a loss, and not before fees", () => {
    // 100 earn 10 and pay 2: 8 % net; (108 + 2)/100 = 10 % gross
    const day = days("2024-01-02 108 fees 2");
    expect(timeWeighted(100, day).total.value).toBeCloseTo(0.08, 12);
    expect(timeWeighted(100, beforeFees(day)).total.value).toBeCloseTo(0.1, 12);
  });

  it("does not change with external flows of any size", () => {
    const rate = fc.double({ min: -0.2, max: 0.25, noNaN: true });
    const flow = fc.integer({ min: -900, max: 5_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(rate, flow), { minLength: 1, maxLength: 60 }), (steps) => {
        const on = dates("2024-01-01", steps.length);
        let value = 10_000;
        const moved = steps.map(([r, wanted], i) => {
          const inflow = Math.max(0, wanted);
          const grown = (value + inflow) * (1 + r);
          const outflow = Math.min(Math.max(0, -wanted), grown * 0.5);
          value = grown - outflow;
          return { date: on[i]!, value, inflow, outflow, fees: 0 };
        });
        const expected = steps.reduce((product, [r]) => product * (1 + r), 1) - 1;
        const found = timeWeighted(10_000, moved).total.value ?? Number.NaN;
        expect(Math.abs(found - expected) / (1 + expected)).toBeLessThan(1e-10);
      }),
    );
  });

  it("links: the return of a range is that of its two halves", () => {
    const values = fc.array(fc.double({ min: 1, max: 1_000, noNaN: true }), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(values, fc.nat(), (list, at) => {
        const on = dates("2024-01-01", list.length);
        const all = list.map((value, i) => ({
          date: on[i]!,
          value,
          inflow: 0,
          outflow: 0,
          fees: 0,
        }));
        const cut = 1 + (at % (list.length - 1));
        const first = timeWeighted(100, all.slice(0, cut)).total.value ?? Number.NaN;
        const second = timeWeighted(list[cut - 1]!, all.slice(cut)).total.value ?? Number.NaN;
        const whole = timeWeighted(100, all).total.value ?? Number.NaN;
        expect((1 + first) * (1 + second)).toBeCloseTo(1 + whole, 9);
      }),
    );
  });
});
