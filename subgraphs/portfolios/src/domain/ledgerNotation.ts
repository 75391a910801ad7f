import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { LedgerAccount } from "./account.js";
import type { Lot } from "./lot.js";
import { TRANSACTION_KINDS, type Transaction, type TransactionKind } from "./transaction.js";

/** The household of the tests: a spouse's account, an IRA and a child's account beside the first. */
export const HOUSEHOLD: readonly LedgerAccount[] = [
  { id: "broker", kind: "TAXABLE" },
  { id: "spouse", kind: "TAXABLE" },
  { id: "ira", kind: "ROTH_IRA" },
  { id: "child", kind: "CUSTODIAL" },
];

const LINE =
  /^(?<on>\d{4}-\d{2}-\d{2}) (?<account>\w+) (?<kind>[A-Z_]+)(?: (?<units>-?[\d.]+))?(?: (?<symbol>[A-Z]+))?(?: @ (?<amount>-?[\d.]+))?$/;

/** The same with an account that may sell short. */
export const SHORT_SELLERS: readonly LedgerAccount[] = [
  ...HOUSEHOLD,
  { id: "margin", kind: "TAXABLE", allowsShort: true },
];

/** Kinds whose cash is paid. */
const PAID: ReadonlySet<TransactionKind> = new Set(["BUY", "REINVESTMENT", "COVER"]);

/**
 * A history in words, one transaction a line: `2024-01-02 broker BUY 10 VTI @ 1000`. The number
 * after `@` is the whole amount; of a purchase what was paid, of all others the cash effect.
 *
 * For tests. Equal lines get occurrence numbers, so that the text decides everything.
 */
export function history(...lines: readonly string[]): Transaction[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const found = LINE.exec(line)?.groups;
    const kind = TRANSACTION_KINDS.find((known) => known === found?.["kind"]);
    if (!found || !kind) throw new RangeError(`not a line of history: ${line}`);
    const occurrence = (seen.get(line) ?? 0) + 1;
    seen.set(line, occurrence);
    const amount = new Decimal(found["amount"] ?? 0);
    const on = date(found["on"] ?? "");
    return {
      id: `${line}#${occurrence}`,
      accountId: found["account"] ?? "",
      kind,
      tradeDate: on,
      tradeTime: null,
      settlementDate: on,
      symbol: found["symbol"] ?? null,
      instrumentId: found["symbol"] ?? null,
      units: found["units"] === undefined ? null : new Decimal(found["units"]),
      price: null,
      amount: PAID.has(kind) ? amount.negated() : amount,
      fees: new Decimal(0),
      currency: "USD",
      description: line,
      contentKey: line,
      occurrence,
    };
  });
}

/** A lot in words: `2024-01-02 broker 10 VTI @ 1000`, with the start of its holding period where it differs. */
export function inWords(lot: Lot): string {
  const held = lot.acquiredOn === lot.purchasedOn ? "" : ` since ${lot.acquiredOn}`;
  return `${lot.purchasedOn} ${lot.accountId} ${lot.units.toString()} ${lot.instrumentId} @ ${lot.cost.toString()}${held}`;
}
