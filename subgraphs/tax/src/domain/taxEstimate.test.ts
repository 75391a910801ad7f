import { describe, expect, it } from "@jest/globals";
import { sum } from "@wealthgraph/kernel/decimal";
import { federalParametersFor } from "./federalParameters.js";
import { estimateTax, type TaxEstimate } from "./taxEstimate.js";
import type { FederalFacts } from "./federalFacts.js";
import { facts, filer } from "./taxFacts.fixture.js";

const lineOf = (estimate: TaxEstimate, code: string) =>
  estimate.lines.find((l) => l.code === code)?.amount.toNumber();

describe("estimateTax", () => {
  const estimate = estimateTax(
    facts("SINGLE", { wages: "250000.55", interest: "1000.33", longTermGain: -8000 }),
    federalParametersFor(2025),
  );

  it("shows each step: 248,000.88 of income, 232,250.88 taxable, 40,199 + 32 % of 34,950.88", () => {
    expect(lineOf(estimate, "CAPITAL_GAIN")).toBe(-3000);
    expect(lineOf(estimate, "ADJUSTED_GROSS_INCOME")).toBe(248000.88);
    expect(lineOf(estimate, "STANDARD_DEDUCTION")).toBe(15750);
    expect(lineOf(estimate, "TAXABLE_INCOME")).toBe(232250.88);
    expect(lineOf(estimate, "ORDINARY_TAX")).toBe(51383.28);
    expect(lineOf(estimate, "LONG_TERM_CARRYFORWARD")).toBe(5000);
  });

  it("rounds each line to the cent and adds the rounded taxes to the total", () => {
    const taxes = [
      "ORDINARY_TAX",
      "CAPITAL_GAINS_TAX",
      "ADDITIONAL_MEDICARE_TAX",
      "NET_INVESTMENT_INCOME_TAX",
    ].map((code) => estimate.lines.find((l) => l.code === code)?.amount ?? sum([]));
    expect(sum(taxes).eq(estimate.totalTax)).toBe(true);
    expect(estimate.lines.every((l) => l.amount.decimalPlaces() <= 2)).toBe(true);
  });

  it("shows what a line was made of: the brackets of the ordinary tax, and the losses", () => {
    const parts = (code: string) =>
      estimate.lines
        .find((l) => l.code === code)
        ?.components.map(({ label, amount }) => [label, amount.toNumber()]);
    expect(parts("ORDINARY_TAX")).toEqual([
      ["At 10 %", 1192.5],
      ["At 12 %", 4386],
      ["At 22 %", 12072.5],
      ["At 24 %", 22548],
      ["At 32 %", 11184.28],
    ]);
    expect(parts("CAPITAL_GAIN")).toEqual([
      ["Net short-term", 0],
      ["Net long-term", -8000],
    ]);
    expect(parts("WAGES")).toEqual([]);
  });

  it("has the same line codes, once each, whatever the facts", () => {
    const codes = estimate.lines.map((l) => l.code);
    expect(new Set(codes).size).toBe(codes.length);
    const other = estimateTax(
      facts("SINGLE", { itemizedDeductions: 50000 }),
      federalParametersFor(2024),
    );
    expect(
      other.lines.map((l) => l.code.replace("ITEMIZED_DEDUCTIONS", "STANDARD_DEDUCTION")),
    ).toEqual(codes);
  });
});

describe("notModelled", () => {
  const missing = (of: Parameters<typeof facts>[1], year = 2025) =>
    estimateTax(facts("SINGLE", of), federalParametersFor(year)).notModelled.join("\n");

  it.each(["State", "Credits", "Alternative minimum tax", "Adjustments"])(
    "always names: %s",
    (topic) => expect(missing({})).toContain(topic),
  );

  it.each([
    { topic: "form W-2 box 5", when: { wages: 200001 }, not: { wages: 200000 } },
    { topic: "Self-employment", when: { otherIncome: 1 }, not: { wages: 1 } },
    { topic: "Social Security", when: { otherIncome: 1 }, not: { wages: 1 } },
    { topic: "collectibles", when: { longTermGain: 1 }, not: { shortTermGain: 1 } },
    { topic: "Schedule A", when: { itemizedDeductions: 20000 }, not: { itemizedDeductions: 1 } },
    { topic: "rents", when: { wages: 300000, interest: 1 }, not: { interest: 1 } },
  ])("names $topic only where the facts raise it", ({ topic, when, not }) => {
    expect(missing(when)).toContain(topic);
    expect(missing(not)).not.toContain(topic);
  });

  const named = (of: FederalFacts, year = 2025) =>
    estimateTax(of, federalParametersFor(year)).notModelled.join("\n");
  const child = { ageYears: 5, isQualifyingChild: true };

  it.each<[string, FederalFacts, number]>([
    ["none are stated", facts("SINGLE", {}, { dependents: null }), 2025],
    ["children's own unearned income", facts("SINGLE", {}, { dependents: [child] }), 2025],
    ["Form 8615", facts("SINGLE", { interest: 5000 }, { canBeClaimedAsDependent: true }), 2025],
    [
      "wages are not split",
      facts("MARRIED_FILING_JOINTLY", { wages: 1 }, { isWageSplitKnown: false }),
      2025,
    ],
    ["collectibles", facts("SINGLE", { collectiblesGain: 1 }), 2025],
    ["early distributions", facts("SINGLE", {}, { filers: [filer({ pensions: 1 })] }), 2025],
    ["Lump-sum", facts("SINGLE", {}, { filers: [filer({ socialSecurityBenefits: 1 })] }), 2025],
    ["IRA deduction", facts("SINGLE", {}, { filers: [filer({ iraDeduction: 1 })] }), 2025],
    ["business loss", facts("SINGLE", {}, { filers: [filer({ selfEmploymentProfit: -1 })] }), 2025],
    ["someone from 25 to 64", facts("SINGLE", { wages: 9000 }), 2025],
    ["Form 2210", facts("SINGLE", { wages: 90000, withholding: 100 }), 2025],
    ["law of 2026 is applied", facts("SINGLE"), 2028],
  ])("names %s where the facts raise it, and not for a blank return", (topic, of, year) => {
    expect(named(of, year)).toContain(topic);
    expect(named(facts("SINGLE"))).not.toContain(topic);
  });
});
