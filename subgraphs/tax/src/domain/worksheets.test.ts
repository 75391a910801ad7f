import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "./federalFacts.js";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import type { FilingStatus } from "./filingStatus.js";
import { form8606 } from "./iraBasis.js";
import { taxableSocialSecurity } from "./socialSecurityTaxability.js";
import { facts, filer, ira } from "./taxFacts.fixture.js";

const on = (year: number, of: FederalFacts) => federalTax(of, federalParametersFor(year));

describe("taxableSocialSecurity", () => {
  const taxable = (status: FilingStatus, benefits: number, other: number, livedApart = false) =>
    taxableSocialSecurity(
      new Decimal(benefits),
      new Decimal(other),
      { status, livedApart },
      federalParametersFor(2025),
    ).toNumber();

  it("taxes 2,990 of George White's 5,980 (Publication 915, filled-in worksheet 1)", () => {
    // pension 18,600, wages 9,400, interest 990; half of the benefits is less than half of the excess
    expect(taxable("SINGLE", 5980, 18600 + 9400 + 990)).toBe(2990);
  });

  it("taxes 10,200 of 12,000 (Publication 590-A, appendix B, worksheet 1)", () => {
    // joint, wages 125,000: 6,000 + 85 % of 87,000 is over 85 % of the benefits
    expect(taxable("MARRIED_FILING_JOINTLY", 12000, 125000)).toBe(10200);
    expect(taxable("MARRIED_FILING_JOINTLY", 12000, 119060)).toBe(10200);
  });

  it.each<[string, FilingStatus, number, number, boolean, number]>([
    ["nothing at the base", "SINGLE", 20000, 15000, false, 0],
    ["half of the next dollar above it", "SINGLE", 20000, 15002, false, 1],
    ["half of 9,000 at the second threshold", "SINGLE", 20000, 24000, false, 4500],
    ["85 cents of the next dollar above that", "SINGLE", 20000, 24020, false, 4517],
    ["half of 12,000 at 44,000 joint", "MARRIED_FILING_JOINTLY", 30000, 29000, false, 6000],
    [
      "85 % from the first dollar living together",
      "MARRIED_FILING_SEPARATELY",
      10000,
      0,
      false,
      4250,
    ],
    ["like single living apart", "MARRIED_FILING_SEPARATELY", 20000, 15000, true, 0],
    ["never over 85 %", "HEAD_OF_HOUSEHOLD", 20000, 500000, false, 17000],
  ])("taxes %s", (...[, status, benefits, other, apart, expected]) => {
    expect(taxable(status, benefits, other, apart)).toBe(expected);
  });

  it("takes adjustments off before the test, but not the student loan interest", () => {
    const retired = filer({ socialSecurityBenefits: 20000, pensions: 16000, hsaDeduction: 1000 });
    const of = facts("SINGLE", { studentLoanInterest: 2000 }, { filers: [retired] });
    expect(on(2025, of).income.taxableSocialSecurity.toNumber()).toBe(0);
    const without = facts("SINGLE", {}, { filers: [{ ...retired, hsaDeduction: new Decimal(0) }] });
    expect(on(2025, without).income.taxableSocialSecurity.toNumber()).toBe(500);
  });
});

describe("form8606", () => {
  it("leaves 460 of Rose Green's 5,000 untaxed (Publication 590-B, worksheet 1-1)", () => {
    // basis 300 + contribution 2,000 over 20,000 at year end + 5,000 converted: 0.092
    const rose = form8606(
      ira({
        basis: 300,
        nonDeductibleContributions: 2000,
        conversions: 5000,
        yearEndValue: 20000,
      }),
    );
    expect(rose.taxableConversions.toNumber()).toBe(4540);
    expect(rose.basisToNextYear.toNumber()).toBe(1840);
  });

  it("takes 600 of basis with 10,000 of 50,000 (Form 8606, lines 5 to 15)", () => {
    const drawn = form8606(ira({ basis: 3000, distributions: 10000, yearEndValue: 40000 }));
    expect(drawn.taxableDistributions.toNumber()).toBe(9400);
    expect(drawn.basisToNextYear.toNumber()).toBe(2400);
  });

  it("taxes a conversion beside other IRAs: a backdoor of 7,000 with 63,000 elsewhere is 90 % taxed", () => {
    const pooled = form8606(
      ira({ nonDeductibleContributions: 7000, conversions: 7000, yearEndValue: 63000 }),
    );
    expect(pooled.taxableConversions.toNumber()).toBe(6300);
    const clean = form8606(ira({ nonDeductibleContributions: 7000, conversions: 7000 }));
    expect(clean.taxableConversions.toNumber()).toBe(0);
  });

  it("conserves basis: what is not taxed and what goes on is what there was", () => {
    const usd = fc.integer({ min: 0, max: 500_000 });
    fc.assert(
      fc.property(
        fc.tuple(usd, usd, usd, usd, usd),
        ([basis, added, distributions, conversions, left]) => {
          const result = form8606(
            ira({
              basis,
              nonDeductibleContributions: added,
              distributions,
              conversions,
              yearEndValue: left,
            }),
          );
          const taxed = result.taxableDistributions.plus(result.taxableConversions);
          const untaxed = new Decimal(distributions + conversions).minus(taxed);
          const kept = untaxed.plus(result.basisToNextYear).minus(basis + added);
          expect(kept.abs().lt("1e-20")).toBe(true);
          expect(taxed.gte(0)).toBe(true);
        },
      ),
    );
  });
});

describe("Schedule A", () => {
  const schedule = (year: number, wages: number, of: Partial<FederalFacts["itemized"]>) =>
    on(year, facts("SINGLE", { wages }, { itemized: { ...facts("SINGLE").itemized, ...of } }))
      .deduction;
  const usd = (n: number) => new Decimal(n);

  it.each([
    [2024, 90000, 10000],
    [2025, 500000, 40000],
    [2025, 550000, 25000], // 40,000 - 30 % of 50,000
    [2025, 700000, 10000], // not below the floor
    [2026, 505000, 40400],
    [2026, 515000, 37400],
  ])("caps 60,000 of state and local taxes in %i at income %d to %d", (year, wages, taxes) => {
    const { itemized } = schedule(year, wages, { stateAndLocalTaxes: usd(60000) });
    expect(itemized.taxes.toNumber()).toBe(taxes);
  });

  it("takes medical expenses over 7.5 % of income", () => {
    const { itemized } = schedule(2025, 100000, { medicalExpenses: usd(12000) });
    expect(itemized.medical.toNumber()).toBe(4500);
  });

  it("takes gifts up to 60 % of income, from 2026 over 0.5 % of it", () => {
    const gifts = (year: number, charityCash: number) =>
      schedule(year, 100000, { charityCash: usd(charityCash) }).itemized.charity.toNumber();
    expect([gifts(2025, 5000), gifts(2025, 80000)]).toEqual([5000, 60000]);
    expect([gifts(2026, 5000), gifts(2026, 80000), gifts(2026, 400)]).toEqual([4500, 59500, 0]);
  });

  it("gives 1,000 of gifts beside the standard deduction of 2026, none before", () => {
    const beside = (year: number) =>
      schedule(year, 100000, { charityCash: usd(3000) }).charityWithoutItemizing.toNumber();
    expect([beside(2025), beside(2026)]).toEqual([0, 1000]);
  });

  it("compares with the standard deduction and those gifts together", () => {
    // 2026: 16,100 + 1,000 against 17,000 of interest and gifts over the floor of 500
    const { kind } = schedule(2026, 100000, {
      mortgageInterest: usd(15600),
      charityCash: usd(2000),
    });
    expect(kind).toBe("STANDARD"); // 17,100 against 17,100
    const more = schedule(2026, 100000, {
      mortgageInterest: usd(15601),
      charityCash: usd(2000),
    });
    expect(more.kind).toBe("ITEMIZED");
  });
});

describe("the standard deduction of a dependent", () => {
  it.each([
    [0, 1350],
    [5000, 5450], // earned income + 450
    [40000, 15750],
  ])("with wages of %d in 2025 is %d", (wages, amount) => {
    const of = facts("SINGLE", { wages }, { canBeClaimedAsDependent: true });
    expect(on(2025, of).deduction.amount.toNumber()).toBe(amount);
  });
});

describe("student loan interest", () => {
  it.each([
    [85000, 2500],
    [92500, 1250],
    [100000, 0],
  ])("at income %d of 2025 is %d", (wages, deducted) => {
    const of = facts("SINGLE", { wages, studentLoanInterest: 3000 });
    expect(on(2025, of).adjustments.studentLoanInterest.toNumber()).toBe(deducted);
  });

  it("is not for separate returns", () => {
    const of = facts("MARRIED_FILING_SEPARATELY", { wages: 50000, studentLoanInterest: 3000 });
    expect(on(2025, of).adjustments.studentLoanInterest.toNumber()).toBe(0);
  });
});
