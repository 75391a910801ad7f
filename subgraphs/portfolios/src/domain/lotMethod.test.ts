import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { HOUSEHOLD, history, inWords } from "./ledgerNotation.js";
import { electedMethod, LOT_METHODS, type LotMethod, mayAverage } from "./lotMethod.js";
import { replayHousehold } from "./replay.js";
import type { TransactionTerms } from "./transaction.js";

const ID = (line: string) => `${line}#1`;

/** The history with terms for its last transaction. */
function sold(terms: TransactionTerms, ...lines: readonly string[]) {
  const transactions = history(...lines);
  const last = transactions.pop();
  const { lots, realized } = replayHousehold(HOUSEHOLD, [...transactions, { ...last!, terms }]);
  return {
    gains: realized.map((r) => `${r.units.toString()} ${r.gain.toString()} ${r.term}`),
    left: lots.map(inWords),
  };
}

/** The worked example of the facts sheet: 100 @ 10 and 50 @ 12 bought, 75 sold at 15. */
const EXAMPLE = [
  "2024-01-02 broker BUY 100 VTI @ 1000",
  "2024-02-01 broker BUY 50 VTI @ 600",
  "2024-03-01 broker SELL 75 VTI @ 1125",
];

describe("a sale by a lot method", () => {
  it.each<[LotMethod, string, string[]]>([
    ["FIFO", "375", ["2024-01-02 broker 25 VTI @ 250", "2024-02-01 broker 50 VTI @ 600"]],
    ["LIFO", "275", ["2024-01-02 broker 75 VTI @ 750"]],
    ["HIFO", "275", ["2024-01-02 broker 75 VTI @ 750"]],
  ])("realizes by %s %s on the worked example", (lotMethod, gain, left) => {
    const result = sold({ lotMethod }, ...EXAMPLE);
    const gains = result.gains.map((words) => new Decimal(words.split(" ")[1] ?? 0));
    expect(gains.reduce((a, b) => a.plus(b)).toString()).toBe(gain);
    expect(result.left).toEqual(left);
  });

  it("realizes 325 at the average cost of 10.6667, and leaves 75 at 10.6667", () => {
    const { gains, left } = sold({ lotMethod: "AVERAGE" }, ...EXAMPLE);
    expect(gains).toEqual(["75 325 SHORT"]);
    // 1600 / 150 = 10.6667 a unit: 266.67 for the 25 that are left of the first lot, 533.33 for 50
    expect(left).toEqual([
      "2024-01-02 broker 25 VTI @ 266.66666667",
      "2024-02-01 broker 50 VTI @ 533.33333333",
    ]);
  });

  it("takes by AVERAGE the holding period of the oldest units", () => {
    const { gains } = sold(
      { lotMethod: "AVERAGE" },
      "2023-01-03 broker BUY 10 VTSAX @ 100",
      "2024-01-02 broker BUY 10 VTSAX @ 300",
      "2024-02-01 broker SELL 15 VTSAX @ 450",
    );
    expect(gains).toEqual(["10 100 LONG", "5 50 SHORT"]);
  });

  it("takes by HIFO the dearest units, and of equally dear ones the oldest", () => {
    const { left } = sold(
      { lotMethod: "HIFO" },
      "2024-01-02 broker BUY 10 VTI @ 100",
      "2024-01-03 broker BUY 10 VTI @ 200",
      "2024-01-04 broker BUY 10 VTI @ 200",
      "2024-06-03 broker SELL 15 VTI @ 150",
    );
    expect(left).toEqual(["2024-01-02 broker 10 VTI @ 100", "2024-01-04 broker 5 VTI @ 100"]);
  });

  it("takes the units that the sale names", () => {
    const [first = "", second = ""] = EXAMPLE;
    const lots = [
      { purchaseId: ID(second), units: new Decimal(50) },
      { purchaseId: ID(first), units: new Decimal(25) },
    ];
    const { gains, left } = sold({ lots }, ...EXAMPLE);
    expect(gains).toEqual(["50 150 SHORT", "25 125 SHORT"]);
    expect(left).toEqual(["2024-01-02 broker 75 VTI @ 750"]);
  });

  it.each([
    [ID(EXAMPLE[1] ?? ""), "75", "50"],
    ["nothing", "75", "0"],
  ])("refuses to take more than is left of the purchase %s", (purchaseId, units, unitsHeld) => {
    expect(() => sold({ lots: [{ purchaseId, units: new Decimal(units) }] }, ...EXAMPLE)).toThrow(
      expect.objectContaining({
        code: "LOT_NOT_HELD",
        facts: expect.objectContaining({ purchaseId, unitsHeld, unitsNamed: units }),
      }),
    );
  });

  it.each(LOT_METHODS)("refuses by %s to sell more than is held", (lotMethod) => {
    expect(() =>
      sold(
        { lotMethod },
        "2024-01-02 broker BUY 10 VTI @ 100",
        "2024-03-01 broker SELL 11 VTI @ 110",
      ),
    ).toThrow(expect.objectContaining({ code: "UNITS_EXCEED_POSITION" }));
  });
});

describe("electedMethod", () => {
  const account = { accountId: "a", instrumentId: null };
  const elections = [
    { ...account, method: "LIFO" as const, from: date("2024-02-01") },
    { ...account, method: "HIFO" as const, from: date("2024-04-01") },
    { ...account, method: "FIFO" as const, from: date("2024-04-01") },
    { ...account, instrumentId: "X", method: "AVERAGE" as const, from: date("2024-03-01") },
  ];
  it.each([
    ["Y", "2024-01-31", "FIFO"],
    ["Y", "2024-02-01", "LIFO"],
    ["Y", "2024-04-01", "FIFO"],
    ["X", "2024-02-15", "LIFO"],
    ["X", "2024-05-01", "AVERAGE"],
  ])("is for %s on %s %s", (instrumentId, on, method) => {
    const sale = { accountId: "a", instrumentId, on: date(on) };
    expect(electedMethod(elections, sale)).toBe(method);
    expect(electedMethod(elections, { ...sale, accountId: "b" })).toBe("FIFO");
  });

  it("leaves sales before its day as they were", () => {
    const lotMethods = [
      {
        accountId: "broker",
        instrumentId: null,
        method: "LIFO" as const,
        from: date("2024-06-01"),
      },
    ];
    const { realized } = replayHousehold(
      HOUSEHOLD,
      history(
        "2024-01-02 broker BUY 10 VTI @ 100",
        "2024-02-01 broker BUY 10 VTI @ 200",
        "2024-05-31 broker SELL 1 VTI @ 30",
        "2024-06-03 broker SELL 1 VTI @ 30",
      ),
      { lotMethods },
    );
    expect(realized.map((r) => r.gain.toString())).toEqual(["20", "10"]);
  });
});

describe("mayAverage", () => {
  it.each([
    ["VTSAX", false, true],
    ["VTI", false, false],
    ["VTI", true, true],
    ["NFLX", false, false],
  ])("answers for %s, reinvested %s: %s", (symbol, isReinvested, answer) => {
    expect(mayAverage({ symbol, isReinvested })).toBe(answer);
  });
});
