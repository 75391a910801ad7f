import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addDays, type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { replayHousehold } from "../domain/replay.js";
import type { Transaction, TransactionKind } from "../domain/transaction.js";
import { dailyValues, type PriceHistory } from "./dailyValues.js";

let serial = 0;

/** `2024-01-02 BUY A 10 -100`: day, kind, instrument, units, cash. A dash stands for none. */
function transaction(text: string): Transaction {
  const [day = "", kind = "", instrument = "-", units = "-", amount = "0"] = text.split(" ");
  const id = String(serial++);
  return {
    id,
    accountId: "account",
    kind: kind as TransactionKind,
    tradeDate: date(day),
    tradeTime: null,
    settlementDate: date(day),
    instrumentId: instrument === "-" ? null : instrument,
    symbol: instrument === "-" ? null : instrument,
    units: units === "-" ? null : new Decimal(units),
    price: null,
    amount: new Decimal(amount),
    fees: new Decimal(0),
    currency: "USD",
    description: "",
    contentKey: id,
    occurrence: 1,
  };
}

/** `2024-01-02 10, 2024-01-03 11` */
function closes(text: string): PriceHistory {
  const days = text.split(", ").map((item) => item.split(" "));
  return {
    dates: days.map(([day = ""]) => date(day)),
    prices: days.map(([, price = "0"]) => new Decimal(price)),
  };
}

function values(
  transactions: string[],
  prices: Record<string, string>,
  from = "2024-01-01",
  to = "2024-12-31",
): string[] {
  return [
    ...dailyValues({
      accounts: [{ id: "account", kind: "TAXABLE" }],
      transactions: transactions.map(transaction),
      options: {},
      prices: new Map(Object.entries(prices).map(([id, text]) => [id, closes(text)])),
      from: date(from),
      to: date(to),
    }),
  ].map(({ day, value, cash, cost, isEstimated }) => {
    const [v, c, paid] = [value, cash, cost].map((amount) => amount.toFixed());
    return `${day} ${v} cash ${c} cost ${paid}${isEstimated ? " ~" : ""}`;
  });
}

describe("dailyValues", () => {
  it("values units at the day's close and adds cash", () => {
    expect(
      values(["2024-01-02 DEPOSIT - - 500", "2024-01-02 BUY A 10 -100"], {
        A: "2024-01-02 11, 2024-01-03 12",
      }),
    ).toEqual(["2024-01-02 510 cash 400 cost 100", "2024-01-03 520 cash 400 cost 100"]);
  });

  it("carries the last close over days without one", () => {
    expect(
      values(["2024-01-02 BUY A 10 -100", "2024-01-06 DEPOSIT - - 7"], { A: "2024-01-02 11" }),
    ).toEqual(["2024-01-02 10 cash -100 cost 100", "2024-01-06 17 cash -93 cost 100"]);
  });

  it("stands on the last trade price until there is a market price, and says so", () => {
    expect(
      values(["2024-01-02 BUY A 10 -100", "2024-01-04 BUY A 1 -20"], { A: "2024-01-05 30" }),
    ).toEqual([
      "2024-01-02 0 cash -100 cost 100 ~",
      "2024-01-04 100 cash -120 cost 120 ~",
      "2024-01-05 210 cash -120 cost 120",
    ]);
  });

  it("multiplies raw closes with the units of the day: a split changes both", () => {
    expect(
      values(["2024-01-02 BUY A 10 -100", "2024-01-03 SPLIT A 10 0"], {
        A: "2024-01-02 12, 2024-01-03 6",
      }),
    ).toEqual(["2024-01-02 20 cash -100 cost 100", "2024-01-03 20 cash -100 cost 100"]);
  });

  it("gives cost in FIFO order, and no cost when all is sold", () => {
    expect(
      values(
        [
          "2024-01-02 BUY A 10 -100",
          "2024-01-03 BUY A 10 -200",
          "2024-01-04 SELL A 10 250",
          "2024-01-05 SELL A 10 250",
        ],
        { A: "2024-01-02 10, 2024-01-03 20, 2024-01-04 25, 2024-01-05 25" },
      ).map((line) => line.split(" cost ")[1]),
    ).toEqual(["100", "300", "200", "0"]);
  });

  it("gives the days asked for only, from the same history", () => {
    const history = ["2024-01-02 BUY A 10 -100"];
    const prices = { A: "2024-01-02 11, 2024-01-03 12, 2024-01-04 13" };
    const all = values(history, prices);
    expect(values(history, prices, "2024-01-03", "2024-01-03")).toEqual([all[1]]);
  });

  it("has no day before the first transaction, and none for no transaction", () => {
    expect(values([], { A: "2024-01-02 11" })).toEqual([]);
    expect(values(["2024-01-03 DEPOSIT - - 1"], { A: "2024-01-02 11" })).toEqual([
      "2024-01-03 1 cash 1 cost 0",
    ]);
  });

  it("ends with the cost and cash of a replay of the whole history", () => {
    const trade = fc.record({
      day: fc.integer({ min: 0, max: 120 }),
      instrument: fc.constantFrom("A", "B"),
      units: fc.integer({ min: 1, max: 50 }),
      price: fc.integer({ min: 1, max: 90 }),
      sells: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(trade, { minLength: 1, maxLength: 40 }), (trades) => {
        const held = new Map<string, number>();
        const transactions = trades
          .toSorted((a, b) => a.day - b.day)
          .flatMap(({ day, instrument, units, price, sells }) => {
            const before = held.get(instrument) ?? 0;
            // purchases count before sales on the same day, so this never sells too much
            const moved = sells ? Math.min(units, before) : units;
            if (moved === 0) return [];
            held.set(instrument, before + (sells ? -moved : moved));
            const on: CalendarDate = addDays(date("2024-01-01"), day);
            const cash = moved * price * (sells ? 1 : -1);
            return transaction(`${on} ${sells ? "SELL" : "BUY"} ${instrument} ${moved} ${cash}`);
          });
        const accounts = [{ id: "account", kind: "TAXABLE" as const }];
        const days = [
          ...dailyValues({
            accounts,
            transactions,
            options: {},
            prices: new Map(),
            from: date("2024-01-01"),
            to: date("2024-12-31"),
          }),
        ];
        const { lots, cash } = replayHousehold(accounts, transactions);
        const cost = lots.reduce((total, lot) => total.plus(lot.cost), new Decimal(0));
        expect(days.at(-1)?.cost.toFixed() ?? "0").toBe(cost.toFixed());
        const balance = cash.get("account")?.get("USD");
        expect(days.at(-1)?.cash.toFixed()).toBe(balance?.toFixed());
      }),
    );
  });
});
