import { type CalendarDate, addDays } from "@wealthgraph/kernel/calendarDate";
import type { Transaction, TransactionKind } from "./transaction.js";

/** A transaction in its place in a household's history. */
export interface LedgerEvent {
  readonly transaction: Transaction;
  /** Trade date; of a transfer between own accounts, the earlier of its two dates. */
  readonly on: CalendarDate;
  /** Id of the transfer out of another account of the household whose lots arrive. */
  readonly transferredFrom: string | null;
}

/** Days by which two accounts may differ in booking one transfer. */
export const TRANSFER_DAYS_MAX = 10;

/**
 * Place of a kind within a day. A split counts before the opening; acquisitions count before
 * disposals, so that a purchase and a sale of one day never look like a sale of more than is held.
 * Under FIFO the order of the two changes no gain, because older lots leave first.
 */
const RANK: Readonly<Record<TransactionKind, number>> = {
  SPLIT: 0,
  STOCK_DIVIDEND: 0,
  SPIN_OFF: 0.25,
  MERGER: 0.5,
  SYMBOL_CHANGE: 0.5,
  BUY: 1,
  REINVESTMENT: 1,
  TRANSFER_OUT: 2,
  TRANSFER_IN: 3,
  SELL: 4,
  SHORT: 4,
  COVER: 4.5,
  CASH_IN_LIEU: 4,
  RETURN_OF_CAPITAL: 5,
  DIVIDEND: 6,
  CAPITAL_GAIN_DISTRIBUTION: 6,
  INTEREST: 6,
  FEE: 6,
  TAX: 6,
  WITHHOLDING: 6,
  DEPOSIT: 6,
  WITHDRAWAL: 6,
  FX_CONVERSION: 6,
};

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A split in two rows (old units out, new units in) adds before it takes. */
const takesUnits = (t: Transaction) => (t.kind === "SPLIT" && t.units?.isNegative() ? 1 : 0);

function compareEvents(a: LedgerEvent, b: LedgerEvent): number {
  const [x, y] = [a.transaction, b.transaction];
  return (
    compareText(a.on, b.on) ||
    RANK[x.kind] - RANK[y.kind] ||
    takesUnits(x) - takesUnits(y) ||
    compareText(x.tradeTime ?? "", y.tradeTime ?? "") ||
    compareText(x.contentKey, y.contentKey) ||
    x.occurrence - y.occurrence ||
    compareText(x.accountId, y.accountId)
  );
}

/**
 * Puts a household's transactions in the order in which they count: by trade date, within a day by
 * kind, then time, then content. The order in the file does not matter.
 *
 * A transfer out and a transfer in of the same units in another account, at most
 * `TRANSFER_DAYS_MAX` days apart, are joined; both then count on the earlier day.
 */
export function ordered(transactions: readonly Transaction[]): LedgerEvent[] {
  const links = linkTransfers(transactions);
  const dates = new Map<string, CalendarDate>();
  for (const { incoming, outgoing } of links.values()) {
    const on = incoming.tradeDate < outgoing.tradeDate ? incoming.tradeDate : outgoing.tradeDate;
    dates.set(incoming.id, on);
    dates.set(outgoing.id, on);
  }
  return transactions
    .map((transaction) => ({
      transaction,
      on: dates.get(transaction.id) ?? transaction.tradeDate,
      transferredFrom: links.get(transaction.id)?.outgoing.id ?? null,
    }))
    .sort(compareEvents);
}

interface TransferLink {
  readonly incoming: Transaction;
  readonly outgoing: Transaction;
}

/** What both ends of a transfer have in common: the entry that booked both, else security and units. */
function transferKeys(transfers: readonly Transaction[]): (t: Transaction) => string {
  const entriesOf = (kind: TransactionKind) =>
    new Set(transfers.flatMap((t) => (t.kind === kind && t.entryId ? t.entryId : [])));
  const [arriving, leaving] = [entriesOf("TRANSFER_IN"), entriesOf("TRANSFER_OUT")];
  return ({ entryId, instrumentId, units }) =>
    entryId && arriving.has(entryId) && leaving.has(entryId)
      ? `entry ${entryId}`
      : `${instrumentId} ${units?.toString()}`;
}

/** @returns by id of the incoming transfer; each outgoing one is used once, earliest first */
function linkTransfers(transactions: readonly Transaction[]): Map<string, TransferLink> {
  const byDate = (a: Transaction, b: Transaction) =>
    compareText(a.tradeDate, b.tradeDate) || compareText(a.contentKey, b.contentKey);
  const withUnits = transactions
    .filter((t) => t.units !== null && (t.kind === "TRANSFER_IN" || t.kind === "TRANSFER_OUT"))
    .sort(byDate);
  const transferKey = transferKeys(withUnits);
  const outgoing = Map.groupBy(
    withUnits.filter((t) => t.kind === "TRANSFER_OUT"),
    transferKey,
  );
  const links = new Map<string, TransferLink>();
  for (const incoming of withUnits.filter((t) => t.kind === "TRANSFER_IN")) {
    const candidates = outgoing.get(transferKey(incoming)) ?? [];
    const from = addDays(incoming.tradeDate, -TRANSFER_DAYS_MAX);
    const until = addDays(incoming.tradeDate, TRANSFER_DAYS_MAX);
    while (candidates[0] && candidates[0].tradeDate < from) candidates.shift();
    const found = candidates.findIndex((out) => out.accountId !== incoming.accountId);
    const match = candidates[found];
    if (!match || match.tradeDate > until) continue;
    candidates.splice(found, 1);
    links.set(incoming.id, { incoming, outgoing: match });
  }
  return links;
}
