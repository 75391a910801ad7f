import { describe, expect, it } from "@jest/globals";
import { pairedDifference } from "./planComparison.js";
import { fanRows, putSlice, SCALAR_INDEX, SCALARS, sharedOutcomes } from "./pathOutcomes.js";
import { planNumbers, tailRisk } from "./planStatistics.js";

describe("tailRisk", () => {
  it("of the eleven returns -5 … 5 % has the type 7 quantile, and the mean of the worst 5 %", () => {
    // 5 % of eleven is 0.55 of the worst observation
    const losses = Float64Array.from({ length: 11 }, (_, i) => (i - 5) / 100);
    expect(tailRisk(losses).valueAtRisk).toBeCloseTo(0.045, 12);
    expect(tailRisk(losses).expectedShortfall).toBeCloseTo(0.05, 12);
  });

  it("takes the part of the boundary observation that belongs to the tail", () => {
    // 30 losses 1 … 30: 1.5 observations: (30 + 0.5 x 29) / 1.5
    const losses = Float64Array.from({ length: 30 }, (_, i) => i + 1);
    expect(tailRisk(losses).expectedShortfall).toBeCloseTo((30 + 14.5) / 1.5, 12);
  });
});

describe("planNumbers", () => {
  const years = 1;
  const outcomes = sharedOutcomes(4, years);
  const set = (name: (typeof SCALARS)[number], values: number[]): void =>
    outcomes.scalars.set(values, SCALAR_INDEX[name] * 4);
  outcomes.fan.set([10, 10, 10, 10, 1, 2, 3, 4], 0);
  outcomes.fan.set([10, 10, 10, 10, 2, 4, 6, 8], 8);
  outcomes.fan.set([5, Number.NaN, 7, Number.NaN], 16);
  // path 1 misses goal 0, path 2 goal 1, path 3 falls short by 40 over 2 months
  set("GOALS_MISSED", [0, 1, 2, 0]);
  set("SHORTFALL_MONTHS", [0, 0, 0, 2]);
  set("SHORTFALL", [0, 0, 0, 40]);
  set("FIRST_SHORTFALL_MONTH", [-1, -1, -1, 18]);
  set("TERMINAL", [1, 2, 3, 0]);

  it("counts success as nothing unpaid and every goal met", () => {
    const numbers = planNumbers(outcomes, 4, 2);
    expect(numbers).toMatchObject({ paths: 4, successes: 1, allGoals: 2, goalsMet: [3, 3] });
    expect(numbers.shortfall).toMatchObject({
      paths: 1,
      depth: { p50: 40 },
      months: { p50: 2 },
      firstYear: { p50: 1.5 },
    });
    expect(numbers.worstPaths).toEqual([3, 0, 1, 2]);
  });

  it("gives type 7 bands, and spending of the years in which someone lives", () => {
    const { real, nominal, spending, terminal } = planNumbers(outcomes, 4, 2);
    expect(real.p50).toEqual([10, 2.5]);
    expect(nominal.p25[1]).toBe(3.5);
    expect(spending.p50).toEqual([6]);
    expect(terminal).toMatchObject({ mean: 1.5, p50: 1.5 });
    // sd of 1, 2, 3, 0 with n - 1: 1.2910; / 2
    expect(terminal.standardError).toBeCloseTo(0.6455, 4);
  });

  it("of the first paths does not look at the rest", () => {
    const numbers = planNumbers(outcomes, 2, 2);
    expect(numbers).toMatchObject({ paths: 2, successes: 1, shortfall: null });
    expect(numbers.real.p50[1]).toBe(1.5);
  });
});

describe("putSlice", () => {
  it("writes each row of a slice into its columns", () => {
    const all = sharedOutcomes(4, 1);
    const fan = Float32Array.from({ length: 2 * fanRows(1) }, (_, i) => i + 1);
    const scalars = Float64Array.from({ length: 2 * SCALARS.length }, (_, i) => i + 1);
    putSlice(all, { firstPath: 2, paths: 2, years: 1, fan, scalars });
    expect([...all.fan.subarray(0, 8)]).toEqual([0, 0, 1, 2, 0, 0, 3, 4]);
    expect([...all.scalars.subarray(4, 8)]).toEqual([0, 0, 3, 4]);
  });
});

describe("pairedDifference", () => {
  it("has the error of the differences, not of the parts", () => {
    const first = [1, 5, 9, 13];
    const second = [2, 6, 11, 14];
    const { value, standardError, unpairedStandardError } = pairedDifference(first, second);
    expect(value).toBe(1.25);
    // differences 1, 1, 2, 1: sd 0.5, over 2
    expect(standardError).toBeCloseTo(0.25, 12);
    expect(unpairedStandardError).toBeGreaterThan(3);
  });

  it("refuses runs of other sizes", () => {
    expect(() => pairedDifference([1, 2], [1, 2, 3])).toThrow("same paths");
  });
});
