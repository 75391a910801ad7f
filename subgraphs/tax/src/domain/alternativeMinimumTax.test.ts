import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "./federalFacts.js";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { facts, filer } from "./taxFacts.fixture.js";

const on = (year: number, of: FederalFacts) => federalTax(of, federalParametersFor(year));

describe("alternativeMinimumTax", () => {
  it("takes 12,830 of 100,000 wages and 900,000 of gain in 2026", () => {
    // regular: ordinary 83,900: 5,800 + 22 % of 33,500 = 13,170; gains 461,600 at 15 %, 438,400 at
    // 20 % = 156,920. Minimum: income 1,000,000, exemption 90,100 - 50 % of 500,000 = 0;
    // 26 % of 100,000 + 156,920 = 182,920
    const tax = on(2026, facts("SINGLE", { wages: 100000, longTermGain: 900000 }));
    expect(tax.alternativeMinimum.income.toNumber()).toBe(1000000);
    expect(tax.alternativeMinimum.exemption.toNumber()).toBe(0);
    expect(tax.alternativeMinimum.tentativeTax.toNumber()).toBe(182920);
    expect(tax.alternativeMinimum.tax.toNumber()).toBe(12830);
    // 3.8 % of 800,000 beside it
    expect(tax.totalTax.toNumber()).toBe(13170 + 156920 + 12830 + 30400);
  });

  it("takes 26,767.50 of a separate return of 2025 (Form 6251, worked line by line)", () => {
    // 1,059,250 + 15,750 = 1,075,000, and 25 % of what is over 900,350: line 4 is 1,118,662.50;
    // no exemption; 28 % of 193,662.50 - 2,391 = 51,834.50; 15 % of 165,750 and 20 % of 759,250:
    // 228,547; regular 25,067 + 176,712.50
    const tax = on(
      2025,
      facts("MARRIED_FILING_SEPARATELY", {
        wages: 150000,
        ordinaryDividends: 25000,
        qualifiedDividends: 25000,
        longTermGain: 900000,
      }),
    );
    expect(tax.ordinaryTax.toNumber()).toBe(25067);
    expect(tax.capitalGainsTax.toNumber()).toBe(176712.5);
    expect(tax.alternativeMinimum.income.toNumber()).toBe(1118662.5);
    expect(tax.alternativeMinimum.tentativeTax.toNumber()).toBe(228547);
    expect(tax.alternativeMinimum.tax.toNumber()).toBe(26767.5);
  });

  it.each([
    [500000, 90100],
    [600000, 40100],
    [680200, 0],
  ])("shrinks the exemption of 2026 by half of the excess: at %d it is %d", (wages, exemption) => {
    expect(on(2026, facts("SINGLE", { wages })).alternativeMinimum.exemption.toNumber()).toBe(
      exemption,
    );
  });

  it("adds state taxes back, and 28 % begins at 239,100 of 2025", () => {
    // wages 400,000, taxes 40,000, mortgage interest 10,000: taxable 350,000, income 390,000,
    // less 88,100 = 301,900: 26 % of it + 2 % of 62,800 = 79,750
    const of = facts(
      "SINGLE",
      { wages: 400000 },
      {
        itemized: {
          ...facts("SINGLE").itemized,
          stateAndLocalTaxes: new Decimal(50000),
          mortgageInterest: new Decimal(10000),
        },
      },
    );
    const { alternativeMinimum, taxableIncome } = on(2025, of);
    expect(taxableIncome.toNumber()).toBe(350000);
    expect(alternativeMinimum.income.toNumber()).toBe(390000);
    expect(alternativeMinimum.tentativeTax.toNumber()).toBe(79750);
    expect(alternativeMinimum.tax.toNumber()).toBe(0); // the regular tax is 57,231 + 35 % of 99,475 = 92,047.25
  });

  it("adds interest of private activity bonds and the senior deduction", () => {
    const aged = filer({ pensions: 60000 }, { isAged: true });
    const of = facts("SINGLE", { privateActivityBondInterest: 7000 }, { filers: [aged] });
    expect(on(2025, of).alternativeMinimum.income.toNumber()).toBe(67000);
  });

  it("does not know the limit on itemised deductions in the top bracket", () => {
    // 2026: wages 1,000,000, other itemised 74,000; 4,000 is lost for the regular tax only
    const tax = on(2026, facts("SINGLE", { wages: 1000000, itemizedDeductions: 74000 }));
    expect(tax.taxableIncome.toNumber()).toBe(930000);
    expect(tax.alternativeMinimum.income.toNumber()).toBe(926000);
  });

  it("takes the deduction that costs less when the minimum tax bites", () => {
    // 2026: gifts of 15,000 are less than the standard deduction, but the minimum tax leaves them
    const giving = (charityCash: number) =>
      on(
        2026,
        facts(
          "SINGLE",
          { wages: 100000, longTermGain: 900000 },
          {
            itemized: { ...facts("SINGLE").itemized, charityCash: new Decimal(charityCash) },
          },
        ),
      );
    expect(giving(15000).deduction.kind).toBe("ITEMIZED");
    expect(giving(15000).totalTax.lt(giving(0).totalTax)).toBe(true);
  });
});
