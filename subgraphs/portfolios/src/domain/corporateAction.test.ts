import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { HOUSEHOLD, history, inWords } from "./ledgerNotation.js";
import { replayHousehold } from "./replay.js";
import type { ReceivedSecurity } from "./transaction.js";

/** The history whose corporate actions give `received`. */
function replay(received: Partial<ReceivedSecurity>, ...lines: readonly string[]) {
  const terms = {
    received: {
      instrumentId: "NEW",
      symbol: "NEW",
      assetClass: null,
      units: null,
      basisShare: null,
      price: null,
      ...received,
    },
  };
  const actions = new Set(["SPIN_OFF", "MERGER", "SYMBOL_CHANGE"]);
  const transactions = history(...lines).map((t) => (actions.has(t.kind) ? { ...t, terms } : t));
  const { lots, realized } = replayHousehold(HOUSEHOLD, transactions);
  return {
    lots: lots.map(inWords).sort(),
    gains: realized.map(
      (r) => `${r.source} ${r.proceeds.toString()} ${r.gain.toString()} ${r.term}`,
    ),
  };
}

const BOUGHT = ["2020-01-02 broker BUY 100 OLD @ 8000", "2024-01-02 broker BUY 50 OLD @ 2000"];

describe("a spin-off", () => {
  it("shares the cost of each lot by relative market value, and keeps its dates", () => {
    // 1 for 2; the new share opened at 15 % of the two together
    const { lots, gains } = replay(
      { units: new Decimal(75), basisShare: new Decimal("0.15") },
      ...BOUGHT,
      "2024-03-01 broker SPIN_OFF OLD",
    );
    expect(lots).toEqual([
      "2020-01-02 broker 100 OLD @ 6800",
      "2020-01-02 broker 50 NEW @ 1200",
      "2024-01-02 broker 25 NEW @ 300",
      "2024-01-02 broker 50 OLD @ 1700",
    ]);
    expect(gains).toEqual([]);
  });

  it("gives long-term gain on shares whose parent was held for more than a year, and cash for a fraction", () => {
    const { gains, lots } = replay(
      { units: new Decimal("33.5"), basisShare: new Decimal("0.1") },
      "2020-01-02 broker BUY 67 OLD @ 6700",
      "2024-03-01 broker SPIN_OFF OLD",
      "2024-03-04 broker CASH_IN_LIEU 0.5 NEW @ 12",
    );
    expect(gains).toEqual(["CASH_IN_LIEU 12 2 LONG"]);
    expect(lots).toEqual(["2020-01-02 broker 33 NEW @ 660", "2020-01-02 broker 67 OLD @ 6030"]);
  });
});

describe("a merger", () => {
  it("for shares alone carries cost and holding period over", () => {
    const { lots, gains } = replay(
      { units: new Decimal(75) },
      ...BOUGHT,
      "2024-03-01 broker MERGER OLD @ 0",
    );
    expect(lots).toEqual(["2020-01-02 broker 50 NEW @ 8000", "2024-01-02 broker 25 NEW @ 2000"]);
    expect(gains).toEqual([]);
  });

  it("with cash taxes each lot's gain up to the cash, and no loss", () => {
    // each old share gives half a new one worth 100 and 10 in cash: 60 a share
    const { lots, gains } = replay(
      { units: new Decimal(75), price: new Decimal(100) },
      ...BOUGHT,
      "2024-03-01 broker MERGER OLD @ 1500",
    );
    // lot 1 cost 80: a loss of 20 that is not recognised; cost goes down by the cash, to 7000.
    // lot 2 cost 40: a gain of 20, taxed up to the 10 of cash; cost 2000 - 500 + 500
    expect(gains).toEqual(["MERGER 500 500 SHORT"]);
    expect(lots).toEqual(["2020-01-02 broker 50 NEW @ 7000", "2024-01-02 broker 25 NEW @ 2000"]);
  });

  it("taxes no more than the gain when it is less than the cash", () => {
    const { lots, gains } = replay(
      { units: new Decimal(10), price: new Decimal(100) },
      "2020-01-02 broker BUY 10 OLD @ 1100",
      "2024-03-01 broker MERGER OLD @ 300",
    );
    expect(gains).toEqual(["MERGER 300 200 LONG"]);
    expect(lots).toEqual(["2020-01-02 broker 10 NEW @ 1000"]);
  });
});

describe("a change of symbol", () => {
  it("changes the name and nothing else", () => {
    const { lots } = replay({}, ...BOUGHT, "2024-03-01 broker SYMBOL_CHANGE OLD");
    expect(lots).toEqual(["2020-01-02 broker 100 NEW @ 8000", "2024-01-02 broker 50 NEW @ 2000"]);
  });

  it("does not end the 30 days in which a purchase washes a sale", () => {
    const { lots, gains } = replay(
      {},
      "2024-01-02 broker BUY 20 OLD @ 200",
      "2024-02-20 broker SELL 10 OLD @ 60",
      "2024-03-01 broker SYMBOL_CHANGE OLD",
      "2024-03-05 broker BUY 10 NEW @ 70",
    );
    expect(gains).toEqual(["SALE 60 -40 SHORT"]);
    expect(lots).toEqual([
      "2024-01-02 broker 10 NEW @ 100",
      "2024-03-05 broker 10 NEW @ 110 since 2024-01-16",
    ]);
  });
});

describe("a corporate action on what is not held", () => {
  it.each(["SPIN_OFF", "MERGER", "SYMBOL_CHANGE"])("is refused: %s", (kind) => {
    expect(() => replay({ units: new Decimal(1) }, `2024-03-01 broker ${kind} OLD`)).toThrow(
      expect.objectContaining({ code: "UNITS_EXCEED_POSITION" }),
    );
  });
});
