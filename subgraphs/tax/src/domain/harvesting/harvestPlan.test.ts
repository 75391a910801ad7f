import { describe, expect, it } from "@jest/globals";
import { addDays } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import fc from "fast-check";
import type { FederalFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { FILING_STATUSES } from "../filingStatus.js";
import { facts } from "../taxFacts.fixture.js";
import { harvestPlanSteps } from "./harvestPlan.js";
import { checkTerms, DEFAULT_TERMS, discountOf, type HarvestTerms } from "./harvestTerms.js";
import { done, lot, taxesOf, TODAY } from "./household.fixture.js";
import type { HouseholdLot } from "./householdLot.js";

// 2026, single: 16,100 of standard deduction leave 83,900, in the 22 % bracket of 50,400 to 105,700
const WAGES = facts("SINGLE", { wages: 100000 });
const NEVER_SOLD = { laterRate: new Decimal(0) };

function plan(
  lots: readonly HouseholdLot[],
  terms: Partial<HarvestTerms> = NEVER_SOLD,
  of: FederalFacts = WAGES,
) {
  const taxes = taxesOf(of, terms.state ?? null);
  return done(
    harvestPlanSteps({ lots, asOf: TODAY, terms: { ...DEFAULT_TERMS, ...terms }, taxes }),
  );
}

const verdicts = (of: ReturnType<typeof plan>) =>
  Object.fromEntries(of.candidates.map((c) => [c.priced.lot.security.symbol, c.verdict]));

describe("a harvest plan", () => {
  it("prices lots together: two losses of 2,000 use the limit of 3,000 once, 660 at 22 %", () => {
    const of = plan([
      lot("broker VTI 2024-01-15 100 @ 50 now 30"),
      lot("spouse BND 2024-01-15 100 @ 60 now 40"),
    ]);
    expect(of.worth.benefit.toNumber()).toBe(660);
    expect(of.worth.carried.toNumber()).toBe(1000);
    const alone = of.candidates.map(({ alone: a }) => a.longTerm.toNumber());
    expect(alone).toEqual([-2000, -2000]);
  });

  it("sells no more than brings something this year: a third loss would only be carried", () => {
    const of = plan([
      lot("broker A 2024-01-15 100 @ 50 now 30"),
      lot("broker B 2024-01-15 100 @ 60 now 40"),
      lot("broker C 2024-01-15 100 @ 70 now 50"),
    ]);
    expect(verdicts(of)).toEqual({ A: "PROPOSED", B: "PROPOSED", C: "NOT_WORTH_IT" });
    expect(of.strategies.map((s) => [s.name, s.lots, s.worth.benefit.toNumber()])).toEqual([
      ["NONE", 0, 0],
      ["HIGHEST_LOSS_RATIO", 2, 660],
      ["SHORT_TERM_FIRST", 2, 660],
      ["LONG_TERM_FIRST", 2, 660],
      ["EVERYTHING", 3, 660],
    ]);
  });

  it("counts the cost of deferral: 15 % on 2,000 more gain in ten years, at 4 % a year", () => {
    const of = plan([lot("broker VTI 2024-01-15 100 @ 50 now 30")], {
      laterRate: new Decimal("0.15"),
    });
    expect(of.worth.benefit.toNumber()).toBe(440);
    expect(of.worth.deferralCost.toNumber()).toBeCloseTo(300 / 1.04 ** 10, 10);
    expect(of.worth.net.toNumber()).toBeCloseTo(440 - 300 / 1.04 ** 10, 10);
  });

  it("sets a carried loss against the replacement's gain: only the 3,000 used now cost later", () => {
    const of = plan([lot("broker VTI 2024-01-15 100 @ 150 now 50")], {
      laterRate: new Decimal("0.15"),
      yearsUntilSale: 0,
    });
    expect(of.worth.carried.toNumber()).toBe(7000);
    expect(of.worth.deferralCost.toNumber()).toBe(3000 * 0.15);
  });

  it("proposes nothing when deferral costs more than it brings", () => {
    const of = plan([lot("broker VTI 2024-01-15 100 @ 50 now 30")], {
      laterRate: new Decimal("0.3"),
      yearsUntilSale: 0,
    });
    expect([of.chosen, verdicts(of)]).toEqual(["NONE", { VTI: "NOT_WORTH_IT" }]);
    expect(of.worth.net.toNumber()).toBe(0);
  });

  it("takes the later rate from the engine: a gain of 2,000 of a single earner of 100,000 is taxed at 15 %", () => {
    const of = plan([lot("broker VTI 2024-01-15 100 @ 50 now 30")], {});
    expect(of.laterRate.toNumber()).toBe(0.15);
  });

  it("takes the later rate of a year without this one's losses and carryovers", () => {
    const of = facts("SINGLE", {
      wages: 100000,
      shortTermGain: -9000,
      longTermLossCarryover: 50000,
    });
    expect(plan([lot("broker VTI 2024-01-15 100 @ 50 now 30")], {}, of).laterRate.toNumber()).toBe(
      0.15,
    );
  });

  it("prefers one sale to three that are worth as much", () => {
    const of = plan([
      ...["A", "B", "C"].map((s) => lot(`broker ${s} 2024-01-15 100 @ 20 now 10`)),
      lot("broker D 2026-05-15 100 @ 100 now 70"),
    ]);
    expect(of.chosen).toBe("SHORT_TERM_FIRST");
    expect(verdicts(of)).toMatchObject({ A: "NOT_WORTH_IT", D: "PROPOSED" });
    expect(of.worth.benefit.toNumber()).toBe(660);
  });

  it("counts a loss that an IRA took for good as lower cost without benefit", () => {
    const bought = lot("ira VTI 2026-11-02 40 @ 31 now 30");
    const of = plan([lot("broker VTI 2024-01-15 100 @ 50 now 30"), bought], {
      laterRate: new Decimal("0.1"),
      yearsUntilSale: 0,
    });
    expect(of.worth.totals.permanent.toNumber()).toBe(800);
    expect(of.worth.benefit.toNumber()).toBe(264);
    expect(of.worth.deferralCost.toNumber()).toBe(200);
    expect(of.sheltered).toBe(1);
  });

  it("adds the state's tax when one is named", () => {
    const lots = [lot("broker VTI 2024-01-15 100 @ 50 now 30")];
    const federal = plan(lots).worth.benefit;
    expect(plan(lots, { ...NEVER_SOLD, state: "PA" }).worth.benefit.eq(federal)).toBe(true); // no deduction of losses against wages
    expect(plan(lots, { ...NEVER_SOLD, state: "CA" }).worth.benefit.gt(federal)).toBe(true);
  });

  it.each([
    ["broker VTI 2024-01-15 10 @ 149.99 now 100", "SMALL_LOSS"], // 499.90
    ["broker VTI 2024-01-15 10 @ 150 now 100", "PROPOSED"], // 500.00
    ["broker VTI 2024-01-15 1 @ 1600 now 999.99", "SMALL_POSITION"],
    ["broker VTI 2024-01-15 1 @ 1600 now 1000", "PROPOSED"],
  ])("holds the thresholds of 500 and 1,000: %s is %s", (text, verdict) => {
    expect(verdicts(plan([lot(text)]))).toEqual({ VTI: verdict });
  });

  it("leaves a lot alone whose loss purchases wash down to less than the threshold", () => {
    const of = plan([
      lot("broker VTI 2024-01-15 100 @ 50 now 30"),
      lot("joint VTI 2026-11-02 80 @ 29 now 30"),
    ]);
    expect(verdicts(of)).toEqual({ VTI: "WASHED" });
    expect(of.candidates[0]?.alone.disallowed.toNumber()).toBe(1600);
  });

  it("looks at taxable accounts only, and says how many lots are sheltered", () => {
    const of = plan([
      lot("ira VTI 2024-01-15 100 @ 50 now 30"),
      lot("roth VTI 2024-01-15 100 @ 50 now 30"),
    ]);
    expect([of.candidates, of.scanned, of.sheltered]).toEqual([[], 2, 2]);
  });

  it.each<[string, HouseholdLot, string]>([
    ["a missing cost", lot("broker A 2024-01-15 9 @ 500 now 30", { cost: null }), "MISSING_COST"],
    [
      "a missing date",
      lot("broker A 2024-01-15 9 @ 500 now 30", { acquiredOn: null }),
      "MISSING_DATE",
    ],
    ["a date to come", lot("broker A 2026-11-21 9 @ 500 now 30"), "DATE_AFTER_TODAY"],
    ["no quote", lot("broker A 2024-01-15 9 @ 500"), "NO_QUOTE"],
    ["a child's account", lot("child A 2024-01-15 9 @ 500 now 30"), "OTHER_TAXPAYER"],
  ])("names a lot with %s and prices the others", (_, faulty, reason) => {
    const of = plan([faulty, lot("broker VTI 2024-01-15 100 @ 50 now 30")]);
    expect([...of.leftOut].map(([why, lots]) => [why, lots.length])).toEqual([[reason, 1]]);
    expect(verdicts(of)).toEqual({ VTI: "PROPOSED" });
  });

  it("gives each sale what it adds: the steps end at the whole", () => {
    const of = plan([
      lot("broker A 2024-01-15 100 @ 50 now 30"),
      lot("broker B 2026-05-15 100 @ 60 now 40"),
    ]);
    expect(of.steps.map((s) => [s.shortTerm.toNumber(), s.longTerm.toNumber()])).toEqual([
      [0, -2000],
      [-2000, -2000],
    ]);
    expect(of.steps.at(-1)).toEqual(of.worth.totals);
  });

  it.each<[string, Partial<HarvestTerms>, string]>([
    ["a negative threshold", { minLoss: new Decimal(-1) }, "minLoss"],
    ["a negative position", { minPosition: new Decimal("-0.01") }, "minPosition"],
    ["a rate above 1", { laterRate: new Decimal("1.01") }, "laterRate"],
    ["half a year", { yearsUntilSale: 0.5 }, "yearsUntilSale"],
    ["61 years", { yearsUntilSale: 61 }, "yearsUntilSale"],
    ["a negative discount", { discountRate: new Decimal("-0.01") }, "discountRate"],
  ])("refuses %s", (_, change, field) => {
    const check = () => checkTerms({ ...DEFAULT_TERMS, ...change });
    expect(check).toThrow(Refusal);
    expect(check).toThrow(expect.objectContaining({ code: "BAD_INPUT", facts: { field } }));
  });

  it("discounts 1 over 10 years at 4 % to 0.6756", () => {
    expect(discountOf(DEFAULT_TERMS).toFixed(4)).toBe("0.6756");
  });
});

const households = fc.record({
  status: fc.constantFrom(...FILING_STATUSES),
  wages: fc.integer({ min: 0, max: 400_000 }),
  interest: fc.integer({ min: 0, max: 20_000 }),
  shortTermGain: fc.integer({ min: -20_000, max: 60_000 }),
  longTermGain: fc.integer({ min: -20_000, max: 200_000 }),
  carryover: fc.integer({ min: 0, max: 8_000 }),
  benefits: fc.integer({ min: 0, max: 30_000 }),
  laterRate: fc.constantFrom(null, 0, 0.15, 0.3),
  lots: fc.array(
    fc.record({
      account: fc.constantFrom("broker", "joint", "spouse", "ira", "roth", "child"),
      symbol: fc.constantFrom("A", "B", "C"),
      daysAgo: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 41, max: 900 })),
      units: fc.integer({ min: 1, max: 400 }),
      cost: fc.integer({ min: 1, max: 90 }),
    }),
    { minLength: 1, maxLength: 60 },
  ),
});

describe("the harvest of any household", () => {
  it("never raises this year's tax, is worth at least every strategy, and washes into added cost", () => {
    fc.assert(
      fc.property(households, (h) => {
        const base = facts(h.status, {
          wages: h.wages,
          interest: h.interest,
          shortTermGain: h.shortTermGain,
          longTermGain: h.longTermGain,
          longTermLossCarryover: h.carryover,
        });
        const of: FederalFacts = {
          ...base,
          filers: base.filers.map((f) => ({
            ...f,
            socialSecurityBenefits: new Decimal(h.benefits),
          })),
        };
        const lots = h.lots.map((row, i) =>
          lot(
            `${row.account} ${row.symbol} ${addDays(TODAY, -row.daysAgo)} ${row.units} @ ${row.cost} now 40`,
            { id: `lot ${i}`, purchaseId: `purchase ${i}` },
          ),
        );
        const laterRate = h.laterRate === null ? null : new Decimal(h.laterRate);
        const result = plan(lots, { laterRate }, of);
        const { totals, benefit, net } = result.worth;
        // replayed through the exact engine, apart from the plan
        const parameters = federalParametersFor(2026);
        const before = federalTax(of, parameters).netTax;
        const after = federalTax(
          {
            ...of,
            shortTermGain: of.shortTermGain.plus(totals.shortTerm),
            longTermGain: of.longTermGain.plus(totals.longTerm),
          },
          parameters,
        ).netTax;
        expect(after.lte(before)).toBe(true);
        expect(before.minus(after).eq(benefit)).toBe(true);
        expect(result.strategies.every(({ worth }) => worth.net.lte(net))).toBe(true);
        const added = result.replacements.reduce((t, r) => t.plus(r.addedBasis), new Decimal(0));
        expect(totals.disallowed.minus(totals.permanent).eq(added)).toBe(true);
        const proposed = result.candidates.filter((c) => c.place !== null);
        const gains = proposed.reduce((t, c) => t.plus(c.priced.gain), new Decimal(0));
        expect(totals.shortTerm.plus(totals.longTerm).eq(gains.plus(totals.disallowed))).toBe(true);
        expect(proposed.every((c) => c.priced.lot.account.taxTreatment === "TAXABLE")).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
