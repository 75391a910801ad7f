import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { FEDERAL_YEARS, federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { FILING_STATUSES, type FilingStatus } from "./filingStatus.js";
import { marginalRates } from "./marginalRates.js";
import { facts } from "./taxFacts.fixture.js";
import { BLANK_FILER, blankFacts, type FederalFacts, type Filer } from "./federalFacts.js";
import { INCOME_KINDS, withMore } from "./incomeKind.js";

const young: Filer = BLANK_FILER;
const aged: Filer = { ...BLANK_FILER, isAged: true };
const agedAndBlind: Filer = { ...BLANK_FILER, isAged: true, isBlind: true };

const on = (year: number, of: FederalFacts) => federalTax(of, federalParametersFor(year));
const total = (year: number, of: FederalFacts) => on(year, of).totalTax.toNumber();

describe("federalTax", () => {
  it("gives 60,000 of wages in 2024: 45,400 taxable, 1,160 + 12 % of 33,800 = 5,216", () => {
    const tax = on(2024, facts("SINGLE", { wages: 60000 }));
    expect(tax.taxableIncome.toNumber()).toBe(45400);
    expect(tax.totalTax.toNumber()).toBe(5216);
  });

  it("puts qualified dividends and gains on top of wages", () => {
    // joint 2026: AGI 150,000; taxable 117,800 of which 30,000 preferential; ordinary 87,800:
    // 2,480 + 12 % of 63,000 = 10,040. Gains from 87,800 to 117,800: 11,100 at 0 %, 18,900 at 15 %
    const tax = on(
      2026,
      facts("MARRIED_FILING_JOINTLY", {
        wages: 120000,
        ordinaryDividends: 10000,
        qualifiedDividends: 10000,
        longTermGain: 20000,
      }),
    );
    expect(tax.preferentialIncome.toNumber()).toBe(30000);
    expect(tax.ordinaryTax.toNumber()).toBe(10040);
    expect(tax.capitalGainsTax.toNumber()).toBe(2835);
  });

  it("lets ordinary income use up the deduction first", () => {
    const tax = on(2025, facts("SINGLE", { wages: 10000, longTermGain: 60000 }));
    expect(tax.preferentialIncome.toNumber()).toBe(54250); // 70,000 - 15,750, all of it gain
    expect(tax.ordinaryTax.toNumber()).toBe(0);
    expect(tax.totalTax.toNumber()).toBe((54250 - 48350) * 0.15);
  });

  it.each<[FilingStatus, number, number]>([
    ["SINGLE", 3000, 97000],
    ["MARRIED_FILING_SEPARATELY", 1500, 98500],
  ])("takes no more than the limit of a loss off other income: %s %d", (status, taken, agi) => {
    const tax = on(2025, facts(status, { wages: 100000, longTermGain: -20000 }));
    expect(tax.adjustedGrossIncome.toNumber()).toBe(agi);
    expect(tax.carryforward.longTerm.toNumber()).toBe(20000 - taken);
  });

  it("is 0 for no income, for every status and year, also at a loss", () => {
    for (const year of FEDERAL_YEARS) {
      for (const status of FILING_STATUSES) {
        expect(total(year, facts(status))).toBe(0);
        expect(total(year, facts(status, { shortTermGain: -5000 }))).toBe(0);
      }
    }
  });
});

describe("deductionFor", () => {
  it.each<[string, FilingStatus, Filer[], number]>([
    ["one of 65", "SINGLE", [aged], 14600 + 1950],
    ["one of 65 and blind", "HEAD_OF_HOUSEHOLD", [agedAndBlind], 21900 + 2 * 1950],
    ["both of 65, one blind", "MARRIED_FILING_JOINTLY", [agedAndBlind, aged], 29200 + 3 * 1550],
    ["a surviving spouse of 65", "QUALIFYING_SURVIVING_SPOUSE", [aged], 29200 + 1550],
  ])("adds to the standard deduction of 2024 for %s", (_, status, filers, amount) => {
    const { deduction } = on(2024, facts(status, {}, { filers }));
    expect(deduction.amount.toNumber()).toBe(amount);
    expect(deduction.senior.toNumber()).toBe(0); // before P.L. 119-21
  });

  it.each<[string, FilingStatus, Filer[], number, number]>([
    ["whole below the start", "SINGLE", [aged], 75000, 6000],
    ["less 6 % of 25,000", "SINGLE", [aged], 100000, 4500],
    ["gone at 175,000", "SINGLE", [aged], 175000, 0],
    ["for two, each less 6 % of 50,000", "MARRIED_FILING_JOINTLY", [aged, aged], 200000, 6000],
    ["for one of two", "MARRIED_FILING_JOINTLY", [aged, young], 150000, 6000],
    ["none on a separate return", "MARRIED_FILING_SEPARATELY", [aged], 50000, 0],
  ])("gives the senior deduction of 2025 %s", (...[, status, filers, wages, senior]) => {
    expect(on(2025, facts(status, { wages }, { filers })).deduction.senior.toNumber()).toBe(senior);
  });

  it("takes the larger of standard and itemised, and says which", () => {
    const itemized = (amount: number) =>
      on(2025, facts("SINGLE", { wages: 90000, itemizedDeductions: amount })).deduction;
    expect(itemized(15750)).toMatchObject({ kind: "STANDARD" });
    expect(itemized(15751)).toMatchObject({ kind: "ITEMIZED" });
    expect(itemized(15751).amount.toNumber()).toBe(15751);
  });

  it("leaves no standard deduction to a separate return whose spouse itemises", () => {
    const { deduction } = on(
      2025,
      facts("MARRIED_FILING_SEPARATELY", { itemizedDeductions: 2000 }, { spouseItemizes: true }),
    );
    expect(deduction.kind).toBe("ITEMIZED");
    expect(deduction.amount.toNumber()).toBe(2000);
  });

  it("values itemised deductions in the top bracket of 2026 at 35 %, of 2025 at 37 %", () => {
    // 1,000,000 of wages, 74,000 itemised: all of it above the 37 % edge; 2/37 of it is 4,000
    const tax = (year: number, itemizedDeductions: number) =>
      total(year, facts("SINGLE", { wages: 1000000, itemizedDeductions }));
    const { deduction } = on(2026, facts("SINGLE", { wages: 1000000, itemizedDeductions: 74000 }));
    expect(deduction.amount.toNumber()).toBe(70000);
    expect(tax(2026, 37000) - tax(2026, 74000)).toBeCloseTo(37000 * 0.35, 8);
    expect(tax(2025, 37000) - tax(2025, 74000)).toBeCloseTo(37000 * 0.37, 8);
  });
});

describe("net investment income tax", () => {
  it.each([
    { wages: 190000, interest: 5000, tax: 0 }, // AGI 195,000, below 200,000
    { wages: 190000, interest: 30000, tax: 20000 * 0.038 }, // the excess of AGI is smaller
    { wages: 300000, interest: 30000, tax: 30000 * 0.038 }, // the investment income is smaller
  ])("takes 3.8 % of the smaller: wages $wages, interest $interest", ({ wages, interest, tax }) => {
    expect(on(2025, facts("SINGLE", { wages, interest })).netInvestmentIncomeTax.toNumber()).toBe(
      tax,
    );
  });

  it("counts dividends once and a deducted loss against them", () => {
    const tax = on(
      2025,
      facts("SINGLE", {
        wages: 300000,
        ordinaryDividends: 10000,
        qualifiedDividends: 8000,
        longTermGain: -9000,
      }),
    );
    expect(tax.netInvestmentIncome.toNumber()).toBe(7000);
  });
});

describe("marginalRates", () => {
  const rates = (year: number, of: FederalFacts) => {
    const r = marginalRates(of, federalParametersFor(year), on(year, of));
    return [r.WAGES, r.INTEREST, r.QUALIFIED_DIVIDENDS, r.SHORT_TERM_GAIN, r.LONG_TERM_GAIN].map(
      (x) => x.toNumber(),
    );
  };

  it("is the bracket for wages, and 0 % for gains, in the 12 % bracket", () => {
    expect(rates(2025, facts("SINGLE", { wages: 50000 }))).toEqual([0.12, 0.12, 0, 0.12, 0]);
  });

  it("shows the ordinary dollar that pushes a gain out of the 0 % rate: 12 % + 15 %", () => {
    const of = facts("SINGLE", { wages: 50000, longTermGain: 30000 });
    expect(rates(2025, of)).toEqual([0.27, 0.27, 0.15, 0.27, 0.15]);
  });

  it("adds net investment income tax over the threshold, and to wages 0.9 % for Medicare", () => {
    const of = facts("SINGLE", { wages: 230000, interest: 1000 });
    expect(rates(2025, of)).toEqual([0.329, 0.358, 0.188, 0.358, 0.188]);
  });

  it("is 0 for a gain that a carried loss swallows", () => {
    const of = facts("SINGLE", { wages: 100000, longTermLossCarryover: 20000 });
    expect(rates(2025, of)).toEqual([0.22, 0.22, 0.15, 0, 0]);
  });

  it("shows the phase-out of the senior deduction: 22 % becomes 22 % x 1.06", () => {
    const of = facts("SINGLE", { wages: 100000 }, { filers: [aged] });
    expect(rates(2025, of)[0]).toBe(0.2332);
  });
});

const cent = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((c) => new Decimal(c).div(100));

const anyFacts: fc.Arbitrary<FederalFacts> = fc
  .record({
    filingStatus: fc.constantFrom(...FILING_STATUSES),
    wages: cent(0, 900000),
    interest: cent(0, 200000),
    dividends: cent(0, 200000),
    qualifiedShare: fc.integer({ min: 0, max: 4 }),
    shortTermGain: cent(-100000, 100000),
    longTermGain: cent(-100000, 700000),
    shortTermLossCarryover: cent(0, 20000),
    longTermLossCarryover: cent(0, 20000),
    otherIncome: cent(0, 100000),
    itemizedDeductions: cent(0, 120000),
    filers: fc.tuple(
      ...[1, 2].map(() => fc.record({ isAged: fc.boolean(), isBlind: fc.boolean() })),
    ),
  })
  .map(({ filingStatus, wages, dividends, qualifiedShare, filers, ...rest }) => {
    const blank = blankFacts(filingStatus);
    return {
      ...blank,
      ...rest,
      ordinaryDividends: dividends,
      qualifiedDividends: dividends.times(qualifiedShare).div(4),
      filers: blank.filers.map((person, i) => ({
        ...person,
        ...filers[i],
        wages: i === 0 ? wages : person.wages,
      })),
    };
  });

const anyYear = fc.constantFrom(...FEDERAL_YEARS);

describe("laws of the engine", () => {
  it("never falls, and never takes more than a dollar of a dollar, when an income rises", () => {
    fc.assert(
      fc.property(
        anyYear,
        anyFacts,
        fc.constantFrom(...INCOME_KINDS),
        cent(0, 50000),
        (year, of, kind, more) => {
          const before = on(year, of).totalTax;
          const after = on(year, withMore(of, kind, more)).totalTax;
          expect(after.gte(before)).toBe(true);
          // the first 433.14 of profit pay no self-employment tax, the next cent pays for all: a cliff
          const cliff = kind === "SELF_EMPLOYMENT" ? 62 : 0;
          expect(after.minus(before).lte(more.plus(cliff))).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("never rises when a deduction or a carried loss rises", () => {
    fc.assert(
      fc.property(
        anyYear,
        anyFacts,
        fc.constantFrom("itemizedDeductions", "shortTermLossCarryover", "longTermLossCarryover"),
        cent(0, 50000),
        (year, of, kind, more) => {
          const before = on(year, of).totalTax;
          const after = on(year, { ...of, [kind]: of[kind].plus(more) }).totalTax;
          // 2/37 has no end as a decimal: 40 digits leave less than a billionth of a cent
          expect(after.minus(before).lte("1e-11")).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does not care which spouse is which on a joint return", () => {
    fc.assert(
      fc.property(anyYear, anyFacts, (year, of) => {
        const joint: FederalFacts = { ...of, filingStatus: "MARRIED_FILING_JOINTLY" };
        const [first = young, second = young] = joint.filers;
        const swapped = { ...joint, filers: [second, first] };
        expect(on(year, swapped).totalTax.eq(on(year, joint).totalTax)).toBe(true);
      }),
    );
  });

  it("adds up: the taxes are the total, preferential is part of taxable", () => {
    fc.assert(
      fc.property(anyYear, anyFacts, (year, of) => {
        const tax = on(year, of);
        expect(
          tax.ordinaryTax
            .plus(tax.capitalGainsTax)
            .plus(tax.alternativeMinimum.tax)
            .plus(tax.selfEmploymentTax)
            .plus(tax.additionalMedicareTax)
            .plus(tax.netInvestmentIncomeTax)
            .minus(tax.credits.nonRefundable)
            .eq(tax.totalTax),
        ).toBe(true);
        expect(tax.preferentialIncome.lte(tax.taxableIncome)).toBe(true);
        expect(tax.taxableIncome.gte(0)).toBe(true);
      }),
    );
  });
});
