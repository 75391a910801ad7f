import { describe, expect, it } from "@jest/globals";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { positionsOf } from "./position.js";
import { HOUSEHOLD, history, inWords } from "./ledgerNotation.js";
import { replayHousehold, tryReplayHousehold } from "./replay.js";

const replay = (...lines: readonly string[]) => replayHousehold(HOUSEHOLD, history(...lines));
const lotsOf = (...lines: readonly string[]) => replay(...lines).lots.map(inWords);
const gainsOf = (...lines: readonly string[]) =>
  replay(...lines).realized.map((r) => `${r.source} ${r.gain.toString()} ${r.term}`);

describe("replayHousehold", () => {
  it("realizes 375 on 75 of 100 @ 10 and 50 @ 12 sold at 15, and leaves 25 @ 10 and 50 @ 12", () => {
    const { lots, realized } = replay(
      "2024-01-02 broker BUY 100 VTI @ 1000",
      "2024-02-01 broker BUY 50 VTI @ 600",
      "2024-03-01 broker SELL 75 VTI @ 1125",
    );
    expect(realized.map((r) => r.gain.toString())).toEqual(["375"]);
    expect(lots.map(inWords)).toEqual([
      "2024-01-02 broker 25 VTI @ 250",
      "2024-02-01 broker 50 VTI @ 600",
    ]);
  });

  it("counts purchase fees into cost and takes sale fees off proceeds, as the amounts say", () => {
    const { realized } = replay(
      "2024-01-02 broker BUY 10 VTI @ 1001",
      "2024-01-03 broker SELL 10 VTI @ 1098.5",
    );
    expect(realized.map((r) => [r.proceeds.toString(), r.cost.toString()])).toEqual([
      ["1098.5", "1001"],
    ]);
  });

  it("shares the proceeds of one sale among its lots, without losing a cent", () => {
    const { realized } = replay(
      "2023-01-02 broker BUY 1 VTI @ 10",
      "2024-01-02 broker BUY 2 VTI @ 20",
      "2024-06-03 broker SELL 3 VTI @ 100",
    );
    expect(realized.map((r) => `${r.proceeds.toString()} ${r.term}`)).toEqual([
      "33.33333333 LONG",
      "66.66666667 SHORT",
    ]);
  });

  it("gives the same for rows in any order", () => {
    const lines = [
      "2024-03-01 broker SELL 75 VTI @ 1125",
      "2024-02-01 broker BUY 50 VTI @ 600",
      "2024-01-02 broker BUY 100 VTI @ 1000",
    ];
    expect(replay(...lines)).toEqual(replay(...lines.toReversed()));
  });

  it("counts a purchase before a sale of the same day", () => {
    expect(
      gainsOf("2024-01-02 broker SELL 10 VTI @ 105", "2024-01-02 broker BUY 10 VTI @ 100"),
    ).toEqual(["SALE 5 SHORT"]);
  });

  it("counts a split before the trades of its day", () => {
    expect(
      lotsOf(
        "2024-01-02 broker BUY 10 VTI @ 100",
        "2024-02-01 broker BUY 5 VTI @ 15",
        "2024-02-01 broker SPLIT 30 VTI",
      ),
    ).toEqual(["2024-01-02 broker 40 VTI @ 100", "2024-02-01 broker 5 VTI @ 15"]);
  });

  it("reads a reverse split in two rows: new units in, old units out", () => {
    expect(
      lotsOf(
        "2024-01-02 broker BUY 100 VTI @ 100",
        "2024-02-01 broker SPLIT -100 VTI",
        "2024-02-01 broker SPLIT 20 VTI",
      ),
    ).toEqual(["2024-01-02 broker 20 VTI @ 100"]);
  });

  it("refuses to sell more than is held on that date, and names the row", () => {
    expect(() =>
      replay("2024-02-01 broker BUY 10 VTI @ 100", "2024-01-02 broker SELL 4 VTI @ 50"),
    ).toThrow(
      expect.objectContaining({
        code: "UNITS_EXCEED_POSITION",
        facts: {
          unitsHeld: "0",
          unitsAsked: "4",
          transactionId: "2024-01-02 broker SELL 4 VTI @ 50#1",
          accountId: "broker",
          symbol: "VTI",
          tradeDate: "2024-01-02",
        },
      }),
    );
  });

  it("does not sell one account's units out of another", () => {
    expect(() =>
      replay("2024-01-02 spouse BUY 10 VTI @ 100", "2024-02-01 broker SELL 4 VTI @ 50"),
    ).toThrow(expect.objectContaining({ code: "UNITS_EXCEED_POSITION" }));
  });

  it("moves lots between own accounts with date and cost, and realizes nothing", () => {
    const { lots, realized } = replay(
      "2024-01-02 broker BUY 10 VTI @ 100",
      "2024-02-01 broker BUY 10 VTI @ 300",
      "2024-03-01 broker TRANSFER_OUT 15 VTI",
      "2024-03-05 spouse TRANSFER_IN 15 VTI",
    );
    expect(lots.map(inWords).sort()).toEqual([
      "2024-01-02 spouse 10 VTI @ 100",
      "2024-02-01 broker 5 VTI @ 150",
      "2024-02-01 spouse 5 VTI @ 150",
    ]);
    expect(realized).toEqual([]);
    expect(new Set(lots.map((lot) => lot.key)).size).toBe(3);
  });

  it("moves them on the earlier day when the arrival is booked first", () => {
    expect(
      lotsOf(
        "2024-01-02 broker BUY 10 VTI @ 100",
        "2024-03-01 spouse TRANSFER_IN 10 VTI",
        "2024-03-04 broker TRANSFER_OUT 10 VTI",
      ),
    ).toEqual(["2024-01-02 spouse 10 VTI @ 100"]);
  });

  it("says that it does not know the cost of units that came from elsewhere", () => {
    const { lots } = replay("2024-03-01 broker TRANSFER_IN 10 VTI");
    expect(lots.map((lot) => [inWords(lot), lot.isCostKnown])).toEqual([
      ["2024-03-01 broker 10 VTI @ 0", false],
    ]);
  });

  it("lowers cost by a return of capital, and realizes what exceeds it", () => {
    const lines = [
      "2022-01-03 broker BUY 10 VTI @ 100",
      "2024-02-01 broker RETURN_OF_CAPITAL VTI @ 130",
    ];
    expect(lotsOf(...lines)).toEqual(["2022-01-03 broker 10 VTI @ 0"]);
    expect(gainsOf(...lines)).toEqual(["RETURN_OF_CAPITAL 30 LONG"]);
  });

  it("sells the fraction that cash in lieu names, else takes the cash as gain", () => {
    const bought = "2022-01-03 broker BUY 10.5 VTI @ 105";
    expect(gainsOf(bought, "2024-02-01 broker CASH_IN_LIEU 0.5 VTI @ 7")).toEqual([
      "CASH_IN_LIEU 2 LONG",
    ]);
    expect(gainsOf(bought, "2024-02-01 broker CASH_IN_LIEU VTI @ 7")).toEqual([
      "CASH_IN_LIEU 7 LONG",
    ]);
  });

  it("refuses to compute a gain across currencies", () => {
    const [bought, sold] = history(
      "2024-01-02 broker BUY 10 VTI @ 100",
      "2024-02-01 broker SELL 10 VTI @ 120",
    );
    expect(() => replayHousehold(HOUSEHOLD, [bought!, { ...sold!, currency: "EUR" }])).toThrow(
      expect.objectContaining({ code: "NO_FX_RATE" }),
    );
  });

  it("adds every amount to the cash of its account and currency", () => {
    const { cash } = replay(
      "2024-01-02 broker DEPOSIT @ 1000",
      "2024-01-03 broker BUY 10 VTI @ 400",
      "2024-02-01 broker DIVIDEND VTI @ 3.5",
      "2024-02-01 broker WITHHOLDING VTI @ -0.5",
      "2024-03-01 broker FEE @ -2",
      "2024-03-02 spouse DEPOSIT @ 7",
      "2024-03-03 broker WITHDRAWAL @ -100",
    );
    expect(cash.get("broker")?.get("USD")?.toString()).toBe("501");
    expect(cash.get("spouse")?.get("USD")?.toString()).toBe("7");
  });

  it("keeps two equal fills as two lots", () => {
    const fill = "2024-01-02 broker BUY 10 VTI @ 100";
    expect(lotsOf(fill, fill)).toHaveLength(2);
  });
});

describe("tryReplayHousehold", () => {
  it("leaves out what cannot have happened, cash included, and says why", () => {
    const { holdings, refused } = tryReplayHousehold(
      HOUSEHOLD,
      history(
        "2024-01-02 broker BUY 10 VTI @ 100",
        "2024-02-01 broker SELL 11 VTI @ 130",
        "2024-03-01 broker SELL 10 VTI @ 120",
      ),
    );
    expect(refused.map((r) => [r.transactionId, r.refusal.code])).toEqual([
      ["2024-02-01 broker SELL 11 VTI @ 130#1", "UNITS_EXCEED_POSITION"],
    ]);
    expect(holdings.lots).toEqual([]);
    expect(holdings.cash.get("broker")?.get("USD")?.toString()).toBe("20");
  });
});

describe("positionsOf", () => {
  it("adds the lots of one security in one account", () => {
    const positions = positionsOf(
      replay(
        "2024-01-02 broker BUY 10 VTI @ 100",
        "2024-01-03 broker BUY 5 VTI @ 60",
        "2024-01-03 broker BUY 1 BND @ 70",
        "2024-01-03 spouse BUY 2 VTI @ 21",
      ).lots,
    );
    expect(
      positions.map(
        (p) => `${p.accountId} ${p.instrumentId} ${p.units.toString()} @ ${p.cost.toString()}`,
      ),
    ).toEqual(["broker VTI 15 @ 160", "spouse VTI 2 @ 21", "broker BND 1 @ 70"]);
    expect(sum(positions.map((p) => new Decimal(p.lots.length))).toString()).toBe("4");
  });
});
