import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { federalOf, household, lineOf, returnOf, taxOf } from "./stateFacts.fixture.js";

const SINGLE = "SINGLE";
const JOINT = "MARRIED_FILING_JOINTLY";

/** The state's own base, USD. */
const base = (state: string, facts: Parameters<typeof returnOf>[2], year = 2025) =>
  returnOf(state, year, facts).adjustedGrossIncome.toNumber();

describe("the bases of states", () => {
  const FROM_FEDERAL_AGI = ["CA", "NY", "IL", "VA", "OR", "MN"];

  it.each([...FROM_FEDERAL_AGI, "NJ", "MA", "PA"])(
    "%s leaves interest of US obligations free and taxes the rest",
    (state) => {
      const interest = (total: number, ofUs: number) =>
        household(2025, SINGLE, [{ wages: 300000 }], {
          interest: total,
          usGovernmentInterest: ofUs,
        });
      expect(base(state, interest(9000, 9000))).toBe(base(state, interest(0, 0)));
      expect(base(state, interest(9000, 4000)) - base(state, interest(0, 0))).toBe(5000);
    },
  );

  it.each([...FROM_FEDERAL_AGI.filter((s) => s !== "MN"), "NJ", "MA", "PA"])(
    "%s taxes no Social Security",
    (state) => {
      const benefits = (socialSecurityBenefits: number) =>
        household(2025, SINGLE, [{ wages: 300000, born: "1950-01-01", socialSecurityBenefits }]);
      expect(base(state, benefits(40000))).toBe(base(state, benefits(0)));
    },
  );

  it.each([
    ["CA", 0],
    ["NJ", 0],
    ["NY", 4000],
    ["MA", 4000],
    ["IL", 4000],
    ["VA", 4000],
    ["OR", 4000],
    ["MN", 4000],
  ])("%s lets %d of an HSA deduction of 4,000 off", (state, off) => {
    const facts = (hsaDeduction: number) =>
      household(2025, SINGLE, [{ wages: 300000, hsaDeduction }]);
    expect(base(state, facts(0)) - base(state, facts(4000))).toBe(off);
  });

  it.each([
    ["CA", 50000],
    ["NY", 30000],
    ["NJ", 50000], // no exclusion over 150,000
    ["MA", 50000],
    ["IL", 0],
    ["PA", 0],
    ["VA", 50000],
    ["OR", 50000],
    ["MN", 50000],
  ])("%s counts %d of a Roth conversion of 50,000 at 60", (state, counted) => {
    const facts = (conversion: number) =>
      household(2025, SINGLE, [{ wages: 300000, born: "1965-01-01", conversion }]);
    expect(base(state, facts(50000)) - base(state, facts(0))).toBe(counted);
  });

  it("MA lets student loan interest off as the federal return does", () => {
    const facts = {
      ...household(2025, SINGLE, [{ wages: 60000 }]),
      studentLoanInterest: new Decimal(1000),
    };
    expect(lineOf("MA", 2025, facts, "STUDENT_LOAN_INTEREST")).toBe(1000);
    expect(base("MA", facts)).toBe(57000);
  });

  it.each(["NJ", "PA"])("%s lets no business loss off wages", (state) => {
    const facts = household(2025, SINGLE, [{ wages: 60000, selfEmploymentProfit: -10000 }]);
    expect(base(state, facts)).toBe(60000);
  });

  it("MA and NY let one off", () => {
    const facts = household(2025, SINGLE, [{ wages: 60000, selfEmploymentProfit: -10000 }]);
    expect(base("MA", facts)).toBe(48000); // less 2,000 of payroll taxes
    expect(base("NY", facts)).toBe(50000);
  });

  it("MA lets a loss of 2,000 take no more interest than there is", () => {
    const facts = household(2025, SINGLE, [], { interest: 500, longTermGain: -5000 });
    expect(lineOf("MA", 2025, facts, "INTEREST_AND_DIVIDENDS")).toBe(0);
  });

  it("WA has no negative gain", () => {
    expect(base("WA", household(2025, SINGLE, [], { longTermGain: -5000 }))).toBe(0);
  });
});

describe("deductions and exemptions of states", () => {
  const aged = household(2025, SINGLE, [{ wages: 90000, born: "1950-01-01" }]);

  it.each<[string, number]>([
    ["OR", 2835 + 1200],
    ["MN", 14950 + 2000],
  ])("%s adds to the standard deduction at 65", (state, deduction) => {
    expect(lineOf(state, 2025, aged, "DEDUCTION")).toBe(deduction);
  });

  it.each<[string, number]>([
    ["VA", 930 + 800],
    ["IL", 2850 + 1000],
    ["NJ", 1000 + 1000],
    ["MA", 4400 + 700],
  ])("%s adds to the exemptions at 65", (state, exemptions) => {
    expect(lineOf(state, 2025, aged, "EXEMPTIONS")).toBe(exemptions);
  });

  it.each<[string, string, number]>([
    ["VA", "EXEMPTIONS", 930 + 800],
    ["IL", "EXEMPTIONS", 2850 + 1000],
    ["NJ", "EXEMPTIONS", 1000 + 1000],
    ["MA", "EXEMPTIONS", 4400 + 2200],
    ["OR", "DEDUCTION", 2835 + 1200],
    ["MN", "DEDUCTION", 14950 + 2000],
    ["CA", "EXEMPTION_CREDITS", 153 + 153],
  ])("%s adds for blindness: %s %d", (state, code, amount) => {
    const facts = household(2025, SINGLE, [{ wages: 90000 }]);
    const blind = { ...facts, filers: facts.filers.map((f) => ({ ...f, isBlind: true })) };
    expect(lineOf(state, 2025, blind, code)).toBe(amount);
  });

  it("MN takes 5,200 off for each dependent", () => {
    const facts = household(2025, JOINT, [{ wages: 90000 }], { children: 2 });
    expect(returnOf("MN", 2025, facts).taxableIncome.toNumber()).toBe(90000 - 29900 - 10400);
  });

  it("VA's age deduction lowers its base, wholly up to 50,000", () => {
    const facts = household(2025, SINGLE, [{ ira: 40000, born: "1950-01-01" }]);
    expect(lineOf("VA", 2025, facts, "AGE_DEDUCTION")).toBe(12000);
    expect(returnOf("VA", 2025, facts).taxableIncome.toNumber()).toBe(28000 - 8750 - 1730);
  });

  it("CA and MN do not limit medical expenses", () => {
    // 80,000 less 7.5 % of 400,000 = 50,000 of medical expenses, with 40,000 of mortgage interest
    const facts = household(2025, SINGLE, [{ wages: 400000 }], {
      medicalExpenses: 80000,
      mortgageInterest: 40000,
    });
    expect(lineOf("CA", 2025, facts, "DEDUCTION")).toBeCloseTo(90000 - 0.06 * (400000 - 252203), 6);
    const far = household(2025, SINGLE, [{ wages: 2000000 }], {
      medicalExpenses: 200000,
      mortgageInterest: 40000,
    });
    expect(lineOf("CA", 2025, far, "DEDUCTION")).toBe(50000 + 8000);
    expect(lineOf("MN", 2025, far, "DEDUCTION")).toBe(50000 + 8000);
  });

  it("MN's Social Security subtraction ends at 0 and begins at all of it", () => {
    const facts = (ira: number) =>
      household(2025, SINGLE, [{ ira, born: "1950-01-01", socialSecurityBenefits: 40000 }]);
    expect(lineOf("MN", 2025, facts(500000), "SOCIAL_SECURITY")).toBe(0);
    // AGI 30,000 + 6,000 + ...: below the start everything taxable is subtracted
    const low = returnOf("MN", 2025, facts(30000));
    expect(low.adjustedGrossIncome.toNumber()).toBe(30000);
  });

  it("CA's dependent credits end at 0", () => {
    const facts = household(2025, SINGLE, [{ wages: 900000 }], { children: 2 });
    expect(lineOf("CA", 2025, facts, "EXEMPTION_CREDITS")).toBe(0);
  });

  it("IL keeps the exemption at exactly 250,000", () => {
    const facts = household(2025, SINGLE, [{ wages: 250000 }]);
    expect(lineOf("IL", 2025, facts, "EXEMPTIONS")).toBe(2850);
  });

  it("counts by isAged where no birth date is known", () => {
    const facts = household(2025, SINGLE, [{ born: "65", pensions: 30000 }]);
    expect(lineOf("NJ", 2025, facts, "RETIREMENT_EXCLUSION")).toBe(30000);
    expect(taxOf("PA", 2025, facts)).toBe(0);
  });
});

describe("Oregon's subtraction and credits", () => {
  it("takes the federal tax after credits off, and nothing when they exceed it", () => {
    const family = household(2025, JOINT, [{ wages: 60000 }], { children: 1 });
    // federal 60,000 - 31,500 = 28,500: 2,385 + 12 % of 4,650 = 2,943, less a child credit of 2,200
    expect(lineOf("OR", 2025, family, "FEDERAL_TAX")).toBe(743);
    const low = household(2025, JOINT, [{ wages: 35000 }], { children: 2 });
    expect(lineOf("OR", 2025, low, "FEDERAL_TAX")).toBe(0);
  });

  it("takes the premium tax credit off the federal tax", () => {
    const facts = {
      ...household(2025, SINGLE, [{ wages: 50000 }]),
      marketplace: {
        premiums: new Decimal(9000),
        benchmarkPremiums: new Decimal(9000),
        advancePayments: new Decimal(0),
        region: "CONTIGUOUS" as const,
      },
    };
    const { credits, ordinaryTax } = federalOf(2025, facts);
    expect(credits.premium.gt(0)).toBe(true);
    expect(lineOf("OR", 2025, facts, "FEDERAL_TAX")).toBe(
      Decimal.max(0, ordinaryTax.minus(credits.premium)).toNumber(),
    );
  });

  it("lowers the tax by the retirement credit", () => {
    const facts = household(2025, SINGLE, [{ born: "1962-05-01", ira: 18000 }]);
    // federal 10 % of 2,250 = 225; 18,000 - 225 - 2,835 = 14,940 taxable: 209 + 452.25 + 336
    expect(lineOf("OR", 2025, facts, "SCHEDULE_TAX")).toBe(997.25);
    expect(lineOf("OR", 2025, facts, "RETIREMENT_CREDIT")).toBe(405); // 9 % of 7,500 - 3,000
    expect(taxOf("OR", 2025, facts)).toBe(997.25 - 256 - 405);
  });

  it("counts household income with tax-exempt interest and without Social Security", () => {
    const facts = household(
      2025,
      SINGLE,
      [{ born: "1960-01-01", ira: 16000, socialSecurityBenefits: 2000 }],
      { taxExemptInterest: 1500 },
    );
    expect(lineOf("OR", 2025, facts, "RETIREMENT_CREDIT")).toBe(270); // 9 % of 7,500 - 2,000 - 2,500
    const over = household(2025, SINGLE, [{ born: "1960-01-01", ira: 90000 }]);
    expect(lineOf("OR", 2025, over, "RETIREMENT_CREDIT")).toBe(0);
    const below = household(2025, SINGLE, [{ born: "1960-01-01", ira: 5000 }]);
    expect(lineOf("OR", 2025, below, "RETIREMENT_CREDIT")).toBe(450);
    const withBenefits = household(2025, SINGLE, [
      { born: "1960-01-01", ira: 7500, socialSecurityBenefits: 1000 },
    ]);
    expect(lineOf("OR", 2025, withBenefits, "RETIREMENT_CREDIT")).toBe(585); // no income over 15,000
  });
});
