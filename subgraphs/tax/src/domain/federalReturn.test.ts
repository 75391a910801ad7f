import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Dependent, FederalFacts } from "./federalFacts.js";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { withMore, type IncomeKind } from "./incomeKind.js";
import { notModelled } from "./notModelled.js";
import { facts, filer } from "./taxFacts.fixture.js";

const on = (year: number, of: FederalFacts) => federalTax(of, federalParametersFor(year));
const child = (ageYears: number): Dependent => ({ ageYears, isQualifyingChild: true });
const relative: Dependent = { ageYears: 70, isQualifyingChild: false };

/** Tax on the next dollar. */
function next(year: number, of: FederalFacts, kind: IncomeKind): number {
  const more = on(year, withMore(of, kind, new Decimal(1)));
  return more.netTax.minus(on(year, of).netTax).toDecimalPlaces(6).toNumber();
}

describe("a retired filer of 70", () => {
  // benefits 24,000: other 31,000 + half 12,000 = 43,000; 18,000 over 25,000, 9,000 over 34,000;
  // 85 % of 9,000 + half of 9,000 = 12,150. AGI 43,150 - 15,750 - 2,000 - 6,000 = 19,400;
  // 1,192.50 + 12 % of 7,475 = 2,089.50
  const retired = facts(
    "SINGLE",
    { interest: 1000 },
    { filers: [filer({ pensions: 30000, socialSecurityBenefits: 24000 }, { isAged: true })] },
  );

  it("pays 2,089.50 in 2025", () => {
    const tax = on(2025, retired);
    expect(tax.income.taxableSocialSecurity.toNumber()).toBe(12150);
    expect(tax.adjustedGrossIncome.toNumber()).toBe(43150);
    expect(tax.totalTax.toNumber()).toBe(2089.5);
  });

  it("pays 22.2 % of the next dollar in the 12 % bracket: it makes 85 cents of benefits taxable", () => {
    expect(next(2025, retired, "PENSION")).toBe(0.222);
    expect(next(2025, retired, "TAX_EXEMPT_INTEREST")).toBe(0.102); // only the 85 cents
  });
});

it("pays 40.7 % of the next dollar in the 22 % bracket while benefits become taxable", () => {
  // other 50,000 + half 24,000 = 74,000; 85 % of 40,000 + 4,500 = 38,500, under 85 % of 48,000;
  // AGI 88,500 - 14,600 - 1,950 = 71,950 of 2024: 22 % x 1.85
  const people = [filer({ pensions: 50000, socialSecurityBenefits: 48000 }, { isAged: true })];
  const retired = facts("SINGLE", {}, { filers: people });
  expect(on(2024, retired).income.taxableSocialSecurity.toNumber()).toBe(38500);
  expect(next(2024, retired, "PENSION")).toBe(0.407);
});

describe("a couple with children", () => {
  const family = (wages: number, dependents: Dependent[]) =>
    facts("MARRIED_FILING_JOINTLY", { wages }, { dependents });

  it("takes 2,200 for each child under 17 and 500 for others off the tax", () => {
    // 120,000 - 31,500 = 88,500: 2,385 + 12 % of 64,650 = 10,143; less 4,400 and 500
    const tax = on(2025, family(120000, [child(8), child(16), child(17)]));
    expect(tax.totalTax.toNumber()).toBe(10143 - 4900);
    expect(tax.credits.additionalChild.toNumber()).toBe(0);
  });

  it("loses 50 for each 1,000 or part of it over 400,000", () => {
    const credit = (wages: number) =>
      on(2025, family(wages, [child(8)])).credits.childAndDependents.toNumber();
    expect([400000, 400001, 401000, 401001, 444000].map(credit)).toEqual([
      2200, 2150, 2150, 2100, 0,
    ]);
    expect(next(2025, family(400000, [child(8)]), "WAGES")).toBe(50.249); // 24 %, 0.9 % and the step
  });

  it("gets back what the tax does not use: 15 % of 17,500, and the earned income credit", () => {
    // head of household 2025, wages 20,000: no tax; 3,400 at most, 2,625 by earnings;
    // earned income credit with two children: 40 % of 20,000 is over the maximum of 7,152
    const tax = on(
      2025,
      facts("HEAD_OF_HOUSEHOLD", { wages: 20000 }, { dependents: [child(4), child(6)] }),
    );
    expect(tax.totalTax.toNumber()).toBe(0);
    expect(tax.credits.additionalChild.toNumber()).toBe(2625);
    expect(tax.credits.earnedIncome.toNumber()).toBe(7152);
    expect(tax.netTax.toNumber()).toBe(-9777);
  });

  it("gives three children the payroll tax above the earned income credit when that is more", () => {
    // joint 2024, wages 30,000, interest 11,601 ends the earned income credit; 41,601 - 29,200
    // = 12,401 at 10 % uses 1,240.10 of 6,000; payroll tax 7.65 % of 30,000 = 2,295 is less than
    // 15 % of 27,500 = 4,125; all but the cap of 5,100
    const tax = on(
      2024,
      facts(
        "MARRIED_FILING_JOINTLY",
        { wages: 30000, interest: 11601 },
        { dependents: [child(1), child(2), child(3)] },
      ),
    );
    expect(tax.credits.earnedIncome.toNumber()).toBe(0);
    expect(tax.credits.additionalChild.toNumber()).toBe(4125);
  });

  it("phases the earned income credit out by the larger of income and earnings", () => {
    // 2025, one child, joint: 4,328 - 15.98 % of (40,000 - 23,350 - 7,120 = 9,530) = 2,805.106
    const tax = on(2025, family(40000, [child(17)]));
    expect(tax.credits.earnedIncome.toNumber()).toBe(2805.106);
  });

  it("counts a relative as 500 and not as a child", () => {
    expect(on(2025, family(120000, [relative])).credits.childAndDependents.toNumber()).toBe(500);
  });
});

describe("a sole proprietor with a profit of 100,000 in 2025", () => {
  // 92.35 % = 92,350; 15.3 % = 14,129.55, half 7,064.775; AGI 92,935.225 - 15,750 = 77,185.225;
  // 20 % of the profit less half the tax is 18,587.045, but at most 20 % of 77,185.225 = 15,437.045;
  // 61,748.18: 5,578.50 + 22 % of 13,273.18 = 8,498.5996
  const own = facts("SINGLE", {}, { filers: [filer({ selfEmploymentProfit: 100000 })] });

  it("pays 8,498.60 of income tax and 14,129.55 of self-employment tax", () => {
    const tax = on(2025, own);
    expect(tax.selfEmploymentTax.toNumber()).toBe(14129.55);
    expect(tax.deduction.qualifiedBusinessIncome.toNumber()).toBe(15437.045);
    expect(tax.ordinaryTax.toNumber()).toBe(8498.5996);
    expect(tax.totalTax.toNumber()).toBe(22628.1496);
  });

  it("fills the wage base with wages first", () => {
    // 2025: 176,100 - 170,000 of wages leave 6,100: 12.4 % of it = 756.40; 2.9 % of 92,350 = 2,678.15
    const both = facts(
      "SINGLE",
      {},
      { filers: [filer({ wages: 170000, selfEmploymentProfit: 100000 })] },
    );
    expect(on(2025, both).selfEmploymentTax.toNumber()).toBe(756.4 + 2678.15);
  });

  it.each([
    { taxable: "at the threshold", over: 0, share: 1 },
    { taxable: "half of the range over it", over: 75000, share: 0.5 },
    { taxable: "three quarters of the range", over: 112500, share: 0.25 },
  ])("fades above 403,500 of a joint return in 2026: $taxable", ({ over, share }) => {
    // pensions fill up to the threshold, so that only they decide where taxable income stands
    const at = (pensions: number) =>
      on(
        2026,
        facts(
          "MARRIED_FILING_JOINTLY",
          {},
          {
            filers: [filer({ selfEmploymentProfit: 50000, pensions }), filer()],
          },
        ),
      );
    const before = at(0).adjustedGrossIncome.toNumber() - 32200;
    const tax = at(403500 - before + over);
    const whole = at(200000).deduction.qualifiedBusinessIncome.toNumber();
    expect(tax.deduction.qualifiedBusinessIncome.toNumber()).toBeCloseTo(whole * share, 6);
  });

  it("keeps nothing above the range before 2026, and names what it would need", () => {
    const of = facts(
      "SINGLE",
      {},
      { filers: [filer({ selfEmploymentProfit: 50000, pensions: 300000 })] },
    );
    const tax = on(2025, of);
    expect(tax.deduction.qualifiedBusinessIncome.toNumber()).toBe(0);
    expect(notModelled(of, tax, federalParametersFor(2025)).join()).toContain("kind of service");
  });

  it("has at least 400 from 2026 when 1,000 is earned", () => {
    const small = facts(
      "SINGLE",
      { wages: 50000 },
      { filers: [filer({ selfEmploymentProfit: 1100 })] },
    );
    expect(on(2026, small).deduction.qualifiedBusinessIncome.toNumber()).toBe(400);
    expect(on(2025, small).deduction.qualifiedBusinessIncome.toNumber()).toBeLessThan(205);
  });
});

describe("two earners on a joint return of 2025", () => {
  const couple = facts(
    "MARRIED_FILING_JOINTLY",
    { interest: 20000 },
    { filers: [filer({ wages: 200000 }), filer({ wages: 150000 })] },
  );

  it("pays 0.9 % over 250,000 of wages and 3.8 % of the interest", () => {
    const tax = on(2025, couple);
    expect(tax.additionalMedicareTax.toNumber()).toBe(900);
    expect(tax.netInvestmentIncomeTax.toNumber()).toBe(760);
  });

  it("has payroll tax of each person's own wage base, the employer's apart and not in the total", () => {
    const { payroll, totalTax } = on(2025, couple);
    // 6.2 % of 176,100 + 1.45 % of 200,000; 7.65 % of 150,000
    expect(payroll.map((p) => p.employee.toNumber())).toEqual([13818.2, 11475]);
    expect(payroll.map((p) => p.employer.toNumber())).toEqual([13818.2, 11475]);
    expect(totalTax.toNumber()).toBe(on(2025, couple).ordinaryTax.toNumber() + 1660);
  });

  it("takes boxes 3 and 5 where they differ from box 1", () => {
    const deferring = filer({ wages: 176500, medicareWages: 200000, socialSecurityWages: 200000 });
    const { payroll, additionalMedicareTax } = on(
      2025,
      facts("SINGLE", {}, { filers: [deferring] }),
    );
    expect(payroll[0]?.employee.toNumber()).toBe(13818.2);
    expect(additionalMedicareTax.toNumber()).toBe(0);
  });

  it("leaves the Additional Medicare threshold that wages use to self-employment", () => {
    // Form 8959: wages 130,000 leave 70,000 of 200,000; earnings 92,350 are 22,350 over
    const of = facts(
      "SINGLE",
      {},
      { filers: [filer({ wages: 130000, selfEmploymentProfit: 100000 })] },
    );
    expect(on(2025, of).additionalMedicareTax.toNumber()).toBe(201.15);
  });
});

describe("payments", () => {
  it("leave a balance due, or a refund", () => {
    const of = facts("SINGLE", { wages: 60000, withholding: 5000, estimatedPayments: 500 });
    expect(on(2024, of).balanceDue.toNumber()).toBe(5216 - 5500);
  });
});
