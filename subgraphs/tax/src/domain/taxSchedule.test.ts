import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "./federalFacts.js";
import { federalParametersFor } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { INCOME_KINDS, type IncomeKind, withMore } from "./incomeKind.js";
import { facts, filer } from "./taxFacts.fixture.js";
import { SCHEDULE_RANGE, taxBy, taxSchedule } from "./taxSchedule.js";

const exactTax = (of: FederalFacts, year: number, kind: IncomeKind, more: number) => {
  const parameters = federalParametersFor(year);
  const after = federalTax(withMore(of, kind, new Decimal(more)), parameters).netTax;
  return after.minus(federalTax(of, parameters).netTax);
};

describe("taxSchedule", () => {
  it("finds the brackets of a pension: deduction, six edges, and nothing else", () => {
    // single 2026: 16,100 + 0, 12,400, 50,400, 105,700, 201,775, 256,225, 640,600; the minimum tax
    // exemption fades but the regular tax stays above it
    const schedule = taxSchedule(facts("SINGLE"), federalParametersFor(2026), "PENSION");
    const edges = [16100, 28500, 66500, 121800, 217875, 272325, 656700];
    expect(schedule.incomes.map((x) => x.toNumber())).toEqual([0, ...edges, 1000000]);
    expect(schedule.maxError.toNumber()).toBeLessThanOrEqual(0.02);
  });

  it("finds the Social Security hump of a retired filer", () => {
    const retired = facts(
      "SINGLE",
      {},
      { filers: [filer({ socialSecurityBenefits: 40000 }, { isAged: true })] },
    );
    const schedule = taxSchedule(retired, federalParametersFor(2024), "PENSION", {
      upTo: 100000,
      tolerance: 1,
    });
    for (const more of [13000, 22000, 31000, 40000, 52000, 77000]) {
      const off = taxBy(schedule, new Decimal(more)).minus(
        exactTax(retired, 2024, "PENSION", more),
      );
      expect(off.abs().lte(schedule.maxError)).toBe(true);
    }
    const slopes = schedule.taxes.map((tax, i) =>
      tax
        .minus(schedule.taxes[i - 1] ?? 0)
        .div(schedule.incomes[i]?.minus(schedule.incomes[i - 1] ?? -1) ?? 1)
        .toNumber(),
    );
    expect(Math.max(...slopes)).toBeCloseTo(0.22 * 1.85, 3); // 40.7 % in the 22 % bracket
  });

  it("shows the cliff of the premium tax credit as two points a dollar apart", () => {
    const covered = facts(
      "SINGLE",
      {},
      {
        marketplace: {
          premiums: new Decimal(9000),
          benchmarkPremiums: new Decimal(9000),
          advancePayments: new Decimal(0),
          region: "CONTIGUOUS",
        },
      },
    );
    const schedule = taxSchedule(covered, federalParametersFor(2026), "ROTH_CONVERSION", {
      upTo: 100000,
      tolerance: 2,
    });
    const at = schedule.incomes.findIndex((x) => x.eq(62600)); // 400 % of 15,650
    expect(schedule.incomes[at + 1]?.toNumber()).toBe(62601);
    const jump = schedule.taxes[at + 1]?.minus(schedule.taxes[at] ?? 0).toNumber();
    expect(jump).toBeCloseTo(9000 - 62600 * 0.0996 + 0.12, 1);
  });

  it("keeps the steps of the child tax credit within the tolerance", () => {
    const family = facts(
      "MARRIED_FILING_JOINTLY",
      { wages: 390000 },
      { dependents: [{ ageYears: 5, isQualifyingChild: true }] },
    );
    const schedule = taxSchedule(family, federalParametersFor(2025), "WAGES", {
      upTo: 60000,
      tolerance: 2,
    });
    for (let more = 9500; more < 16000; more += 137) {
      const off = taxBy(schedule, new Decimal(more)).minus(exactTax(family, 2025, "WAGES", more));
      expect(off.abs().lte(schedule.maxError)).toBe(true);
    }
  });

  it("states an error that incomes it has not seen keep", () => {
    const dollars = fc.integer({ min: 0, max: SCHEDULE_RANGE.upTo });
    const aged = filer({ pensions: 20000, socialSecurityBenefits: 20000 }, { isAged: true });
    const household = facts(
      "MARRIED_FILING_JOINTLY",
      { interest: 4000, ordinaryDividends: 9000, qualifiedDividends: 9000, longTermGain: 5000 },
      { filers: [aged, filer({ wages: 40000 })] },
    );
    for (const kind of INCOME_KINDS) {
      const schedule = taxSchedule(household, federalParametersFor(2026), kind);
      expect(schedule.maxError.toNumber()).toBeLessThanOrEqual(SCHEDULE_RANGE.tolerance + 0.01);
      fc.assert(
        fc.property(dollars, (more) => {
          const off = taxBy(schedule, new Decimal(more)).minus(
            exactTax(household, 2026, kind, more),
          );
          expect(off.abs().lte(schedule.maxError)).toBe(true);
        }),
        { numRuns: 100 },
      );
    }
  });

  it("refuses a range that is none", () => {
    const run = (upTo: number) => () =>
      taxSchedule(facts("SINGLE"), federalParametersFor(2026), "WAGES", { upTo, tolerance: 1 });
    expect(run(0)).toThrow("a schedule has a range");
    expect(run(10.5)).toThrow("a schedule has a range");
  });
});
