import { describe, expect, it } from "@jest/globals";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import type { FederalFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { FILING_STATUSES } from "../filingStatus.js";
import { facts } from "../taxFacts.fixture.js";
import { gainHarvest } from "./gainHarvest.js";
import { DEFAULT_TERMS, type HarvestTerms } from "./harvestTerms.js";
import { lot, TODAY } from "./household.fixture.js";
import type { HouseholdLot } from "./householdLot.js";

const parameters = federalParametersFor(2026);

function gains(
  facts2026: FederalFacts,
  lots: readonly HouseholdLot[] = [],
  terms: Partial<HarvestTerms> = {},
  notToBuy: readonly string[] = [],
) {
  const state = terms.state ?? null;
  return gainHarvest({
    lots,
    asOf: TODAY,
    terms: { ...DEFAULT_TERMS, ...terms },
    year: { facts: facts2026, parameters, state },
    notToBuy,
  });
}

const END = parameters.gainBreakpoints.value.SINGLE.zeroUpTo.toNumber();
const STANDARD = parameters.standardDeduction.value.SINGLE.toNumber();

describe("a gain harvest", () => {
  it("has room until taxable income leaves the 0 % rate: 49,450 and 16,100 less 40,000 of wages", () => {
    expect([END, STANDARD]).toEqual([49450, 16100]);
    const of = gains(facts("SINGLE", { wages: 40000 }));
    expect(of.bracketRoom.toNumber()).toBe(49450 + 16100 - 40000);
    expect(of).toMatchObject({ limit: "ZERO_RATE_BRACKET", effects: [] });
    expect(of.room.eq(of.bracketRoom)).toBe(true);
  });

  it("counts the part of the deduction that wages leave unused", () => {
    expect(gains(facts("SINGLE", { wages: 10000 })).bracketRoom.toNumber()).toBe(
      49450 + 16100 - 10000,
    );
  });

  it("has none above the 0 % rate", () => {
    const of = gains(facts("SINGLE", { wages: 100000 }), [
      lot("broker A 2020-01-15 100 @ 10 now 20"),
    ]);
    expect([of.bracketRoom.toNumber(), of.room.toNumber(), of.sales.length]).toEqual([0, 0, 0]);
  });

  it("is narrower where a gain makes Social Security taxable, and says what moves", () => {
    const base = facts("SINGLE", { interest: 12000 });
    const retired: FederalFacts = {
      ...base,
      filers: base.filers.map((f) => ({ ...f, socialSecurityBenefits: new Decimal(30000) })),
    };
    const of = gains(retired);
    expect(of.limit).toBe("OTHER_TAX");
    expect(of.room.lt(of.bracketRoom)).toBe(true);
    expect(of.effects.map((e) => e.code)).toEqual(["TAXABLE_SOCIAL_SECURITY", "ORDINARY_TAX"]);
    const without = federalTax(retired, parameters).netTax;
    const cent = (more: string) =>
      federalTax({ ...retired, longTermGain: of.room.plus(more) }, parameters).netTax;
    expect(cent("0").eq(without)).toBe(true);
    expect(cent("0.01").gt(without)).toBe(true);
  });

  it("ends where premium tax credit is lost", () => {
    const covered: FederalFacts = {
      ...facts("SINGLE", { wages: 30000 }),
      marketplace: {
        premiums: new Decimal(9000),
        benchmarkPremiums: new Decimal(9000),
        advancePayments: new Decimal(0),
        region: "CONTIGUOUS",
      },
    };
    const of = gains(covered);
    expect([of.room.toNumber(), of.limit]).toEqual([0, "OTHER_TAX"]);
    expect(of.effects.map((e) => e.code)).toContain("CREDITS");
  });

  it("stops at a Medicare tier of two years later", () => {
    const joint = facts("MARRIED_FILING_JOINTLY", { taxExemptInterest: 180000, wages: 1000 });
    const aged: FederalFacts = {
      ...joint,
      filers: joint.filers.map((f) => ({ ...f, birthDate: date("1955-05-05"), isAged: true })),
    };
    const of = gains(aged);
    expect(of.limit).toBe("MEDICARE");
    // magi is 181,000: the tier of 2028 begins where the figures put it
    expect(of.room.gt(0) && of.room.lt(of.bracketRoom)).toBe(true);
  });

  it("proposes nothing in a year with a net loss, which gains would first use up", () => {
    const of = gains(facts("SINGLE", { wages: 30000, longTermLossCarryover: 9000 }), [
      lot("broker A 2020-01-15 100 @ 10 now 20"),
    ]);
    expect([of.limit, of.room.toNumber(), of.sales]).toEqual(["NET_LOSS", 0, []]);
  });

  it("fills the room with whole lots, the most gain for the least trading first, then a part", () => {
    const of = gains(facts("SINGLE", { wages: 60000 }), [
      lot("broker A 2020-01-15 100 @ 90 now 100"), // 1,000 of gain in 10,000
      lot("broker B 2020-01-15 100 @ 60 now 100"), // 4,000 of gain in 10,000
      lot("broker C 2020-01-15 100 @ 50 now 100"), // 5,000 of gain in 10,000
      lot("broker D 2026-06-15 100 @ 10 now 100"), // short-term
      lot("ira E 2020-01-15 100 @ 10 now 100"), // no tax at all
    ]);
    expect(of.room.toNumber()).toBe(5550);
    expect(of.sales.map((s) => [s.priced.lot.security.symbol, s.units.toNumber()])).toEqual([
      ["C", 100],
      ["B", 13.75],
    ]);
    expect(of.gain.toNumber()).toBe(5550);
    expect(of.tax.toNumber()).toBe(0);
    expect(of.laterTaxAvoided.toNumber()).toBeCloseTo((5550 * 0.15) / 1.04 ** 10, 8);
    expect(of.longFrom).toBe("2027-11-21");
  });

  it("leaves alone what could not be bought back without washing a loss of lately", () => {
    const lots = [
      lot("broker GOOG 2020-01-15 100 @ 50 now 100"),
      lot("broker C 2020-01-15 100 @ 60 now 100"),
    ];
    const of = gains(facts("SINGLE", { wages: 60000 }), lots, {}, ["GOOGL"]);
    expect(of.sales.map((s) => s.priced.lot.security.symbol)).toEqual(["C"]);
  });

  it("prices the state's tax on gains that cost no federal tax", () => {
    const lots = [lot("broker C 2020-01-15 100 @ 50 now 100")];
    const of = gains(facts("SINGLE", { wages: 60000 }), lots, { state: "PA" });
    expect(of.tax.toNumber()).toBe(5000 * 0.0307);
  });
});

describe("the gains of any household", () => {
  it("cost no federal tax, and fit into the room", () => {
    const households = fc.record({
      status: fc.constantFrom(...FILING_STATUSES),
      wages: fc.integer({ min: 0, max: 90_000 }),
      dividends: fc.integer({ min: 0, max: 30_000 }),
      benefits: fc.integer({ min: 0, max: 40_000 }),
      shortTermGain: fc.integer({ min: -3_000, max: 3_000 }),
      lots: fc.array(
        fc.record({
          daysAgo: fc.integer({ min: 1, max: 2_000 }),
          units: fc.integer({ min: 1, max: 400 }),
          cost: fc.integer({ min: 1, max: 120 }),
        }),
        { maxLength: 20 },
      ),
    });
    fc.assert(
      fc.property(households, (h) => {
        const base = facts(h.status, {
          wages: h.wages,
          ordinaryDividends: h.dividends,
          qualifiedDividends: h.dividends,
          shortTermGain: h.shortTermGain,
        });
        const of: FederalFacts = {
          ...base,
          filers: base.filers.map((f) => ({
            ...f,
            socialSecurityBenefits: new Decimal(h.benefits),
          })),
        };
        const lots = h.lots.map((row, i) =>
          lot(`broker X ${addDays(TODAY, -row.daysAgo)} ${row.units} @ ${row.cost} now 100`, {
            id: `lot ${i}`,
          }),
        );
        const result = gains(of, lots);
        expect(result.gain.lte(result.room)).toBe(true);
        expect(result.room.lte(result.bracketRoom)).toBe(true);
        const more = { ...of, longTermGain: of.longTermGain.plus(result.gain) };
        const after = federalTax(more, parameters);
        expect(after.netTax.lte(federalTax(of, parameters).netTax)).toBe(true);
        expect(result.sales.every((s) => s.gain.gt(0) && s.priced.term === "LONG")).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
