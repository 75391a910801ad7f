import { describe, expect, it } from "@jest/globals";
import { compileTaxes } from "./compileTaxes.js";
import { simpleTables } from "./plan.fixture.js";
import { taxableBenefits, type TaxRegime, TaxYear, valueAt } from "./taxYear.js";

const regime = (change: Parameters<typeof simpleTables>[0] = {}): TaxRegime => {
  const found = compileTaxes([simpleTables(change)])?.single[0];
  if (!found) throw new Error("no table");
  return found;
};

const year = (change: Partial<TaxYear>): TaxYear =>
  Object.assign(new TaxYear(), { months: 12, ...change });

describe("taxableBenefits", () => {
  it("reproduces the worked examples of IRS Publication 915", () => {
    const joint = { socialSecurityBase: 32_000, socialSecurityAdjustedBase: 44_000 };
    const single = { socialSecurityBase: 25_000, socialSecurityAdjustedBase: 34_000 };
    // example 1: single, benefits 5,980, other income 28,990 -> 2,990
    expect(taxableBenefits(single, 5_980, 28_990)).toBe(2_990);
    // example 2: joint, benefits 5,600, other income 29,750 (modified: 32,550) -> 275
    expect(taxableBenefits(joint, 5_600, 29_750)).toBe(275);
    // example 3: joint, benefits 10,000, other income 40,500 -> 6,275
    expect(taxableBenefits(joint, 10_000, 40_500)).toBe(6_275);
    expect(taxableBenefits(single, 0, 90_000)).toBe(0);
    expect(taxableBenefits(single, 20_000, 500_000)).toBe(17_000);
  });
});

describe("a tax year", () => {
  it("stacks gains on ordinary income", () => {
    // 20 % of 20,000; gains on top of 30,000: 10 % of 5,000
    expect(year({ pensions: 30_000, gains: 5_000 }).close(regime(), 1)).toBeCloseTo(4_500, 9);
    // 5,000 of ordinary income leave 5,000 of the tax-free amount to the gains
    expect(year({ pensions: 5_000, gains: 8_000 }).close(regime(), 1)).toBeCloseTo(300, 9);
  });

  it("moves the brackets with prices and not the thresholds that the law leaves", () => {
    const doubled = year({ pensions: 60_000 }).close(regime(), 2);
    expect(doubled).toBeCloseTo(2 * year({ pensions: 30_000 }).close(regime(), 1), 9);
    // 260,000 of gains: 3.8 % of 60,000 whatever the price level
    const gains = year({ gains: 260_000 });
    expect(gains.close(regime(), 2)).toBeCloseTo(0.1 * 240_000 + 0.038 * 60_000, 6);
  });

  it("takes 3,000 of a loss from other income and carries the rest on", () => {
    const lossy = year({ pensions: 30_000, gains: -10_000 });
    expect(lossy.close(regime(), 1)).toBeCloseTo(0.2 * 17_000, 9);
    expect(lossy.carried).toBe(-7_000);
    lossy.begin();
    Object.assign(lossy, { months: 12, gains: 9_000 });
    expect(lossy.close(regime(), 1)).toBe(0);
    expect(lossy.carried).toBe(0);
  });

  it("prices a part of a year as that part of a whole one", () => {
    const half = year({ months: 6, pensions: 15_000 });
    expect(half.close(regime(), 1)).toBeCloseTo(2_000, 9);
  });

  it("adds payroll tax of each person up to the base, and the addition on both", () => {
    const both = year({ wages0: 200_000, wages1: 100_000 });
    const payroll = 0.062 * (184_500 + 100_000) + 0.0145 * 300_000 + 0.009 * 100_000;
    expect(both.close(regime(), 1)).toBeCloseTo(0.2 * 290_000 + payroll, 6);
    // what is deferred before tax is free of income tax and not of payroll tax
    const deferring = year({ wages0: 50_000, preTax: 10_000 });
    expect(deferring.close(regime(), 1)).toBeCloseTo(0.2 * 30_000 + 0.0765 * 50_000, 6);
  });

  it("has a state tax wages first, gains and pensions on top", () => {
    const flat = (rate: number) => ({ incomes: [0, 1_000_000], taxes: [0, rate * 1_000_000] });
    const stateSchedules = [
      { kind: "WAGES", ...flat(0.05) },
      { kind: "LONG_TERM_GAIN", ...flat(0.03) },
      { kind: "PENSION", ...flat(0) },
    ];
    const without = year({ wages0: 40_000, gains: 10_000, pensions: 20_000 });
    const plus = year({ wages0: 40_000, gains: 10_000, pensions: 20_000 });
    const state = plus.close(regime({ stateSchedules }), 1) - without.close(regime(), 1);
    expect(state).toBeCloseTo(0.05 * 40_000 + 0.03 * 10_000, 9);
  });
});

describe("tables", () => {
  it("of a projected year come back to today's money", () => {
    const projected = simpleTables({
      indexation: 2,
      federal: [
        { kind: "PENSION", incomes: [0, 20_000, 2_000_000], taxes: [0, 0, 396_000] },
        { kind: "LONG_TERM_GAIN", incomes: [0, 20_000, 2_000_000], taxes: [0, 0, 198_000] },
      ],
    });
    expect(year({ pensions: 30_000 }).close(regime(projected), 1)).toBeCloseTo(4_000, 9);
  });

  it("are linear between and beyond their points", () => {
    const table = { x: Float64Array.from([0, 10, 20]), y: Float64Array.from([0, 1, 5]) };
    expect([0, 5, 10, 15, 30].map((x) => valueAt(table, x))).toEqual([0, 0.5, 1, 3, 9]);
  });
});
