import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addDays, type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import type { Transaction } from "../domain/transaction.js";
import { heldParts, type PartsPeriod } from "./heldParts.js";

const START = date("2026-01-01");
const ACCOUNTS = [
  { id: "a", kind: "TAXABLE" as const },
  { id: "b", kind: "ROTH_IRA" as const },
];

let count = 0;
function transaction(
  day: number,
  kind: Transaction["kind"],
  amount: number,
  of: Partial<Transaction> = {},
): Transaction {
  count += 1;
  const on = addDays(START, day);
  return {
    id: `t${count}`,
    kind,
    accountId: "a",
    instrumentId: null,
    symbol: null,
    tradeDate: on,
    tradeTime: null,
    settlementDate: on,
    units: null,
    price: null,
    amount: new Decimal(amount),
    fees: ZERO,
    currency: "USD",
    description: "",
    contentKey: `k${count}`,
    occurrence: 1,
    ...of,
  };
}

/** A walk that never sells what it does not hold. */
const histories = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 90 }),
      act: fc.constantFrom("buy", "sell", "dividend", "interest", "fee", "deposit", "withdraw"),
      size: fc.integer({ min: 1, max: 50 }),
      account: fc.constantFrom("a", "b"),
      instrumentId: fc.constantFrom("X", "Y"),
    }),
    { maxLength: 40 },
  )
  .map((steps) => {
    const held = new Map<string, number>();
    return steps
      .toSorted((one, other) => one.day - other.day)
      .flatMap(({ day, act, size, account: accountId, instrumentId }): Transaction[] => {
        const key = `${accountId}${instrumentId}`;
        const units = held.get(key) ?? 0;
        const security = { accountId, instrumentId, units: new Decimal(size) };
        switch (act) {
          case "buy":
            held.set(key, units + size);
            return [transaction(day, "BUY", -size * 10, security)];
          case "sell":
            if (units < size) return [];
            held.set(key, units - size);
            return [transaction(day, "SELL", size * 11, security)];
          case "dividend":
            return [transaction(day, "DIVIDEND", size, { accountId, instrumentId })];
          case "interest":
            return [transaction(day, "INTEREST", size, { accountId })];
          case "fee":
            return [transaction(day, "FEE", -size, { accountId })];
          case "deposit":
            return [transaction(day, "DEPOSIT", size * 100, { accountId })];
          case "withdraw":
            return [transaction(day, "WITHDRAWAL", -size, { accountId })];
        }
      });
  });

const BOUNDS = [0, 30, 60, 90].map((day) => addDays(START, day));
const prices = new Map(
  ["X", "Y"].map((id, i) => {
    const days = Array.from({ length: 91 }, (_, day) => addDays(START, day));
    return [id, { dates: days, prices: days.map((_, day) => new Decimal(10 + i + day / 10)) }];
  }),
);
const periodsOf = (transactions: readonly Transaction[], bounds: readonly CalendarDate[]) =>
  [...heldParts({ accounts: ACCOUNTS, transactions, options: {}, prices }, bounds)].filter(
    (period): period is PartsPeriod => period !== null,
  );
const gain = ({ parts }: PartsPeriod) =>
  sum(parts.map(({ opening, closing, netFlow }) => closing.minus(opening).minus(netFlow)));

describe("heldParts", () => {
  it("loses nothing between parts: all flows within cancel, what is left came from outside", () => {
    fc.assert(
      fc.property(histories, (transactions) => {
        for (const period of periodsOf(transactions, BOUNDS)) {
          const external = transactions.filter(
            ({ kind, tradeDate }) =>
              (kind === "DEPOSIT" || kind === "WITHDRAWAL") &&
              tradeDate > period.from &&
              tradeDate <= period.to,
          );
          const flows = sum(period.parts.map(({ netFlow }) => netFlow));
          expect(flows.toFixed()).toBe(sum(external.map(({ amount }) => amount)).toFixed());
        }
      }),
    );
  });

  it("gives the same gain for a period whole and in parts, and each closing is the next opening", () => {
    fc.assert(
      fc.property(histories, (transactions) => {
        const [whole] = periodsOf(transactions, [addDays(START, 0), addDays(START, 90)]);
        const parts = periodsOf(transactions, BOUNDS);
        expect(sum(parts.map(gain)).toFixed()).toBe((whole ? gain(whole) : ZERO).toFixed());
        for (const [i, period] of parts.entries()) {
          const next = parts[i + 1];
          if (!next) continue;
          expect(sum(period.parts.map(({ closing }) => closing)).toFixed()).toBe(
            sum(next.parts.map(({ opening }) => opening)).toFixed(),
          );
        }
      }),
    );
  });

  it("weights a flow by the share of the period that is left", () => {
    const [period] = periodsOf([transaction(15, "DEPOSIT", 100)], [START, addDays(START, 60)]);
    expect(period?.parts).toMatchObject([{ instrumentId: null }]);
    expect(period?.parts[0]?.weightedFlow.toNumber()).toBe(75);
  });
});
