import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { LedgerAccount } from "./account.js";
import { replayHousehold } from "./replay.js";
import type { Transaction } from "./transaction.js";

/**
 * The arithmetic of long ledgers, without a database. Budget: 14,400 activities of 250 symbols over
 * 12 years replayed in 2 s; thousands of losing sales of one day grow with their number, not its
 * square.
 */
const HOUSEHOLD: readonly LedgerAccount[] = [
  { id: "broker", kind: "TAXABLE" },
  { id: "spouse", kind: "TAXABLE" },
  { id: "ira", kind: "ROTH_IRA" },
];
const START = date("2012-01-03");
const DAYS = 12 * 365;

/** A sequence of numbers in [0, 1) that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Trade {
  readonly account: string;
  readonly symbol: string;
  readonly units: number;
  readonly price: Decimal;
  readonly day: number;
  readonly isSale: boolean;
}

function transactionOf({ account, symbol, units, price, day, isSale }: Trade, n: number) {
  const name = String(n).padStart(8, "0");
  const on = addDays(START, day);
  return {
    id: name,
    accountId: account,
    kind: isSale ? "SELL" : "BUY",
    tradeDate: on,
    tradeTime: null,
    settlementDate: on,
    symbol,
    instrumentId: symbol,
    units: new Decimal(units),
    price,
    amount: price.times(units).times(isSale ? 1 : -1),
    fees: new Decimal(0),
    currency: "USD",
    description: "",
    contentKey: name,
    occurrence: 1,
  } satisfies Transaction;
}

function history(count: number, symbols: number): Transaction[] {
  const random = seeded(count);
  const held = new Map<string, number>();
  return Array.from({ length: count }, (_, n) => {
    const symbol = `S${Math.floor(random() * symbols)}`;
    const account = random() < 0.6 ? "broker" : random() < 0.5 ? "spouse" : "ira";
    const key = `${account} ${symbol}`;
    const units = 1 + Math.floor(random() * 50);
    const isSale = (held.get(key) ?? 0) >= units && random() < 0.45;
    held.set(key, (held.get(key) ?? 0) + (isSale ? -units : units));
    const price = new Decimal((20 + 100 * random()).toFixed(2));
    return transactionOf(
      { account, symbol, units, price, day: Math.floor((n / count) * DAYS), isSale },
      n,
    );
  });
}

/** An old lot, then as many purchases and losing sales of one unit on one day. */
function losses(count: number): Transaction[] {
  const base = { account: "broker", symbol: "X", price: new Decimal(9) };
  const old = { ...base, units: count, price: new Decimal(10), day: 0, isSale: false };
  const trades = Array.from({ length: 2 * count }, (_, n): Trade => ({
    ...base,
    units: 1,
    day: 60,
    isSale: n >= count,
  }));
  return [old, ...trades].map(transactionOf);
}

function print(name: string, transactions: readonly Transaction[]): void {
  replayHousehold(
    HOUSEHOLD,
    transactions.slice(0, 1_000).filter(({ kind }) => kind === "BUY"),
  );
  const start = performance.now();
  const { realized, washSales } = replayHousehold(HOUSEHOLD, transactions);
  const ms = performance.now() - start;
  const perSecond = Math.round(realized.length / (ms / 1_000));
  console.log(
    `${ms.toFixed(0)} ms ${name}: ${realized.length} lots disposed, ${perSecond} a second, ${washSales.length} wash sales`,
  );
}

print("14,400 activities, 250 symbols, 12 years", history(14_400, 250));
print("the same again", history(14_400, 250));
print("100,000 activities", history(100_000, 250));
for (const count of [2_000, 4_000, 8_000]) print(`${count} losing sales of one day`, losses(count));
