import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { EducationExpenses, FederalFacts, MarketplaceCoverage } from "./federalFacts.js";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import type { FilingStatus } from "./filingStatus.js";
import { notModelled } from "./notModelled.js";
import { facts, filer } from "./taxFacts.fixture.js";

const on = (year: number, of: FederalFacts) => federalTax(of, federalParametersFor(year));

describe("education credits", () => {
  const student = (credit: EducationExpenses["credit"], expenses: number): EducationExpenses => ({
    credit,
    expenses: new Decimal(expenses),
  });
  const credits = (wages: number, ...education: EducationExpenses[]) => {
    const { credits: c } = on(2025, facts("SINGLE", { wages }, { education }));
    return [c.education.toNumber(), c.educationRefundable.toNumber()];
  };

  it("gives 2,500 for 4,000 of a student, 40 % of it refundable (Form 8863)", () => {
    expect(credits(60000, student("AMERICAN_OPPORTUNITY", 4000))).toEqual([1500, 1000]);
    expect(credits(60000, student("AMERICAN_OPPORTUNITY", 3000))).toEqual([1350, 900]);
  });

  it("gives 20 % of up to 10,000 of the whole return for lifetime learning", () => {
    const two = [student("LIFETIME_LEARNING", 8000), student("LIFETIME_LEARNING", 8000)];
    expect(credits(60000, ...two)).toEqual([2000, 0]);
  });

  it("halves both at 85,000 and ends them at 90,000 of a single return", () => {
    expect(credits(85000, student("AMERICAN_OPPORTUNITY", 4000))).toEqual([750, 500]);
    expect(credits(90000, student("AMERICAN_OPPORTUNITY", 4000))).toEqual([0, 0]);
  });
});

describe("the saver's credit", () => {
  const credit = (status: FilingStatus, wages: number) =>
    on(
      2025,
      facts(status, {}, { filers: [filer({ wages, saversContributions: 3000 })] }),
    ).credits.savers.toNumber();

  it("falls in steps: 20 % up to 38,250 of a head of household, then 10 %", () => {
    // head of household 2025: 35,625 / 38,250 / 59,250; 2,000 count; tax is more than the credit
    expect(credit("HEAD_OF_HOUSEHOLD", 38250)).toBe(400);
    expect(credit("HEAD_OF_HOUSEHOLD", 38251)).toBe(200);
    expect(credit("HEAD_OF_HOUSEHOLD", 59251)).toBe(0);
  });

  it("cannot pass the tax: 500 of 10 % tax use 500 of 1,000", () => {
    expect(credit("SINGLE", 20750)).toBe(500); // 5,000 taxable
  });

  it("is not there from 2027, and the household is told", () => {
    const of = facts(
      "SINGLE",
      {},
      { filers: [filer({ wages: 25000, saversContributions: 2000 })] },
    );
    expect(on(2027, of).credits.savers.toNumber()).toBe(0);
    expect(notModelled(of, on(2027, of), federalParametersFor(2027)).join()).toContain(
      "Saver's Match",
    );
  });
});

describe("the foreign tax credit", () => {
  it("is taken in full up to 300, or 600 on a joint return, and named above", () => {
    const paid = (status: FilingStatus, foreignTaxPaid: number) =>
      facts(status, { wages: 100000, foreignTaxPaid });
    const credit = (of: FederalFacts) => on(2025, of).credits.foreignTax.toNumber();
    expect(credit(paid("SINGLE", 300))).toBe(300);
    expect(credit(paid("MARRIED_FILING_JOINTLY", 600))).toBe(600);
    const over = paid("SINGLE", 301);
    expect(credit(over)).toBe(0);
    expect(notModelled(over, on(2025, over), federalParametersFor(2025)).join()).toContain(
      "Form 1116",
    );
  });
});

describe("the premium tax credit", () => {
  const cover = (advancePayments: number): MarketplaceCoverage => ({
    premiums: new Decimal(9000),
    benchmarkPremiums: new Decimal(8000),
    advancePayments: new Decimal(advancePayments),
    region: "CONTIGUOUS",
  });
  const at = (year: number, pensions: number, advance = 0, status: FilingStatus = "SINGLE") =>
    on(year, facts(status, {}, { filers: [filer({ pensions })], marketplace: cover(advance) }));

  it.each([
    // poverty of one: 15,650 for 2026, 15,060 for 2025
    [2026, 15650 * 2, 8000 - 31300 * 0.066],
    [2026, 15650 * 2.25, 8000 - 35212.5 * 0.0752], // half way from 6.60 to 8.44 %
    [2026, 15650 * 3, 8000 - 46950 * 0.0996],
    [2026, 15650 * 4, 8000 - 62600 * 0.0996],
    [2026, 62601, 0], // the cliff
    [2025, 15060 * 4, 8000 - 60240 * 0.085],
    [2025, 15060 * 5, 8000 - 75300 * 0.085], // no cliff
    [2025, 15060 * 1.5, 8000],
    [2025, 15059, 0], // below poverty
  ])("in %i with an income of %d is %d", (year, income, credit) => {
    expect(at(year, income).credits.premium.toNumber()).toBeCloseTo(credit, 8);
  });

  it("is reconciled with what was paid in advance", () => {
    const more = at(2026, 62601, 1500);
    expect(more.excessAdvancePremium.toNumber()).toBe(1500);
    expect(more.totalTax.minus(at(2026, 62601).totalTax).toNumber()).toBe(1500);
    const less = at(2026, 62600, 1500);
    expect(less.credits.premium.toNumber()).toBeCloseTo(8000 - 62600 * 0.0996 - 1500, 8);
  });

  it("is not for separate returns", () => {
    expect(at(2026, 40000, 0, "MARRIED_FILING_SEPARATELY").credits.premium.toNumber()).toBe(0);
  });

  it("counts tax-exempt interest and untaxed Social Security as income", () => {
    const of = facts(
      "SINGLE",
      { taxExemptInterest: 1 },
      {
        filers: [filer({ pensions: 50000, socialSecurityBenefits: 12600 })],
        marketplace: cover(0),
      },
    );
    expect(on(2026, of).credits.premium.toNumber()).toBe(0);
    expect(on(2026, { ...of, taxExemptInterest: new Decimal(0) }).credits.premium.gt(0)).toBe(true);
  });
});
