import { describe, expect, it } from "@jest/globals";
import {
  annuityDue,
  DEFAULT_RULE,
  requiredBeginningAge,
  type RuleYear,
  type SpendingRule,
  sustainableRates,
  uniformLifetime,
  withdrawalOf,
} from "./spendingRule.js";

const rule = (kind: SpendingRule["kind"], change: Partial<SpendingRule> = {}): SpendingRule => ({
  ...DEFAULT_RULE,
  kind,
  ...change,
});

const year = (change: Partial<RuleYear> = {}): RuleYear => ({
  year: 1,
  wealth: 1_000_000,
  last: 40_000,
  inflation: 1.03,
  lastReturn: 0.05,
  ageYears: 65,
  cape: 30,
  sustainable: { target: 0.045, low: 0.055, high: 0.03 },
  ...change,
});

describe("withdrawalOf", () => {
  it("constant real starts at 4 % and rises with prices whatever the portfolio does", () => {
    expect(withdrawalOf(rule("CONSTANT_REAL"), year({ year: 0 }))).toBe(40_000);
    expect(withdrawalOf(rule("CONSTANT_REAL"), year({ wealth: 500_000 }))).toBeCloseTo(41_200, 9);
  });

  it("constant percentage follows the portfolio", () => {
    expect(withdrawalOf(rule("CONSTANT_PERCENTAGE"), year({ wealth: 800_000 }))).toBe(32_000);
  });

  it("takes no more than there is", () => {
    expect(withdrawalOf(rule("CONSTANT_REAL"), year({ wealth: 10_000 }))).toBe(10_000);
  });

  describe("Guyton-Klinger at a first rate of 5 %", () => {
    const gk = rule("GUYTON_KLINGER", { rate: 0.05 });
    it.each([
      { is: "starts at it", at: { year: 0 }, gives: 50_000 },
      { is: "raises with prices", at: { last: 50_000 }, gives: 51_500 },
      { is: "raises by 6 % at most", at: { last: 50_000, inflation: 1.09 }, gives: 53_000 },
      {
        is: "skips the raise after a loss with a rate above the first",
        at: { last: 50_000, wealth: 950_000, lastReturn: -0.05 },
        gives: 50_000,
      },
      {
        is: "raises after a loss with a rate below the first",
        at: { last: 50_000, wealth: 1_050_000, lastReturn: -0.05 },
        gives: 51_500,
      },
      {
        // 51,500 / 850,000 = 6.06 % > 6 %: 10 % less
        is: "preserves capital",
        at: { last: 50_000, wealth: 850_000 },
        gives: 46_350,
      },
      {
        is: "does not preserve capital in the last 15 years",
        at: { last: 50_000, wealth: 850_000, ageYears: 80 },
        gives: 51_500,
      },
      {
        // 51,500 / 1,300,000 = 3.96 % < 4 %: 10 % more
        is: "shares prosperity",
        at: { last: 50_000, wealth: 1_300_000 },
        gives: 56_650,
      },
    ])("$is", ({ at, gives }) => {
      expect(withdrawalOf(gk, year(at))).toBeCloseTo(gives, 6);
    });
  });

  it("VPW pays an annuity due over the years left", () => {
    // PMT(3 %, 30 years, 1,000,000, due) = 49,533.26
    expect(withdrawalOf(rule("VPW"), year())).toBeCloseTo(49_533.26, 2);
    expect(annuityDue(1_000, 0, 4)).toBe(250);
    expect(withdrawalOf(rule("VPW"), year({ ageYears: 99 }))).toBeCloseTo(1_000_000, 6);
  });

  it("VPW that earns its assumed return is level in real terms and ends at nothing", () => {
    let wealth = 1_000_000;
    const paid: number[] = [];
    for (let age = 65; age < 95; age++) {
      const withdrawal = withdrawalOf(rule("VPW"), year({ wealth, ageYears: age }));
      paid.push(withdrawal);
      wealth = (wealth - withdrawal) * 1.03;
    }
    expect(Math.max(...paid) - Math.min(...paid)).toBeLessThan(1e-5);
    expect(wealth).toBeCloseTo(0, 4);
  });

  it("RMD divides by the Uniform Lifetime factor", () => {
    expect(withdrawalOf(rule("RMD"), year({ ageYears: 73, wealth: 265_000 }))).toBeCloseTo(1e4, 9);
    expect([72, 75, 90, 120, 125].map(uniformLifetime)).toEqual([27.4, 24.6, 12.2, 2, 2]);
    expect(uniformLifetime(70)).toBeCloseTo(29.4, 12);
    expect([1950, 1951, 1959, 1960].map(requiredBeginningAge)).toEqual([72, 73, 73, 75]);
  });

  it("CAPE takes a + b / CAPE", () => {
    // 1.75 % + 0.5 / 25 = 3.75 %
    expect(withdrawalOf(rule("CAPE"), year({ cape: 25 }))).toBeCloseTo(37_500, 9);
  });

  it("floor and ceiling keep the real change between -2.5 % and +5 %", () => {
    const bounded = rule("FLOOR_CEILING");
    expect(withdrawalOf(bounded, year({ year: 0 }))).toBe(40_000);
    expect(withdrawalOf(bounded, year({ wealth: 500_000 }))).toBeCloseTo(41_200 * 0.975, 9);
    expect(withdrawalOf(bounded, year({ wealth: 2_000_000 }))).toBeCloseTo(41_200 * 1.05, 9);
    expect(withdrawalOf(bounded, year({ wealth: 1_040_000 }))).toBe(41_600);
  });

  it("guardrails go back to the target when the chance of success leaves the band", () => {
    const rails = rule("GUARDRAILS");
    expect(withdrawalOf(rails, year({ year: 0 }))).toBe(45_000);
    expect(withdrawalOf(rails, year())).toBeCloseTo(41_200, 9);
    expect(withdrawalOf(rails, year({ last: 60_000 }))).toBe(45_000);
    expect(withdrawalOf(rails, year({ last: 20_000 }))).toBe(45_000);
  });
});

describe("sustainableRates", () => {
  it("are the annuity due's without chance", () => {
    const growth = Float64Array.from([1, 1.03, 1.03 ** 2, 1, 1.03, 1.03 ** 2]);
    const [rates] = sustainableRates(growth, { paths: 2, years: 3 }, [0.85]);
    expect(rates?.[0]).toBe(1);
    expect(rates?.[2]).toBeCloseTo(annuityDue(1, 0.03, 3), 12);
  });

  it("last in just the share of paths that was asked", () => {
    // 101 paths of two years: the second year's growth 0.50, 0.51 … 1.50
    const paths = 101;
    const growth = Float64Array.from({ length: paths * 2 }, (_, i) =>
      i % 2 === 0 ? 1 : 0.5 + (i >> 1) / 100,
    );
    const [rates] = sustainableRates(growth, { paths, years: 2 }, [0.7]);
    const lasts = Array.from({ length: paths }, (_, i) => (1 - (rates?.[1] ?? 0)) * (0.5 + i / 100))
      .map((left) => left >= (rates?.[1] ?? 0) - 1e-12)
      .filter(Boolean).length;
    expect(lasts / paths).toBeCloseTo(0.7, 1);
  });
});
