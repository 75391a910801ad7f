import { describe, expect, it } from "@jest/globals";
import { addDays } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import { lot, TODAY } from "./household.fixture.js";
import { type HouseholdLot, type PricedLot, priceLot } from "./householdLot.js";
import { doNotBuyBefore, forecast, replacementPools, wholeLot } from "./washSaleForecast.js";

const priced = (of: HouseholdLot): PricedLot => {
  const found = priceLot(of, TODAY);
  if (!found) throw new Error(`${of.id} cannot be priced`);
  return found;
};

/** Sells whole lots, in this order, out of a household. */
function sell(household: readonly HouseholdLot[], sold: readonly HouseholdLot[]) {
  const sales = forecast(
    replacementPools(household, TODAY),
    sold.map((l) => wholeLot(priced(l))),
  );
  const { shortTerm, longTerm, disallowed, permanent } = sales.totals;
  return {
    shortTerm: shortTerm.toNumber(),
    longTerm: longTerm.toNumber(),
    disallowed: disallowed.toNumber(),
    permanent: permanent.toNumber(),
    replacements: sales.replacements(),
  };
}

const OLD = lot("broker VTI 2024-01-15 100 @ 50 now 30"); // a loss of 2,000

describe("a wash-sale forecast", () => {
  it("has a window of 61 days: bought 30 days before it washes, 31 days before it does not", () => {
    expect(doNotBuyBefore(TODAY)).toBe("2026-12-21");
    const inside = lot("ira VTI 2026-10-21 40 @ 31 now 30");
    const outside = lot("ira VTI 2026-10-20 40 @ 31 now 30");
    expect(sell([OLD, inside], [OLD])).toMatchObject({ longTerm: -1200, disallowed: 800 });
    expect(sell([OLD, outside], [OLD])).toMatchObject({ longTerm: -2000, disallowed: 0 });
  });

  it("adds what it disallows to the replacement's cost, across spouse and joint accounts", () => {
    const bought = lot("spouse VTI 2026-11-02 40 @ 31 now 30");
    const { disallowed, permanent, replacements } = sell([OLD, bought], [OLD]);
    expect([disallowed, permanent]).toEqual([800, 0]);
    expect(replacements).toMatchObject([{ soldLotId: OLD.id, isPermanent: false }]);
    expect(replacements[0]?.addedBasis.toNumber()).toBe(800);
  });

  it.each(["ira", "roth", "plan", "hsa"])(
    "loses for good what a purchase in %s washes",
    (where) => {
      const bought = lot(`${where} VTI 2026-11-02 100 @ 31 now 30`);
      const { disallowed, permanent, replacements } = sell([OLD, bought], [OLD]);
      expect([disallowed, permanent]).toEqual([2000, 2000]);
      expect(replacements[0]?.addedBasis.toNumber()).toBe(0);
    },
  );

  it("counts each replacement unit once for several sales, in order of sale", () => {
    const older = lot("broker VTI 2023-01-15 50 @ 60 now 30"); // a loss of 1,500, 30 a unit
    const bought = lot("broker VTI 2026-11-02 120 @ 30 now 30");
    const { replacements, disallowed } = sell([OLD, older, bought], [older, OLD]);
    expect(replacements.map((r) => [r.soldLotId, r.units.toNumber()])).toEqual([
      [older.id, 50],
      [OLD.id, 70],
    ]);
    expect(disallowed).toBe(1500 + 70 * 20);
  });

  it("takes replacements in order of purchase", () => {
    const later = lot("ira VTI 2026-11-10 60 @ 31 now 30");
    const earlier = lot("broker VTI 2026-11-02 60 @ 31 now 30");
    const { replacements } = sell([OLD, later, earlier], [OLD]);
    expect(replacements.map((r) => [r.replacement.id, r.units.toNumber()])).toEqual([
      [earlier.id, 60],
      [later.id, 40],
    ]);
  });

  it("gives a loss back when the replacement is sold too", () => {
    const bought = lot("broker VTI 2026-11-02 100 @ 31 now 30");
    expect(sell([OLD, bought], [OLD]).disallowed).toBe(2000);
    expect(sell([OLD, bought], [OLD, bought])).toMatchObject({
      disallowed: 0,
      longTerm: -2000,
      shortTerm: -100,
    });
  });

  it("does not count units of the purchase that is sold, one used up, a gift or a child's", () => {
    const first = lot("broker VTI 2026-11-02 10 @ 40 now 30", { id: "a", purchaseId: "p" });
    const rest = lot("broker VTI 2026-11-02 10 @ 40 now 30", { id: "b", purchaseId: "p" });
    expect(sell([first, rest], [first]).disallowed).toBe(0);
    const used = lot("broker VTI 2026-11-02 100 @ 31 now 30", { canReplace: false });
    expect(sell([OLD, used], [OLD]).disallowed).toBe(0);
    const child = lot("child VTI 2026-11-02 100 @ 31 now 30");
    expect(sell([OLD, child], [OLD]).disallowed).toBe(0);
  });

  it("never touches a gain, another security, or property that is no security", () => {
    const gain = lot("broker VTI 2024-01-15 100 @ 10 now 30");
    const bought = lot("broker VTI 2026-11-02 100 @ 31 now 30");
    expect(sell([gain, bought], [gain])).toMatchObject({ longTerm: 2000, disallowed: 0 });
    expect(sell([OLD, lot("broker ITOT 2026-11-02 100 @ 31 now 30")], [OLD]).disallowed).toBe(0);
    const coin = lot("broker BTC 2024-01-15 1 @ 90000 now 80000");
    const more = lot("broker BTC 2026-11-02 1 @ 81000 now 80000");
    expect(sell([coin, more], [coin])).toMatchObject({ longTerm: -10000, disallowed: 0 });
  });
});

/** A household of whole units and whole dollars in one security, and which lots it sells. */
const histories = fc.array(
  fc.record({
    account: fc.constantFrom("broker", "joint", "spouse", "ira", "roth", "child"),
    daysAgo: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 41, max: 900 })),
    units: fc.integer({ min: 1, max: 9 }),
    cost: fc.integer({ min: 1, max: 60 }),
    purchase: fc.integer({ min: 0, max: 8 }),
    isSold: fc.boolean(),
    canReplace: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);

const PRICE = 30;

/** The rule share by share, as a person with paper and pencil would follow it. */
function byHand(household: readonly HouseholdLot[], sold: readonly HouseholdLot[]) {
  const shares = household
    .filter((l) => !sold.includes(l) && l.canReplace && l.account.kind !== "CUSTODIAL")
    .filter((l) => (l.purchasedOn ?? "") >= addDays(TODAY, -30))
    .toSorted((a, b) => ((a.purchasedOn ?? "") < (b.purchasedOn ?? "") ? -1 : 1))
    .flatMap((of) => Array.from({ length: of.units.toNumber() }, () => ({ of, isFree: true })));
  let [disallowed, permanent] = [0, 0];
  for (const of of sold) {
    const loss = (of.cost?.toNumber() ?? 0) / of.units.toNumber() - PRICE;
    if (loss <= 0) continue;
    for (let unit = 0; unit < of.units.toNumber(); unit += 1) {
      const share = shares.find((s) => s.isFree && s.of.purchaseId !== of.purchaseId);
      if (!share) continue;
      share.isFree = false;
      disallowed += loss;
      if (share.of.account.taxTreatment !== "TAXABLE") permanent += loss;
    }
  }
  return { disallowed, permanent };
}

describe("the forecast of any household", () => {
  it("is what a share-by-share account finds; disallowed losses are added cost, but for IRAs", () => {
    fc.assert(
      fc.property(histories, (of) => {
        const household = of.map((row, i) =>
          lot(
            `${row.account} X ${addDays(TODAY, -row.daysAgo)} ${row.units} @ ${row.cost} now ${PRICE}`,
            { id: `lot ${i}`, purchaseId: `${row.purchase}`, canReplace: row.canReplace },
          ),
        );
        const sold = household.filter(
          (l, i) =>
            of[i]?.isSold && l.account.taxTreatment === "TAXABLE" && l.account.kind !== "CUSTODIAL",
        );
        const { disallowed, permanent, shortTerm, longTerm, replacements } = sell(household, sold);
        expect({ disallowed, permanent }).toEqual(byHand(household, sold));
        const gains = sum(sold.map((l) => priced(l).gain)).toNumber();
        expect(shortTerm + longTerm).toBe(gains + disallowed);
        const added = sum(replacements.map((r) => r.addedBasis)).toNumber();
        expect(added).toBe(disallowed - permanent);
        expect(replacements.every((r) => !r.isPermanent || r.addedBasis.isZero())).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("rounds parts of a loss to cents that sum to the whole", () => {
    const of = lot("broker X 2024-01-15 3 @ 43.33333333 now 10"); // a loss of 100.00
    const bought = ["2026-11-01", "2026-11-02", "2026-11-03"].map((day) =>
      lot(`broker X ${day} 1 @ 10 now 10`),
    );
    const { replacements } = sell([of, ...bought], [of]);
    expect(replacements.map((r) => r.disallowed.toFixed(2))).toEqual(["33.33", "33.34", "33.33"]);
    expect(sum(replacements.map((r) => r.disallowed)).eq(new Decimal(100))).toBe(true);
  });
});
