import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { BLANK_FILER, blankFacts, type FederalFacts, type Filer } from "./federalFacts.js";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { FILING_STATUSES } from "./filingStatus.js";
import { charityOverLimit } from "./itemizedDeduction.js";
import { INCOME_KINDS, withMore } from "./incomeKind.js";

const usd = (max: number, min = 0) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((cents) => new Decimal(cents).div(100));
/** Most amounts of most households are 0. */
const rarely = (max: number) => fc.oneof(fc.constant(new Decimal(0)), usd(max));

const anyIra = fc.record({
  distributions: rarely(100000),
  conversions: rarely(100000),
  basis: rarely(50000),
  nonDeductibleContributions: rarely(7000),
  yearEndValue: rarely(500000),
});

const anyFiler: fc.Arbitrary<Filer> = fc
  .record({
    isAged: fc.boolean(),
    wages: rarely(400000),
    selfEmploymentProfit: rarely(300000),
    pensions: rarely(100000),
    socialSecurityBenefits: rarely(60000),
    hsaDeduction: rarely(4300),
    saversContributions: rarely(4000),
    ira: anyIra,
  })
  .map((amounts) => ({ ...BLANK_FILER, ...amounts }));

const anyDependents = fc.array(
  fc.record({ ageYears: fc.integer({ min: 0, max: 30 }), isQualifyingChild: fc.boolean() }),
  { maxLength: 4 },
);

const anyFacts: fc.Arbitrary<FederalFacts> = fc
  .record({
    filingStatus: fc.constantFrom(...FILING_STATUSES),
    people: fc.tuple(anyFiler, anyFiler),
    dependents: anyDependents,
    interest: rarely(50000),
    taxExemptInterest: rarely(20000),
    qualifiedDividends: rarely(80000),
    shortTermGain: usd(80000, -80000),
    longTermGain: usd(600000, -80000),
    longTermLossCarryover: rarely(20000),
    studentLoanInterest: rarely(3000),
    foreignTaxPaid: rarely(300),
    itemized: fc.record({
      medicalExpenses: rarely(30000),
      stateAndLocalTaxes: rarely(80000),
      mortgageInterest: rarely(30000),
      charityCash: rarely(60000),
    }),
    education: fc.array(
      fc.record({
        credit: fc.constantFrom("AMERICAN_OPPORTUNITY" as const, "LIFETIME_LEARNING" as const),
        expenses: usd(12000),
      }),
      { maxLength: 2 },
    ),
    marketplace: fc.option(
      fc.record({
        premiums: usd(20000),
        benchmarkPremiums: usd(20000),
        advancePayments: rarely(15000),
        region: fc.constant("CONTIGUOUS" as const),
      }),
      { nil: null },
    ),
  })
  .map(({ people, ...rest }) => ({
    ...blankFacts(rest.filingStatus),
    ...rest,
    ordinaryDividends: rest.qualifiedDividends,
    filers: rest.filingStatus === "MARRIED_FILING_JOINTLY" ? people : people.slice(0, 1),
  }));

const anyYear = fc.constantFrom(2024, 2025, 2026, 2027, 2035);
const on = (year: number, of: FederalFacts) => federalTax(of, federalParametersFor(year));
const ALMOST = new Decimal("1e-11"); // 40 digits of a division

describe("laws of the whole return", () => {
  it("the total tax never falls when an income rises, but for two named exceptions", () => {
    fc.assert(
      fc.property(anyYear, anyFacts, fc.constantFrom(...INCOME_KINDS), usd(30000), (...args) => {
        const [year, of, kind, more] = args;
        // from 2026 a business that reaches 1,000 has a deduction of at least 400: a cliff
        fc.pre(kind !== "SELF_EMPLOYMENT" || year < 2026);
        const before = on(year, of);
        // gifts above 60 % of income: untaxed gains raise the limit, and with it the deduction
        fc.pre(!charityOverLimit(of, federalParametersFor(year), before.adjustedGrossIncome));
        const after = on(year, withMore(of, kind, more)).totalTax;
        expect(after.plus(ALMOST).gte(before.totalTax)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("no credit is negative, and the non-refundable ones never pass the tax", () => {
    fc.assert(
      fc.property(anyYear, anyFacts, (year, of) => {
        const tax = on(year, of);
        expect(Object.values(tax.credits).every((credit) => credit.gte(0))).toBe(true);
        const before = tax.ordinaryTax
          .plus(tax.capitalGainsTax)
          .plus(tax.alternativeMinimum.tax)
          .plus(tax.excessAdvancePremium);
        expect(tax.credits.nonRefundable.lte(before.plus(ALMOST))).toBe(true);
        expect(tax.totalTax.gte(ALMOST.negated())).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("income, deductions and taxes add up to what they are parts of", () => {
    fc.assert(
      fc.property(anyYear, anyFacts, (year, of) => {
        const tax = on(year, of);
        const { total, ...parts } = tax.income;
        const sum = Object.values(parts).reduce((a, b) => a.plus(b));
        expect(sum.minus(total).abs().lte(ALMOST)).toBe(true);
        expect(
          total.minus(tax.adjustments.total).minus(tax.adjustedGrossIncome).abs().lte(ALMOST),
        ).toBe(true);
        const taxable = tax.adjustedGrossIncome.minus(tax.deduction.total);
        expect(Decimal.max(0, taxable).minus(tax.taxableIncome).abs().lte(ALMOST)).toBe(true);
        expect(tax.netTax.eq(tax.totalTax.minus(tax.credits.refundable))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("the average rate is at most the marginal one where nothing phases out", () => {
    fc.assert(
      fc.property(anyYear, fc.constantFrom(...FILING_STATUSES), usd(400000), (...args) => {
        const [year, status, pensions] = args;
        fc.pre(pensions.gte(1));
        const of: FederalFacts = {
          ...blankFacts(status),
          filers: [{ ...BLANK_FILER, pensions }],
        };
        const tax = on(year, of).totalTax;
        const next = on(year, withMore(of, "PENSION", new Decimal(1))).totalTax.minus(tax);
        expect(tax.div(pensions).lte(next.plus(ALMOST))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("Social Security is taxed between nothing and 85 %", () => {
    fc.assert(
      fc.property(anyYear, anyFacts, (year, of) => {
        const benefits = of.filers.reduce(
          (sum, f) => sum.plus(f.socialSecurityBenefits),
          new Decimal(0),
        );
        const { taxableSocialSecurity } = on(year, of).income;
        expect(taxableSocialSecurity.gte(0)).toBe(true);
        expect(taxableSocialSecurity.lte(benefits.times("0.85"))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
