import { describe, expect, it } from "@jest/globals";
import { lineOf, returnOf, taxOf, household } from "./stateFacts.fixture.js";

const SINGLE = "SINGLE";
const JOINT = "MARRIED_FILING_JOINTLY";
const SEPARATE = "MARRIED_FILING_SEPARATELY";
const HEAD = "HEAD_OF_HOUSEHOLD";

describe("California", () => {
  it("taxes 100,000 of wages in 2024: 94,460 taxable, 3,108.72 + 9.3 % of 23,854, less 149", () => {
    // the 3,108.72 up to 70,606 is printed in the FTB's 2024 tax rate schedule X
    const facts = household(2024, SINGLE, [{ wages: 100000 }]);
    expect(taxOf("CA", 2024, facts)).toBe(3108.72 + 2218.422 - 149);
  });

  it("knows no HSA: the federal deduction is added back", () => {
    const facts = household(2025, SINGLE, [{ wages: 100000, hsaDeduction: 4300 }]);
    expect(returnOf("CA", 2025, facts).adjustedGrossIncome.toNumber()).toBe(100000);
    const without = household(2025, SINGLE, [{ wages: 100000 }]);
    expect(taxOf("CA", 2025, facts)).toBe(taxOf("CA", 2025, without));
  });

  it("leaves Social Security and interest of US obligations free, and taxes conversions", () => {
    const facts = household(
      2025,
      SINGLE,
      [{ born: "1950-01-01", socialSecurityBenefits: 40000, conversion: 50000 }],
      { interest: 8000, usGovernmentInterest: 5000 },
    );
    // 50,000 + 3,000 of other interest
    expect(returnOf("CA", 2025, facts).adjustedGrossIncome.toNumber()).toBe(53000);
    expect(lineOf("CA", 2025, facts, "SOCIAL_SECURITY")).toBe(34000); // 85 %
  });

  it.each([
    [252203, 153],
    [252204, 147],
    [254703, 147],
    [254704, 141],
    [400000, 0],
  ])("shrinks the exemption credit of 2025 in steps of 2,500: AGI %d leaves %d", (agi, credit) => {
    const facts = household(2025, SINGLE, [{ wages: agi }]);
    expect(lineOf("CA", 2025, facts, "EXEMPTION_CREDITS")).toBe(credit);
  });

  it("counts two personal credits on a joint return, one more for 65, and 475 a dependent", () => {
    const facts = household(2025, JOINT, [{ wages: 90000, born: "1955-05-05" }, {}], {
      children: 2,
    });
    expect(lineOf("CA", 2025, facts, "EXEMPTION_CREDITS")).toBe(3 * 153 + 2 * 475);
  });

  it("adds 1 % of taxable income over a million, which no credit lowers", () => {
    const facts = household(2025, SINGLE, [{ wages: 1105706 }]);
    expect(returnOf("CA", 2025, facts).taxableIncome.toNumber()).toBe(1100000);
    expect(lineOf("CA", 2025, facts, "MENTAL_HEALTH_TAX")).toBe(1000);
    expect(taxOf("CA", 2025, facts)).toBe(lineOf("CA", 2025, facts, "SCHEDULE_TAX") + 1000);
  });

  it("limits itemised deductions by 6 % of AGI over the start", () => {
    const below = household(2025, SINGLE, [{ wages: 152203 }], { mortgageInterest: 30000 });
    expect(lineOf("CA", 2025, below, "DEDUCTION")).toBe(30000);
    const facts = household(2025, SINGLE, [{ wages: 352203 }], { mortgageInterest: 30000 });
    expect(lineOf("CA", 2025, facts, "DEDUCTION")).toBe(30000 - 6000);
    const far = household(2025, SINGLE, [{ wages: 1252203 }], { mortgageInterest: 50000 });
    expect(lineOf("CA", 2025, far, "DEDUCTION")).toBe(10000); // a fifth stays
  });
});

describe("New York", () => {
  it("gives a couple with two children and 150,000 in 2025 6,924.75 and 84.7 % of the recapture", () => {
    // taxable 150,000 - 16,050 - 2,000 = 131,950; 686 + 290.25 + 225.75 + 5.5 % of 104,050;
    // recapture (5.5 % of 131,950 less 6,924.75 = 332.50) x (150,000 - 107,650) / 50,000
    const facts = household(2025, JOINT, [{ wages: 150000 }], { children: 2 });
    expect(lineOf("NY", 2025, facts, "SCHEDULE_TAX")).toBe(6924.75);
    expect(lineOf("NY", 2025, facts, "SUPPLEMENTAL_TAX")).toBe(332.5 * 0.847);
  });

  it.each<[number, number, number]>([
    [300000, 0.0685, 2024],
    [1300000, 0.0965, 2025],
    [6000000, 0.103, 2026],
    [26000000, 0.109, 2025],
  ])(
    "takes back all lower brackets: %d of wages pay %d of taxable income in %d, to the dollar",
    (wages, rate, year) => {
      const facts = household(year, SINGLE, [{ wages }]);
      const { tax, taxableIncome } = returnOf("NY", year, facts);
      expect(Math.abs(tax.toNumber() - taxableIncome.toNumber() * rate)).toBeLessThan(1);
    },
  );

  it("adds the next increment at once when taxable income passes a tier far below AGI", () => {
    const couple = (wages: number) =>
      household(2025, JOINT, [{ wages }], { mortgageInterest: 43450 });
    expect(lineOf("NY", 2025, couple(205000), "SUPPLEMENTAL_TAX")).toBe(332.5);
    // 333 + 807 x (205,001 - 161,550) / 50,000
    expect(lineOf("NY", 2025, couple(205001), "SUPPLEMENTAL_TAX")).toBe(333 + 701.29914);
  });

  it("recaptures nothing at 107,650", () => {
    expect(
      lineOf("NY", 2025, household(2025, SINGLE, [{ wages: 107650 }]), "SUPPLEMENTAL_TAX"),
    ).toBe(0);
  });

  it("excludes 20,000 of each person's private retirement income, conversions included", () => {
    const facts = household(2025, JOINT, [
      { born: "1960-01-01", pensions: 12000, conversion: 30000 },
      { born: "1961-01-01", ira: 5000 },
    ]);
    expect(lineOf("NY", 2025, facts, "PENSION_EXCLUSION")).toBe(25000);
  });

  it.each([
    ["1965-06-30", 20000], // 59 and a half on 2024-12-30
    ["1965-07-01", 0], // on 2025-01-01
    ["65", 20000],
    [undefined, 0],
  ])("asks for 59 and a half: born %s", (born, excluded) => {
    const facts = household(2024, SINGLE, [{ ...(born && { born }), ira: 50000 }]);
    expect(lineOf("NY", 2024, facts, "PENSION_EXCLUSION")).toBe(excluded);
  });

  it("leaves a public pension free, beside the 20,000", () => {
    const facts = household(2025, SINGLE, [
      { born: "1955-01-01", pensions: 90000, publicPensions: 60000 },
    ]);
    expect(returnOf("NY", 2025, facts).adjustedGrossIncome.toNumber()).toBe(10000);
  });
});

describe("New Jersey", () => {
  const couple = (pension: number, interest: number) =>
    household(2025, JOINT, [{ born: "1955-01-01", pensions: pension }, { born: "1956-01-01" }], {
      interest,
    });

  it("excludes 60,000 of pensions at 90,000: 26,000 taxable, 280 + 1.75 % of 6,000", () => {
    expect(returnOf("NJ", 2025, couple(60000, 30000)).taxableIncome.toNumber()).toBe(26000);
    expect(taxOf("NJ", 2025, couple(60000, 30000))).toBe(385);
  });

  it.each([
    [40000, 60000],
    [40001, 30000],
    [65000, 30000],
    [65001, 15000],
    [90000, 15000],
    [90001, 0],
  ])("lets the exclusion of 60,000 fall with interest of %d to %d", (interest, excluded) => {
    expect(lineOf("NJ", 2025, couple(60000, interest), "RETIREMENT_EXCLUSION")).toBe(excluded);
  });

  it("excludes only the retirement income of who is 62", () => {
    const facts = household(2025, JOINT, [
      { born: "1963-12-31", pensions: 20000 },
      { born: "1964-01-01", pensions: 30000 },
    ]);
    expect(lineOf("NJ", 2025, facts, "RETIREMENT_EXCLUSION")).toBe(20000);
  });

  it("knows no HSA, no carryover and no loss outside its class", () => {
    const facts = household(2025, SINGLE, [{ wages: 60000, hsaDeduction: 4000 }], {
      shortTermGain: 10000,
      longTermGain: -4000,
      longTermLossCarryover: 50000,
    });
    expect(returnOf("NJ", 2025, facts).adjustedGrossIncome.toNumber()).toBe(66000);
    const loss = household(2025, SINGLE, [{ wages: 60000 }], { longTermGain: -4000 });
    expect(returnOf("NJ", 2025, loss).adjustedGrossIncome.toNumber()).toBe(60000);
  });

  it("taxes nothing up to its filing threshold and everything over the exemption beyond it", () => {
    expect(taxOf("NJ", 2025, household(2025, SINGLE, [{ wages: 10000 }]))).toBe(0);
    expect(taxOf("NJ", 2025, household(2025, SINGLE, [{ wages: 10001 }]))).toBe(126.014);
  });
});

describe("Massachusetts", () => {
  it("taxes 80,000 of wages less 2,000 of payroll taxes and 4,400 at 5 %", () => {
    expect(taxOf("MA", 2025, household(2025, SINGLE, [{ wages: 80000 }]))).toBe(73600 * 0.05);
  });

  it("taxes short-term gain at 8.5 % and long-term gain at 5 %", () => {
    const facts = household(2025, SINGLE, [{ wages: 80000 }], {
      shortTermGain: 10000,
      longTermGain: 20000,
    });
    expect(taxOf("MA", 2025, facts)).toBe(3680 + 850 + 1000);
  });

  it("adds 4 % over 1,083,150 in 2025, whatever the kind of income", () => {
    const facts = household(2025, SINGLE, [], { longTermGain: 2000000 });
    expect(taxOf("MA", 2025, facts)).toBe(1995600 * 0.05 + (1995600 - 1083150) * 0.04);
  });

  it("lets a loss take no more than 2,000 of interest and dividends", () => {
    const facts = household(2025, SINGLE, [{ wages: 80000 }], {
      interest: 3000,
      longTermGain: -5000,
    });
    expect(lineOf("MA", 2025, facts, "INTEREST_AND_DIVIDENDS")).toBe(1000);
    expect(taxOf("MA", 2025, facts)).toBe(3680 + 50);
  });

  it("gives what wages leave of the exemptions to interest, then to gains", () => {
    const facts = household(2025, JOINT, [{ wages: 2000 }], {
      interest: 5000,
      shortTermGain: 3000,
      children: 1,
    });
    // Part B 2,000 - 153 of payroll tax = 1,847; exemptions 9,800 leave 7,953: interest 5,000, gain 2,953
    expect(taxOf("MA", 2025, facts)).toBe(47 * 0.085);
  });

  it("leaves public pensions free and taxes private ones", () => {
    const facts = household(2025, SINGLE, [
      { born: "1950-01-01", pensions: 50000, publicPensions: 30000 },
    ]);
    expect(taxOf("MA", 2025, facts)).toBe((20000 - 4400 - 700) * 0.05);
  });
});

describe("Illinois", () => {
  it("leaves all retirement income free at any age", () => {
    const facts = household(
      2025,
      SINGLE,
      [{ born: "1980-01-01", pensions: 50000, ira: 10000, conversion: 20000 }],
      { interest: 10000 },
    );
    expect(taxOf("IL", 2025, facts)).toBe(353.925); // 4.95 % of 10,000 - 2,850
  });

  it("counts 1,000 more for 65, and no exemption at all over 250,000", () => {
    const facts = household(2025, SINGLE, [{ born: "1955-01-01", wages: 50000 }]);
    expect(lineOf("IL", 2025, facts, "EXEMPTIONS")).toBe(3850);
    const rich = household(2025, SINGLE, [{ wages: 250001 }]);
    expect(lineOf("IL", 2025, rich, "EXEMPTIONS")).toBe(0);
    expect(taxOf("IL", 2025, rich)).toBe(12375.0495);
  });
});

describe("Pennsylvania", () => {
  it("taxes wages with the pre-tax deferrals in them: 3.07 % of 60,000", () => {
    const facts = household(2025, SINGLE, [{ wages: 50000, electiveDeferrals: 10000 }]);
    expect(taxOf("PA", 2025, facts)).toBe(1842);
  });

  it("leaves a retiree's pension, IRA and conversion free, and the conversion at any age", () => {
    const retired = household(2025, SINGLE, [
      { born: "1955-01-01", pensions: 40000, ira: 30000, conversion: 100000 },
    ]);
    expect(taxOf("PA", 2025, retired)).toBe(0);
    const young = household(2025, SINGLE, [{ born: "1980-01-01", ira: 30000, conversion: 100000 }]);
    expect(taxOf("PA", 2025, young)).toBe(921);
  });

  it("forgives a family of four all tax at 32,000 and a tenth less for each 250 more", () => {
    // PA Schedule SP, eligibility income table 2: two dependants, 32,000 for 100 %
    const family = (wages: number) => household(2025, JOINT, [{ wages }], { children: 2 });
    expect(taxOf("PA", 2025, family(32000))).toBe(0);
    expect(taxOf("PA", 2025, family(32250))).toBe(99.0075); // 10 % of 990.075
    expect(taxOf("PA", 2025, family(34250))).toBe(946.3275); // 90 % of 1,051.475
    expect(taxOf("PA", 2025, family(34251))).toBe(1051.5057);
  });

  it("counts tax-exempt interest for forgiveness, not for tax", () => {
    const facts = household(2025, SINGLE, [{ wages: 6500 }], { taxExemptInterest: 2500 });
    expect(taxOf("PA", 2025, facts)).toBe(199.55);
  });

  it("keeps a loss in its class and recognises an HSA", () => {
    const facts = household(2025, SINGLE, [{ wages: 50000, hsaDeduction: 4000 }], {
      longTermGain: -9000,
    });
    expect(taxOf("PA", 2025, facts)).toBe(46000 * 0.0307);
  });
});

describe("Washington", () => {
  it.each([
    [2025, 278000, 0],
    [2025, 1278000, 70000],
    [2025, 1500000, 91978], // 70,000 + 9.9 % of 222,000
    [2024, 1500000, 86100], // 7 % of 1,230,000
  ])("taxes in %d a long-term gain of %d with %d", (year, longTermGain, tax) => {
    const facts = household(year, JOINT, [{ wages: 500000 }], {
      longTermGain,
      shortTermGain: 400000,
    });
    expect(taxOf("WA", year, facts)).toBe(tax);
  });
});

describe("Virginia", () => {
  it("taxes 60,000 in 2025: 720 + 5.75 % of 50,320 over 17,000", () => {
    expect(taxOf("VA", 2025, household(2025, SINGLE, [{ wages: 60000 }]))).toBe(720 + 1915.9);
  });

  it.each([
    [75000, 24000],
    [80000, 19000],
    [99000, 0],
  ])("takes the couple's age deduction back by income over 75,000: %d leaves %d", (ira, left) => {
    const facts = household(2025, JOINT, [
      { born: "1955-01-01", ira, socialSecurityBenefits: 30000 },
      { born: "1956-01-01" },
    ]);
    expect(lineOf("VA", 2025, facts, "AGE_DEDUCTION")).toBe(left);
  });

  it("leaves the deduction whole to who was born by 1 January 1939", () => {
    const facts = household(2025, JOINT, [
      { born: "1939-01-01", ira: 200000 },
      { born: "1956-01-01" },
    ]);
    expect(lineOf("VA", 2025, facts, "AGE_DEDUCTION")).toBe(12000);
  });

  it("taxes nothing below its filing threshold", () => {
    expect(taxOf("VA", 2025, household(2025, SINGLE, [{ wages: 11949 }]))).toBe(0);
    expect(taxOf("VA", 2025, household(2025, SINGLE, [{ wages: 11950 }]))).toBe(45.4);
  });

  it("follows the federal choice of deduction", () => {
    const facts = household(2025, SINGLE, [{ wages: 200000 }], { mortgageInterest: 30000 });
    expect(lineOf("VA", 2025, facts, "DEDUCTION")).toBe(30000);
    const small = household(2025, SINGLE, [{ wages: 200000 }], { mortgageInterest: 12000 });
    expect(lineOf("VA", 2025, small, "DEDUCTION")).toBe(8750);
  });
});

describe("Oregon", () => {
  it("takes the federal tax off 60,000 in 2025", () => {
    // federal 1,192.50 + 12 % of 32,325 = 5,071.50; taxable 52,093.50: 209 + 452.25 + 8.75 % of 40,993.50
    const facts = household(2025, SINGLE, [{ wages: 60000 }]);
    expect(lineOf("OR", 2025, facts, "FEDERAL_TAX")).toBe(5071.5);
    expect(lineOf("OR", 2025, facts, "SCHEDULE_TAX")).toBe(4248.18125);
    expect(taxOf("OR", 2025, facts)).toBe(3992.1812); // less 256, half-even
  });

  it.each([
    [124999, 8500],
    [125000, 6800],
    [134999, 5100],
    [140000, 1700],
    [145000, 0],
  ])("caps the federal tax at AGI %d to %d", (wages, cap) => {
    expect(lineOf("OR", 2025, household(2025, SINGLE, [{ wages }]), "FEDERAL_TAX")).toBe(cap);
  });

  it("has twice the steps on a joint return and half the cap on a separate one", () => {
    expect(lineOf("OR", 2024, household(2024, JOINT, [{ wages: 260000 }]), "FEDERAL_TAX")).toBe(
      5000,
    );
    expect(lineOf("OR", 2024, household(2024, SEPARATE, [{ wages: 120000 }]), "FEDERAL_TAX")).toBe(
      4125,
    );
  });

  it("gives no exemption credit over 100,000, or 200,000 to a head of household", () => {
    const credit = (status: typeof SINGLE | typeof HEAD, wages: number) =>
      lineOf("OR", 2025, household(2025, status, [{ wages }], { children: 1 }), "EXEMPTION_CREDIT");
    expect(credit(SINGLE, 100000)).toBe(512);
    expect(credit(SINGLE, 100001)).toBe(0);
    expect(credit(HEAD, 200000)).toBe(512);
  });

  it("credits 9 % of retirement income from 62, less Social Security and income over 15,000", () => {
    const facts = household(2025, SINGLE, [
      { born: "1960-01-01", ira: 16000, socialSecurityBenefits: 3000 },
    ]);
    expect(lineOf("OR", 2025, facts, "RETIREMENT_CREDIT")).toBe(315); // 9 % of 7,500 - 3,000 - 1,000
  });
});

describe("Minnesota", () => {
  it("taxes 60,000 in 2025: 5.35 % of 32,570 and 6.8 % of 12,480", () => {
    expect(taxOf("MN", 2025, household(2025, SINGLE, [{ wages: 60000 }]))).toBe(2591.135);
  });

  it.each([
    [238950, 29900],
    [338950, 29900 - 91350 * 0.03 - 8650 * 0.1],
    [542095, 5980],
    [2000000, 5980],
  ])("limits the couple's standard deduction at AGI %d to %d", (wages, deduction) => {
    const facts = household(2025, JOINT, [{ wages }]);
    expect(lineOf("MN", 2025, facts, "DEDUCTION")).toBeCloseTo(deduction, 6);
  });

  it("subtracts a tenth less of Social Security for each 4,000 over 108,320", () => {
    const couple = (ira: number) =>
      household(2025, JOINT, [
        { born: "1950-01-01", ira, socialSecurityBenefits: 40000 },
        { born: "1950-01-01" },
      ]);
    // 34,000 are taxable: AGI = ira + 34,000
    expect(lineOf("MN", 2025, couple(74320), "SOCIAL_SECURITY")).toBe(34000);
    expect(lineOf("MN", 2025, couple(74321), "SOCIAL_SECURITY")).toBe(30600);
    expect(lineOf("MN", 2025, couple(110320), "SOCIAL_SECURITY")).toBe(3400);
    expect(lineOf("MN", 2025, couple(110321), "SOCIAL_SECURITY")).toBe(0);
  });

  it("adds 1 % of net investment income over a million, without US interest", () => {
    const facts = household(2025, SINGLE, [], {
      longTermGain: 1200000,
      interest: 50000,
      usGovernmentInterest: 50000,
    });
    expect(lineOf("MN", 2025, facts, "INVESTMENT_INCOME_TAX")).toBe(2000);
  });
});

describe("New Hampshire", () => {
  it("taxes interest and dividends over the exemptions in 2024 and nothing since", () => {
    const facts = (year: number) =>
      household(year, SINGLE, [{ born: "1955-01-01", wages: 90000 }], {
        interest: 6000,
        ordinaryDividends: 4000,
        longTermGain: 100000,
      });
    expect(taxOf("NH", 2024, facts(2024))).toBe(192); // 3 % of 10,000 - 2,400 - 1,200
    expect(taxOf("NH", 2025, facts(2025))).toBe(0);
  });
});
