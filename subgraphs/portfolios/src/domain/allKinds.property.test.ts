import { describe, expect, it } from "@jest/globals";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, type DecimalValue, sum, ZERO } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import { HouseholdLedger } from "./householdLedger.js";
import { SHORT_SELLERS } from "./ledgerNotation.js";
import { LOT_METHODS, type LotMethodElection } from "./lotMethod.js";
import { relatedInstruments } from "./relatedInstruments.js";
import { type ReplayOptions, tryReplayHousehold } from "./replay.js";
import { ordered } from "./replayOrder.js";
import type { Transaction, TransactionKind, TransactionTerms } from "./transaction.js";

const START = date("2023-01-02");
const ACCOUNTS = SHORT_SELLERS.map(({ id }) => id);
/** X and Y are traded; Z is spun off X, W takes Y over, V is X under a new name. */
const TRADED = ["X", "Y"] as const;

interface Leg {
  readonly day: number;
  readonly account: string;
  readonly kind: TransactionKind;
  readonly symbol?: string;
  readonly units?: DecimalValue;
  readonly amount?: DecimalValue;
  readonly terms?: TransactionTerms;
  readonly entryId?: string;
}

function transactionOf(leg: Leg, index: number): Transaction {
  const on = addDays(START, leg.day);
  return {
    id: `t${index}`,
    accountId: leg.account,
    kind: leg.kind,
    tradeDate: on,
    tradeTime: null,
    settlementDate: addDays(on, 1),
    symbol: leg.symbol ?? null,
    instrumentId: leg.symbol ?? null,
    units: leg.units === undefined ? null : new Decimal(leg.units),
    price: null,
    amount: new Decimal(leg.amount ?? 0),
    fees: ZERO,
    currency: "USD",
    description: "",
    contentKey: `c${String(index).padStart(4, "0")}`,
    occurrence: 1,
    entryId: leg.entryId ?? null,
    terms: leg.terms ?? null,
  };
}

const day = fc.integer({ min: 0, max: 500 });
const account = fc.constantFrom(...ACCOUNTS);
const symbol = fc.constantFrom(...TRADED);
const units = fc.integer({ min: 1, max: 40 });
const amount = fc.integer({ min: 1, max: 500_000 }).map((n) => new Decimal(n).div(100));
const received = (instrumentId: string, count: number | null, more: object = {}) => ({
  received: {
    instrumentId,
    symbol: instrumentId,
    assetClass: null,
    units: count === null ? null : new Decimal(count),
    basisShare: null,
    price: null,
    ...more,
  },
});
const base = { day, account, symbol, units, amount };

/** What a person can do, with the legs it has. */
const step: fc.Arbitrary<Leg[]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ ...base, kind: fc.constantFrom("BUY" as const, "REINVESTMENT" as const) })
      .map((leg): Leg[] => [{ ...leg, amount: leg.amount.negated() }]),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({ ...base, lotMethod: fc.option(fc.constantFrom(...LOT_METHODS)) })
      .map(({ lotMethod, ...leg }): Leg[] => [
        { ...leg, kind: "SELL", terms: lotMethod ? { lotMethod } : {} },
      ]),
  },
  { weight: 2, arbitrary: fc.record(base).map((leg): Leg[] => [{ ...leg, kind: "SHORT" }]) },
  {
    weight: 2,
    arbitrary: fc
      .record(base)
      .map((leg): Leg[] => [{ ...leg, kind: "COVER", amount: leg.amount.negated() }]),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        day,
        account,
        symbol,
        units,
        kind: fc.constantFrom("SPLIT" as const, "STOCK_DIVIDEND" as const),
      })
      .map((leg): Leg[] => [leg]),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        day,
        account,
        symbol,
        amount,
        kind: fc.constantFrom(
          "RETURN_OF_CAPITAL" as const,
          "CASH_IN_LIEU" as const,
          "DIVIDEND" as const,
        ),
      })
      .map((leg): Leg[] => [leg]),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ day, account, symbol, units, other: account, entryId: fc.uuid() })
      .map(({ other, ...leg }): Leg[] =>
        other === leg.account
          ? []
          : [
              { ...leg, kind: "TRANSFER_OUT" },
              { ...leg, account: other, kind: "TRANSFER_IN" },
            ],
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ day, account, units, share: fc.integer({ min: 0, max: 1000 }) })
      .map(({ share, units: count, ...leg }): Leg[] => [
        {
          ...leg,
          kind: "SPIN_OFF",
          symbol: "X",
          terms: received("Z", count, { basisShare: new Decimal(share).div(1000) }),
        },
      ]),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ day, account, units, amount: fc.option(amount), price: amount })
      .map(({ price, units: count, amount: cash, ...leg }): Leg[] => [
        {
          ...leg,
          kind: "MERGER",
          symbol: "Y",
          amount: cash ?? 0,
          terms: received("W", count, { price }),
        },
      ]),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ day, account })
      .map((leg): Leg[] => [
        { ...leg, kind: "SYMBOL_CHANGE", symbol: "X", terms: received("V", null) },
      ]),
  },
  {
    weight: 1,
    arbitrary: fc.record({ day, account, amount, entryId: fc.uuid() }).map((leg): Leg[] => [
      { ...leg, kind: "FX_CONVERSION", amount: leg.amount.negated() },
      { ...leg, kind: "FX_CONVERSION", amount: leg.amount.times("0.99") },
    ]),
  },
);

const elections: fc.Arbitrary<LotMethodElection[]> = fc.array(
  fc
    .record({
      accountId: account,
      instrumentId: fc.option(fc.constantFrom("X", "Y", "Z")),
      method: fc.constantFrom(...LOT_METHODS),
      day,
    })
    .map(({ day: from, ...election }) => ({ ...election, from: addDays(START, from) })),
  { maxLength: 3 },
);

interface History {
  readonly transactions: readonly Transaction[];
  readonly options: ReplayOptions;
}

/** What can have happened: refused transactions are left out with all legs of their entry. */
const histories: fc.Arbitrary<History> = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 60 }), elections)
  .map(([steps, lotMethods]) => {
    const options = { lotMethods };
    let transactions = steps.flat().map(transactionOf);
    for (;;) {
      const { refused } = tryReplayHousehold(SHORT_SELLERS, transactions, options);
      if (refused.length === 0) return { transactions, options };
      const ids = new Set(refused.map(({ transactionId }) => transactionId));
      const entries = new Set(
        transactions.flatMap((t) => (ids.has(t.id) ? (t.entryId ?? []) : [])),
      );
      transactions = transactions.filter(
        ({ id, entryId }) => !ids.has(id) && !(entryId && entries.has(entryId)),
      );
    }
  });

const replay = ({ transactions, options }: History) =>
  tryReplayHousehold(SHORT_SELLERS, transactions, options).holdings;

const total = (values: readonly Decimal[]) => sum(values).toString();
const amounts = ({ transactions }: History, ...kinds: readonly TransactionKind[]) =>
  sum(transactions.filter(({ kind }) => kinds.includes(kind)).map((t) => t.amount));

const LEAVES: ReadonlySet<TransactionKind> = new Set(["SELL", "SHORT", "TRANSFER_OUT"]);
const REPLACES: ReadonlySet<TransactionKind> = new Set(["MERGER", "SYMBOL_CHANGE"]);

/** Units by account and security, counted without lots. */
function unitsByHand({ transactions }: History): Map<string, Decimal> {
  const held = new Map<string, Decimal>();
  const of = (key: string) => held.get(key) ?? ZERO;
  for (const { transaction: t } of ordered(transactions)) {
    const key = `${t.accountId} ${t.instrumentId}`;
    const moved = t.units ?? ZERO;
    held.set(key, LEAVES.has(t.kind) ? of(key).minus(moved) : of(key).plus(moved));
    const received = t.terms?.received;
    if (!received) continue;
    const into = `${t.accountId} ${received.instrumentId}`;
    held.set(into, of(into).plus(received.units ?? of(key)));
    if (REPLACES.has(t.kind)) held.set(key, ZERO);
  }
  return held;
}

describe("the replay of a history of all kinds", () => {
  it("reaches every kind that it is meant to", () => {
    const seen = new Set(
      fc.sample(histories, 300).flatMap((h) => h.transactions.map((t) => t.kind)),
    );
    const meant =
      "BUY CASH_IN_LIEU COVER DIVIDEND FX_CONVERSION MERGER REINVESTMENT RETURN_OF_CAPITAL SELL SHORT SPIN_OFF SPLIT STOCK_DIVIDEND SYMBOL_CHANGE TRANSFER_IN TRANSFER_OUT";
    expect([...seen].sort().join(" ")).toBe(meant);
  });

  it("has lots, less short lots, that sum to the position", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { lots, shorts } = replay(history);
        const held = new Map<string, Decimal>();
        for (const { accountId, instrumentId, units: count } of [
          ...lots,
          ...shorts.map((short) => ({ ...short, units: short.units.negated() })),
        ]) {
          const key = `${accountId} ${instrumentId}`;
          held.set(key, (held.get(key) ?? ZERO).plus(count));
        }
        const words = (of: ReadonlyMap<string, Decimal>) =>
          [...of]
            .filter(([, count]) => !count.isZero())
            // a split of a short position rounds at the 18th place
            .map(([key, count]) => `${key} ${count.toDecimalPlaces(12).toString()}`)
            .sort();
        expect(words(held)).toEqual(words(unitsByHand(history)));
        expect(lots.every((lot) => lot.units.gt(0) && lot.cost.gte(0))).toBe(true);
        expect(shorts.every((lot) => lot.units.gt(0))).toBe(true);
        const keys = [...lots, ...shorts].map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it("has cash that is the sum of the amounts", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { cash } = replay(history);
        const balances = [...cash.values()].flatMap((byCurrency) => [...byCurrency.values()]);
        expect(total(balances)).toBe(total(history.transactions.map((t) => t.amount)));
      }),
    );
  });

  it("conserves basis: what was paid and put off is open, realized or came back as capital", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { lots, realized, washSales } = replay(history);
        const of = (...sources: readonly string[]) =>
          realized.filter(({ source }) => sources.includes(source));
        const gains = (source: string) => sum(of(source).map(({ gain }) => gain));
        const paid = amounts(history, "BUY", "REINVESTMENT", "COVER").negated();
        const putOff = washSales.filter((w) => !w.isPermanent).map((w) => w.disallowedLoss);
        const capital = amounts(history, "RETURN_OF_CAPITAL").minus(gains("RETURN_OF_CAPITAL"));
        const boot = amounts(history, "MERGER").minus(gains("MERGER"));
        expect(
          total([
            ...lots.map((lot) => lot.cost),
            ...of("SALE", "SHORT_SALE", "CASH_IN_LIEU").map((r) => r.cost),
            capital,
            boot,
          ]),
        ).toBe(total([paid, ...putOff]));
      }),
    );
  });

  it("conserves proceeds: of sales they are realized, of short sales they wait, less losses put off", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { shorts, realized } = replay(history);
        const sold = realized.filter(({ source }) => ["SALE", "SHORT_SALE"].includes(source));
        const putOff = realized
          .filter(({ source }) => source === "SHORT_SALE")
          .map(({ disallowedLoss }) => disallowedLoss);
        expect(
          total([...sold.map((r) => r.proceeds), ...shorts.map((s) => s.proceeds), ...putOff]),
        ).toBe(total([amounts(history, "SELL", "SHORT")]));
        for (const { gain, disallowedLoss } of realized) {
          expect(disallowedLoss.lte(Decimal.max(0, gain.negated()))).toBe(true);
        }
      }),
    );
  });

  it("is the same for a security and its relatives alone as for the whole household", () => {
    fc.assert(
      fc.property(histories, symbol, (history, changed) => {
        const links = history.transactions.flatMap((t) =>
          t.instrumentId && t.terms?.received
            ? { from: t.instrumentId, to: t.terms.received.instrumentId }
            : [],
        );
        const related = relatedInstruments([changed], links);
        const concerns = (of: { readonly instrumentId: string | null }) =>
          of.instrumentId !== null && related.has(of.instrumentId);
        const whole = replay(history);
        const part = replay({ ...history, transactions: history.transactions.filter(concerns) });
        expect(part.lots).toEqual(whole.lots.filter(concerns));
        expect(part.realized).toEqual(whole.realized.filter(concerns));
        expect(part.shorts).toEqual(whole.shorts.filter(concerns));
      }),
    );
  });

  it("is the same in one go, in any order of the rows, and step by step", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const whole = replay(history);
        const reversed = { ...history, transactions: history.transactions.toReversed() };
        expect(replay(reversed)).toEqual(whole);
        const ledger = new HouseholdLedger(SHORT_SELLERS, history.options);
        for (const event of ordered(history.transactions)) {
          ledger.apply(event);
          ledger.holdings();
        }
        expect(ledger.holdings()).toEqual(whole);
      }),
    );
  });
});
