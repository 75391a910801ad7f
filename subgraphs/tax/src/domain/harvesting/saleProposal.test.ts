import { describe, expect, it } from "@jest/globals";
import { addDays } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import type { FederalFacts } from "../federalFacts.js";
import { FILING_STATUSES } from "../filingStatus.js";
import { facts } from "../taxFacts.fixture.js";
import { lot, taxesOf, TODAY } from "./household.fixture.js";
import type { HouseholdLot } from "./householdLot.js";
import { type LotMethod, saleProposal, type Wanted } from "./saleProposal.js";

const WAGES = facts("SINGLE", { wages: 100000 }); // 22 % on ordinary income, 15 % on long-term gains

function propose(
  lots: readonly HouseholdLot[],
  wanted: Wanted,
  of: FederalFacts = WAGES,
  household: readonly HouseholdLot[] = lots,
) {
  return saleProposal({ lots, household, asOf: TODAY, wanted, taxes: taxesOf(of) });
}

const units = (n: number | string): Wanted => ({ units: new Decimal(n) });

const taxes = (of: ReturnType<typeof propose>): Record<LotMethod, number> =>
  // one choice for each method
  Object.fromEntries(of.choices.map(({ method, tax }) => [method, tax.toNumber()])) as Record<
    LotMethod,
    number
  >;

const LOTS = [
  lot("broker VTI 2020-03-16 100 @ 40 now 100"), // long, 60 a unit
  lot("broker VTI 2023-03-16 100 @ 70 now 100"), // long, 30 a unit
  lot("broker VTI 2026-03-16 100 @ 80 now 100"), // short, 20 a unit
];

describe("a sale proposal", () => {
  it("takes a short-term gain of 20 at 22 % before a long-term one of 30 at 15 %", () => {
    // 100 units: 20 x 22 % = 4.40 short against 30 x 15 % = 4.50 long against 60 x 15 % = 9 a unit
    const of = propose(LOTS, units(100));
    expect(taxes(of)).toEqual({ MINIMUM_TAX: 440, FIFO: 900, LIFO: 440, HIFO: 440 });
  });

  it("leaves the short-term lot alone where its rate is higher than HIFO knows", () => {
    const lots = [
      lot("broker VTI 2020-03-16 100 @ 40 now 100"), // 9.00 a unit
      lot("broker VTI 2023-03-16 100 @ 75 now 100"), // 25 x 15 % = 3.75 a unit
      lot("broker VTI 2026-03-16 100 @ 80 now 100"), // 20 x 22 % = 4.40 a unit
    ];
    const of = propose(lots, units(100));
    expect(taxes(of)).toEqual({ MINIMUM_TAX: 375, FIFO: 900, LIFO: 440, HIFO: 440 });
    expect(of.best.sales.map((s) => s.priced.lot.id)).toEqual(["broker VTI 2023-03-16"]);
  });

  it("takes losses of one lot with gains of another to the best of both", () => {
    const lots = [
      lot("broker VTI 2020-03-16 50 @ 40 now 100"),
      lot("broker VTI 2024-03-18 50 @ 160 now 100"), // long, a loss of 3,000 in all
    ];
    const of = propose(lots, units(50));
    expect(taxes(of)).toEqual({ MINIMUM_TAX: -660, FIFO: 450, LIFO: -660, HIFO: -660 });
  });

  it("splits a lot, its cost in proportion, and sells exactly what is asked", () => {
    const of = propose(LOTS, units(150));
    expect(sum(of.best.sales.map((s) => s.units)).toNumber()).toBe(150);
    expect(of.proceeds.toNumber()).toBe(15000);
    // 100 short at 20, 50 long at 30
    expect(of.best.totals.shortTerm.toNumber()).toBe(2000);
    expect(of.best.totals.longTerm.toNumber()).toBe(1500);
  });

  it("turns an amount into the units that it buys, rounded down", () => {
    const of = propose(LOTS, { amountUsd: new Decimal("1000.00009") });
    expect(of.units.toNumber()).toBe(10);
    expect(of.proceeds.toNumber()).toBe(1000);
  });

  it("knows that a purchase in an IRA washes the loss, and then sells something else", () => {
    const lots = [
      lot("broker VTI 2024-03-18 50 @ 110 now 100"), // a loss of 10 a unit
      lot("broker VTI 2023-03-16 50 @ 99 now 100"), // a gain of 1 a unit
    ];
    const bought = lot("ira VTI 2026-11-02 50 @ 100 now 100");
    expect(propose(lots, units(50)).best.tax.toNumber()).toBe(-110);
    const of = propose(lots, units(50), WAGES, [...lots, bought]);
    // washed for good: no tax either way but for 50 x 1 x 15 %
    expect(of.best.totals.permanent.toNumber()).toBe(500);
    expect(taxes(of)).toEqual({ MINIMUM_TAX: 0, FIFO: 7.5, LIFO: 0, HIFO: 0 });
  });

  it("keeps a loss for later rather than lose it for good, where the tax is the same", () => {
    const lots = [
      lot("broker VTI 2024-03-18 50 @ 110 now 100"), // a loss that the IRA would wash
      lot("broker VTI 2023-03-16 50 @ 99 now 100"), // a gain, at 0 %
    ];
    const bought = lot("ira VTI 2026-11-02 50 @ 100 now 100");
    const of = propose(lots, units(50), facts("SINGLE", { wages: 30000 }), [...lots, bought]);
    expect(taxes(of)).toEqual({ MINIMUM_TAX: 0, FIFO: 0, LIFO: 0, HIFO: 0 });
    expect(of.best.totals.permanent.toNumber()).toBe(0);
  });

  it.each<[string, readonly HouseholdLot[], Wanted, string]>([
    ["more than is held", LOTS, units("300.000001"), "UNITS_EXCEED_POSITION"],
    ["nothing", LOTS, units(0), "BAD_INPUT"],
    ["a negative number of units", LOTS, units(-1), "BAD_INPUT"],
    ["an amount that buys nothing", LOTS, { amountUsd: new Decimal("0.00001") }, "BAD_INPUT"],
    [
      "a lot without cost",
      [lot("broker VTI 2020-03-16 1 @ 1 now 1", { cost: null })],
      units(1),
      "LOT_COST_UNKNOWN",
    ],
    [
      "a lot without date",
      [lot("broker VTI 2020-03-16 1 @ 1 now 1", { acquiredOn: null })],
      units(1),
      "LOT_DATE_UNKNOWN",
    ],
    ["a lot of tomorrow", [lot("broker VTI 2026-11-21 1 @ 1 now 1")], units(1), "LOT_DATE_UNKNOWN"],
    ["no quote", [lot("broker VTI 2020-03-16 1 @ 1")], units(1), "NO_QUOTE"],
    ["a child's account", [lot("child VTI 2020-03-16 1 @ 1 now 1")], units(1), "BAD_INPUT"],
  ])("refuses %s", (_, lots, wanted, code) => {
    expect(() => propose(lots, wanted)).toThrow(expect.objectContaining({ code }));
  });
});

const cases = fc.record({
  status: fc.constantFrom(...FILING_STATUSES),
  wages: fc.integer({ min: 0, max: 500_000 }),
  shortTermGain: fc.integer({ min: -20_000, max: 60_000 }),
  longTermGain: fc.integer({ min: -20_000, max: 200_000 }),
  share: fc.integer({ min: 1, max: 100 }),
  lots: fc.array(
    fc.record({
      account: fc.constantFrom("broker", "joint", "spouse"),
      daysAgo: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 41, max: 900 })),
      units: fc.integer({ min: 1, max: 400 }),
      cost: fc.integer({ min: 1, max: 200 }),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

describe("the proposal for any sale", () => {
  it("never costs more tax than FIFO, LIFO or HIFO, and sells what is asked", () => {
    fc.assert(
      fc.property(cases, (of) => {
        const lots = of.lots.map((row, i) =>
          lot(
            `${row.account} X ${addDays(TODAY, -row.daysAgo)} ${row.units} @ ${row.cost} now 100`,
            { id: `lot ${i}`, purchaseId: `purchase ${i}` },
          ),
        );
        const asked = sum(lots.map((l) => l.units))
          .times(of.share)
          .div(100);
        const household = facts(of.status, {
          wages: of.wages,
          shortTermGain: of.shortTermGain,
          longTermGain: of.longTermGain,
        });
        const result = propose(lots, { units: asked }, household);
        expect(result.choices.every(({ tax }) => result.best.tax.lte(tax))).toBe(true);
        for (const { sales } of result.choices) {
          expect(sum(sales.map((s) => s.units)).eq(asked)).toBe(true);
          expect(new Set(sales.map((s) => s.priced.lot.id)).size).toBe(sales.length);
          expect(sales.every((s) => s.units.lte(s.priced.lot.units))).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("finds the least of all subsets of whole lots of one size", () => {
    const equal = fc.record({
      wages: fc.integer({ min: 20_000, max: 500_000 }),
      take: fc.integer({ min: 1, max: 4 }),
      lots: fc.array(
        fc.record({
          daysAgo: fc.integer({ min: 31, max: 900 }),
          cost: fc.integer({ min: 20, max: 180 }),
        }),
        { minLength: 4, maxLength: 7 },
      ),
    });
    let [found, tried] = [0, 0];
    fc.assert(
      fc.property(equal, (of) => {
        const lots = of.lots.map((row, i) =>
          lot(`broker X ${addDays(TODAY, -row.daysAgo)} 100 @ ${row.cost} now 100`, { id: `${i}` }),
        );
        const household = facts("SINGLE", { wages: of.wages });
        const { best } = propose(lots, units(100 * of.take), household);
        const engine = taxesOf(household);
        let least = best.tax;
        for (let set = 0; set < 2 ** lots.length; set += 1) {
          const chosen = best.sales.length === 0 ? [] : lots.filter((_, i) => (set >> i) % 2 === 1);
          if (chosen.length !== of.take) continue;
          const { best: only } = propose(chosen, units(100 * of.take), household);
          const { tax } = engine.with(only.totals);
          if (tax.minus(engine.before.tax).lt(least)) least = tax.minus(engine.before.tax);
        }
        tried += 1;
        if (least.eq(best.tax)) found += 1;
        // what is missed is small: never more than 2 % of the proceeds
        expect(best.tax.minus(least).toNumber()).toBeLessThan(100 * of.take * 100 * 0.02);
      }),
      { numRuns: 60 },
    );
    console.log(`least tax of all subsets found in ${found} of ${tried} sales`);
    expect(found / tried).toBeGreaterThan(0.9);
  });
});
