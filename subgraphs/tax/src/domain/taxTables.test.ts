import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import type { FilingStatus } from "./filingStatus.js";
import { facts, filer } from "./taxFacts.fixture.js";
import { taxBy } from "./taxSchedule.js";
import { federalTable, tableFigures } from "./taxTables.js";

const key = (filingStatus: FilingStatus, agedPersons = 0, year = 2026) => ({
  year,
  filingStatus,
  agedPersons,
  state: null,
});

describe("federalTable", () => {
  it("prices 60,000 of pension of a single filer in 2026 by the published schedule", () => {
    // 60,000 - 16,100 = 43,900: 1,240 + 12 % of 31,500
    const tax = taxBy(federalTable(key("SINGLE"), "PENSION"), new Decimal(60000));
    expect(tax.toNumber()).toBeCloseTo(5020, 1);
  });

  it("prices gains on top of ordinary income as F(O) + H(O + G) - H(O)", () => {
    for (const status of ["SINGLE", "MARRIED_FILING_JOINTLY"] as const) {
      const ordinary = federalTable(key(status), "PENSION");
      const gains = federalTable(key(status), "LONG_TERM_GAIN");
      const at = (table: typeof gains, x: number) => taxBy(table, new Decimal(x)).toNumber();
      const dollars = fc.integer({ min: 0, max: 300000 });
      fc.assert(
        fc.property(dollars, dollars, (o, g) => {
          const filers =
            status === "SINGLE" ? [filer({ pensions: o })] : [filer({ pensions: o }), filer()];
          const exact = federalTax(
            facts(status, { longTermGain: g }, { filers }),
            federalParametersFor(2026),
          );
          const want = exact.netTax.minus(exact.netInvestmentIncomeTax).toNumber();
          const have = at(ordinary, o) + at(gains, o + g) - at(gains, o);
          expect(Math.abs(have - want)).toBeLessThan(6);
        }),
        { numRuns: 150 },
      );
    }
  });

  it("grants the higher deduction of 65 and over, without the senior deduction after 2028", () => {
    const tax = (aged: number, year: number) =>
      taxBy(federalTable(key("SINGLE", aged, year), "PENSION"), new Decimal(60000)).toNumber();
    // 2026: 2,050 and 6,000 at 12 %
    expect(tax(0, 2026) - tax(1, 2026)).toBeCloseTo(0.12 * 8050, 0);
    // 2029: 2,050 grown by 2.5 % a year, down to 25: 2,200
    expect(tax(0, 2029) - tax(1, 2029)).toBeCloseTo(0.12 * 2200, 0);
  });
});

describe("tableFigures", () => {
  it("has the thresholds of the statute and says how far it projects", () => {
    const figures = tableFigures(key("MARRIED_FILING_JOINTLY", 0, 2029));
    expect(figures.indexation.toNumber()).toBeCloseTo(1.025 ** 3, 9);
    expect(figures.thresholds.socialSecurityBase.toNumber()).toBe(32000);
    expect(figures.thresholds.netInvestmentIncomeOver.toNumber()).toBe(250000);
    expect(figures.parameters.status).not.toBe("OFFICIAL");
    expect(tableFigures(key("SINGLE")).indexation.toNumber()).toBe(1);
  });

  it("refuses more aged persons than filers", () => {
    expect(() => tableFigures(key("SINGLE", 2))).toThrow("as many persons");
  });
});
