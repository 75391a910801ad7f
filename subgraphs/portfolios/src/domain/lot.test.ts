import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import { type Lot, addUnits, disposeFifo, divideLot, inFifoOrder, returnCapital } from "./lot.js";

/** `2024-01-01 10 @ 100`: bought on, units, whole cost. */
function lots(...words: readonly string[]): Lot[] {
  return words.map((text, index) => {
    const [on = "", units = "", , cost = ""] = text.split(" ");
    return {
      key: `lot ${index}`,
      accountId: "broker",
      instrumentId: "VTI",
      purchaseId: `lot ${index}`,
      purchasedOn: date(on),
      acquiredOn: date(on),
      sequence: index,
      units: new Decimal(units),
      cost: new Decimal(cost),
      disallowedLoss: new Decimal(0),
      currency: "USD",
      isCostKnown: true,
      isPurchase: true,
      isReplacement: false,
    };
  });
}

const words = (of: readonly Lot[]) =>
  of.map((lot) => `${lot.purchasedOn} ${lot.units.toString()} @ ${lot.cost.toString()}`);

const positions = fc.array(
  fc.record({
    units: fc.integer({ min: 1, max: 10 ** 9 }),
    cost: fc.integer({ min: 0, max: 10 ** 12 }),
  }),
  { minLength: 1, maxLength: 8 },
);
const lotsOf = (of: readonly { units: number; cost: number }[]) =>
  lots(...of.map(({ units, cost }) => `2024-01-01 ${units / 1000} @ ${cost / 100}`));

describe("disposeFifo", () => {
  it.each([
    {
      sells: "75",
      of: ["2024-01-01 100 @ 1000", "2024-02-01 50 @ 600"],
      takes: ["2024-01-01 75 @ 750"],
      leaves: ["2024-01-01 25 @ 250", "2024-02-01 50 @ 600"],
    },
    {
      sells: "12",
      of: ["2024-01-01 10 @ 100", "2024-03-01 5 @ 60"],
      takes: ["2024-01-01 10 @ 100", "2024-03-01 2 @ 24"],
      leaves: ["2024-03-01 3 @ 36"],
    },
    {
      sells: "15",
      of: ["2024-01-01 10 @ 100", "2024-03-01 5 @ 60"],
      takes: ["2024-01-01 10 @ 100", "2024-03-01 5 @ 60"],
      leaves: [],
    },
  ])("selling $sells units takes the oldest lots first", ({ sells, of, takes, leaves }) => {
    const { taken, open } = disposeFifo(lots(...of), new Decimal(sells));
    expect({ taken: words(taken), open: words(open) }).toEqual({ taken: takes, open: leaves });
  });

  it("refuses to sell more than is held, and says how much is held", () => {
    expect(() => disposeFifo(lots("2024-01-01 10 @ 100"), new Decimal(11))).toThrow(
      expect.objectContaining({
        code: "UNITS_EXCEED_POSITION",
        facts: { unitsHeld: "10", unitsAsked: "11" },
      }),
    );
  });

  it("refuses to sell what was never held", () => {
    expect(() => disposeFifo([], new Decimal(1))).toThrow(
      expect.objectContaining({ facts: { unitsHeld: "0", unitsAsked: "1" } }),
    );
  });

  it("conserves units and cost, whatever is sold in whatever steps, down to 0", () => {
    fc.assert(
      fc.property(
        positions,
        fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 6 }),
        (of, steps) => {
          let open = lotsOf(of);
          const held = sum(open.map((lot) => lot.units));
          const cost = sum(open.map((lot) => lot.cost));
          let soldUnits = new Decimal(0);
          let soldCost = new Decimal(0);
          const sell = (units: Decimal) => {
            const disposed = disposeFifo(open, units);
            open = disposed.open;
            soldUnits = soldUnits.plus(sum(disposed.taken.map((lot) => lot.units)));
            soldCost = soldCost.plus(sum(disposed.taken.map((lot) => lot.cost)));
          };
          for (const step of steps) {
            const units = sum(open.map((lot) => lot.units))
              .times(step)
              .div(1000)
              .toDecimalPlaces(9, Decimal.ROUND_FLOOR);
            if (units.gt(0)) sell(units);
          }
          expect(soldCost.plus(sum(open.map((lot) => lot.cost))).eq(cost)).toBe(true);
          sell(held.minus(soldUnits));
          expect(open).toEqual([]);
          expect(soldCost.eq(cost)).toBe(true);
        },
      ),
    );
  });
});

describe("divideLot", () => {
  it("leaves the remainder of a cost in the rest", () => {
    const [lot] = lots("2024-01-01 3 @ 100");
    const { taken, rest } = divideLot(lot!, new Decimal(1));
    expect(taken.cost.toString()).toBe("33.33333333");
    expect(rest?.cost.toString()).toBe("66.66666667");
  });
});

describe("inFifoOrder", () => {
  it("goes by purchase, not by the holding period that a wash sale moves back", () => {
    const [older, newer] = lots("2024-01-01 1 @ 1", "2024-02-01 1 @ 1");
    const tacked = { ...newer!, acquiredOn: date("2020-01-01") };
    expect([tacked, older!].sort(inFifoOrder)).toEqual([older, tacked]);
  });
});

describe("addUnits", () => {
  it.each([
    { added: "30", of: ["2024-01-01 10 @ 100"], gives: ["2024-01-01 40 @ 100"], why: "4 for 1" },
    {
      added: "-24",
      of: ["2024-01-01 10 @ 100", "2024-02-01 20 @ 60"],
      gives: ["2024-01-01 2 @ 100", "2024-02-01 4 @ 60"],
      why: "1 for 5",
    },
    {
      added: "1.5",
      of: ["2024-01-01 10 @ 100", "2024-02-01 20 @ 60"],
      gives: ["2024-01-01 10.5 @ 100", "2024-02-01 21 @ 60"],
      why: "a stock dividend of 5 %",
    },
  ])("adding $added units ($why) keeps every lot's cost and date", ({ added, of, gives }) => {
    expect(words(addUnits(lots(...of), new Decimal(added)))).toEqual(gives);
  });

  it("gives what adds up, whatever the ratio", () => {
    fc.assert(
      fc.property(positions, fc.integer({ min: -999, max: 10_000 }), (of, perMille) => {
        const before = lotsOf(of);
        const held = sum(before.map((lot) => lot.units));
        const added = held.times(perMille).div(1000).toDecimalPlaces(6, Decimal.ROUND_CEIL);
        const after = addUnits(before, added);
        expect(sum(after.map((lot) => lot.units)).eq(held.plus(added))).toBe(true);
        expect(sum(after.map((l) => l.cost)).eq(sum(before.map((l) => l.cost)))).toBe(true);
        expect(after.every((lot) => lot.units.gt(0))).toBe(true);
      }),
    );
  });

  it("gives the cost of a lot that is rounded to nothing to the largest lot", () => {
    const tiny = lots("2024-01-01 0.000000000000000001 @ 7", "2024-01-02 10 @ 100");
    expect(words(addUnits(tiny, new Decimal(-8)))).toEqual([
      "2024-01-02 2.000000000000000001 @ 107",
    ]);
  });

  it.each([
    { of: [], added: "5", why: "nothing is held" },
    { of: ["2024-01-01 10 @ 100"], added: "-10", why: "nothing would be left" },
  ])("refuses when $why", ({ of, added }) => {
    expect(() => addUnits(lots(...of), new Decimal(added))).toThrow(
      expect.objectContaining({ code: "UNITS_EXCEED_POSITION" }),
    );
  });
});

describe("returnCapital", () => {
  it("lowers cost in proportion to units", () => {
    const { lots: after, excess } = returnCapital(
      lots("2024-01-01 10 @ 100", "2024-02-01 20 @ 60"),
      new Decimal(30),
    );
    expect(words(after)).toEqual(["2024-01-01 10 @ 90", "2024-02-01 20 @ 40"]);
    expect(excess).toEqual([]);
  });

  it("is gain where it exceeds a lot's cost, and leaves that lot with a cost of 0", () => {
    const { lots: after, excess } = returnCapital(
      lots("2024-01-01 10 @ 4", "2024-02-01 10 @ 60"),
      new Decimal(20),
    );
    expect(words(after)).toEqual(["2024-01-01 10 @ 0", "2024-02-01 10 @ 50"]);
    expect(excess.map(({ amount }) => amount.toString())).toEqual(["6"]);
  });
});
