import { describe, expect, it } from "@jest/globals";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO, sum } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import { isSheltered } from "./account.js";
import { HouseholdLedger, type HouseholdHoldings } from "./householdLedger.js";
import { HOUSEHOLD, history } from "./ledgerNotation.js";
import { tryReplayHousehold } from "./replay.js";
import { ordered } from "./replayOrder.js";
import type { Transaction } from "./transaction.js";

const START = date("2024-01-01");
const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays(START, days));
const account = fc.constantFrom(...HOUSEHOLD.map(({ id }) => id));
const symbol = fc.constantFrom("X", "Y");
const units = fc.integer({ min: 1, max: 40 });
const cents = fc.integer({ min: 1, max: 100_000 }).map((amount) => (amount / 100).toFixed(2));

const line = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(day, account, units, symbol, cents).map((t) => trade("BUY", t)),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(day, account, units, symbol, cents).map((t) => trade("SELL", t)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(day, account, units, symbol)
      .map(([on, of, added, what]) => [`${on} ${of} SPLIT ${added} ${what}`]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(day, units, symbol)
      .map(([on, moved, what]) => [
        `${on} broker TRANSFER_OUT ${moved} ${what}`,
        `${on} spouse TRANSFER_IN ${moved} ${what}`,
      ]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(day, account, fc.constantFrom("DEPOSIT", "FEE", "DIVIDEND"), cents)
      .map(([on, of, kind, amount]) => [`${on} ${of} ${kind} @ ${amount}`]),
  },
);

function trade(
  kind: "BUY" | "SELL",
  [on, of, count, what, amount]: readonly [string, string, number, string, string],
): string[] {
  return [`${on} ${of} ${kind} ${count} ${what} @ ${amount}`];
}

/** What can have happened: transactions that oversell are left out, with both ends of a transfer. */
function possible(lines: readonly string[][]): Transaction[] {
  let transactions = history(...lines.flat());
  for (;;) {
    const { refused } = tryReplayHousehold(HOUSEHOLD, transactions);
    if (refused.length === 0) return transactions;
    const ids = new Set(refused.map(({ transactionId }) => transactionId));
    const contents = new Set(
      transactions
        .filter(({ id }) => ids.has(id))
        .map((t) => t.contentKey.split(" ").toSpliced(1, 2).join()),
    );
    transactions = transactions.filter(
      (t) =>
        !ids.has(t.id) &&
        !(t.kind === "TRANSFER_IN" && contents.has(t.contentKey.split(" ").toSpliced(1, 2).join())),
    );
  }
}

const histories = fc.array(line, { minLength: 1, maxLength: 60 }).map(possible);

const replay = (transactions: readonly Transaction[]): HouseholdHoldings =>
  tryReplayHousehold(HOUSEHOLD, transactions).holdings;

const total = (values: readonly Decimal[]) => sum(values).toString();

describe("the replay of any history", () => {
  it("conserves units: bought and added, less sold, are open", () => {
    fc.assert(
      fc.property(histories, (transactions) => {
        const { lots } = replay(transactions);
        const sign = { BUY: 1, SPLIT: 1, TRANSFER_IN: 1, SELL: -1, TRANSFER_OUT: -1 };
        for (const { id } of HOUSEHOLD) {
          const moved = transactions
            .filter((t) => t.accountId === id && t.kind in sign)
            .map((t) => (t.units ?? ZERO).times(sign[t.kind as keyof typeof sign]));
          expect(total(lots.filter((lot) => lot.accountId === id).map((l) => l.units))).toBe(
            total(moved),
          );
        }
        expect(lots.every((lot) => lot.units.gt(0) && lot.cost.gte(0))).toBe(true);
        expect(new Set(lots.map((lot) => lot.key)).size).toBe(lots.length);
      }),
    );
  });

  it("conserves cost: what was paid, and losses put off, is open or realized", () => {
    fc.assert(
      fc.property(histories, (transactions) => {
        const { lots, realized, washSales } = replay(transactions);
        const paid = transactions.filter((t) => t.kind === "BUY").map((t) => t.amount.negated());
        const putOff = washSales.filter((w) => !w.isPermanent).map((w) => w.disallowedLoss);
        expect(total([...paid, ...putOff])).toBe(
          total([...lots.map((lot) => lot.cost), ...realized.map((r) => r.cost)]),
        );
      }),
    );
  });

  it("conserves disallowed losses: each is in a lot's cost, or gone for good in a sheltered account", () => {
    fc.assert(
      fc.property(histories, (transactions) => {
        const { realized, washSales } = replay(transactions);
        const sheltered = new Map(HOUSEHOLD.map((a) => [a.id, isSheltered(a.kind)]));
        expect(total(realized.map((r) => r.disallowedLoss))).toBe(
          total(washSales.map((w) => w.disallowedLoss)),
        );
        expect(total(realized.map((r) => r.permanentLoss))).toBe(
          total(washSales.filter((w) => w.isPermanent).map((w) => w.disallowedLoss)),
        );
        for (const wash of washSales) {
          expect(wash.isPermanent).toBe(sheltered.get(wash.replacementAccountId));
        }
        for (const gain of realized) {
          const loss = Decimal.max(0, gain.gain.negated());
          expect(gain.disallowedLoss.lte(loss)).toBe(true);
          expect(gain.replacedUnits.lte(gain.units)).toBe(true);
          if (gain.replacedUnits.eq(gain.units)) expect(gain.disallowedLoss.eq(loss)).toBe(true);
          if (sheltered.get(gain.accountId)) expect(gain.disallowedLoss.isZero()).toBe(true);
        }
      }),
    );
  });

  it("makes the cash balance the sum of the amounts", () => {
    fc.assert(
      fc.property(histories, (transactions) => {
        const { cash } = replay(transactions);
        for (const { id } of HOUSEHOLD) {
          const amounts = transactions.filter((t) => t.accountId === id).map((t) => t.amount);
          expect((cash.get(id)?.get("USD") ?? ZERO).toString()).toBe(total(amounts));
        }
      }),
    );
  });

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(
        histories.chain((t) =>
          fc.tuple(fc.constant(t), fc.shuffledSubarray(t, { minLength: t.length })),
        ),
        ([transactions, shuffled]) => {
          expect(replay(shuffled)).toEqual(replay(transactions));
        },
      ),
    );
  });

  it("is the same in one go and day by day, looked at in between", () => {
    fc.assert(
      fc.property(histories, (transactions) => {
        const ledger = new HouseholdLedger(HOUSEHOLD);
        for (const event of ordered(transactions)) {
          ledger.apply(event);
          ledger.holdings();
        }
        expect(ledger.holdings()).toEqual(replay(transactions));
      }),
    );
  });

  it("leaves no cost when everything is sold in the end", () => {
    fc.assert(
      fc.property(histories, (transactions) => {
        const held = Map.groupBy(
          replay(transactions).lots,
          (lot) => `${lot.accountId} SELL ${"%"} ${lot.instrumentId}`,
        );
        const closing = [...held].map(
          ([words, lots]) =>
            `2024-12-31 ${words.replace("%", total(lots.map((l) => l.units)))} @ 100`,
        );
        const { lots, realized, washSales } = replay([...transactions, ...history(...closing)]);
        const paid = transactions.filter((t) => t.kind === "BUY").map((t) => t.amount.negated());
        const putOff = washSales.filter((w) => !w.isPermanent).map((w) => w.disallowedLoss);
        expect(lots).toEqual([]);
        expect(total(realized.map((r) => r.cost))).toBe(total([...paid, ...putOff]));
      }),
    );
  });
});
