import type { Viewer } from "@wealthgraph/chassis/viewer";
import { addDays, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { TRANSFER_DAYS_MAX } from "../domain/replayOrder.js";
import { importFor, viewerScope } from "./access.js";
import { identityOf } from "./contentHash.js";
import { importedTransactions } from "./importedTransactions.js";
import { newRows } from "./newRows.js";
import {
  type Import,
  type ImportNews,
  type ImportRow,
  type StoredTransaction,
  type Unit,
  type Work,
} from "./ports.js";
import { saveHoldings } from "./saveHoldings.js";

export interface Confirmation {
  readonly importId: string;
  /** True to import the file without its rejected rows. */
  readonly skipRejected: boolean;
}

/**
 * Books the new rows of a previewed file: transactions, lots, positions, cash and the event, all in
 * one transaction or none. Rows that another import booked since the preview are passed over.
 *
 * Changes of one household's ledger wait for each other, because a purchase in one account changes
 * lots of another (wash sales, transfers); so the same rows sent by many at once are booked once.
 *
 * @throws {Refusal} IMPORT_NOT_READY unless the import is in preview; IMPORT_HAS_REJECTED_ROWS unless
 *   they are skipped; IMPORT_NOTHING_NEW; UNITS_EXCEED_POSITION, with the line, when the history with
 *   these rows sells more than it holds
 */
export async function confirmImport(
  ports: { readonly work: Work; readonly news: ImportNews },
  viewer: Viewer,
  confirmation: Confirmation,
): Promise<Import> {
  const confirmed = await ports.work.within(viewerScope(viewer), async (unit) => {
    const { householdId } = await importFor(unit, viewer, confirmation.importId, "write");
    await unit.ledger.lock(householdId);
    const item = await importFor(unit, viewer, confirmation.importId, "write");
    requirePreview(item, confirmation);
    const booked = await book(unit, item);
    const after: Import = {
      ...item,
      status: "CONFIRMED",
      rowsSkipped: item.rowsRejected,
      rowsNew: booked.count,
      rowsDuplicate: item.rowsDuplicate + item.rowsNew - booked.count,
    };
    if (!(await unit.imports.update(after))) throw changedMeanwhile();
    await unit.imports.removeChunks(item.id);
    await unit.portfolioChanged(householdId, "IMPORT_CONFIRMED");
    await unit.enqueueSnapshots(householdId, booked.restatedFrom);
    return { ...after, version: item.version + 1 };
  });
  await ports.news.importMoved(confirmed.id);
  return confirmed;
}

function requirePreview(item: Import, confirmation: Confirmation): void {
  if (item.status !== "PREVIEW") throw notReady(item, "PREVIEW");
  if (item.rowsRejected > 0 && !confirmation.skipRejected) {
    throw new Refusal(
      "IMPORT_HAS_REJECTED_ROWS",
      `${item.rowsRejected} rows are rejected: skip them with skipRejected, or mend the file`,
      { rowsRejected: item.rowsRejected },
    );
  }
}

/** What a file brought to the ledger. */
interface Booked {
  readonly count: number;
  readonly restatedFrom: CalendarDate | null;
}

/** A page of rows is in memory at a time: the file may be long. */
async function book(unit: Unit, item: Import): Promise<Booked> {
  const account = (await unit.accounts.byIds([item.accountId])).get(item.accountId);
  const known = await unit.ledger.identities(item.accountId);
  const isNew = ({ draft }: ImportRow) =>
    draft !== null && !known.has(identityOf(draft.contentKey, draft.occurrence));
  const instruments = new Set<string>();
  let count = 0;
  let first: CalendarDate | null = null;
  for await (const rows of newRows(unit, item.id)) {
    const added = account ? importedTransactions(item, account, rows.filter(isNew)) : [];
    await unit.ledger.append(added);
    count += added.length;
    for (const id of instrumentsOf(added)) instruments.add(id);
    const from = restatedFrom(added);
    if (from && (first === null || from < first)) first = from;
  }
  if (count === 0) {
    throw new Refusal("IMPORT_NOTHING_NEW", "every row of the file is in the account already");
  }
  try {
    await saveHoldings(unit, item.householdId, instruments);
  } catch (error) {
    throw error instanceof Refusal ? await withLine(unit, error, item) : error;
  }
  return { count, restatedFrom: first };
}

/** The line of the file in place of the id of a transaction that will not exist. */
async function withLine(unit: Unit, refusal: Refusal, item: Import): Promise<Refusal> {
  const id = refusal.facts["transactionId"];
  const culprit = typeof id === "string" ? (await unit.ledger.byIds([id])).get(id) : undefined;
  if (culprit?.importId !== item.id) return refusal;
  const { transactionId: _, ...facts } = refusal.facts;
  return new Refusal(refusal.code, `line ${culprit.line}: ${refusal.message}`, {
    ...facts,
    line: culprit.line,
  });
}

/** The securities of these transactions; what corporate actions link with them follows. */
export function instrumentsOf(transactions: readonly StoredTransaction[]): ReadonlySet<string> {
  return new Set(
    transactions.flatMap(({ instrumentId, terms }) => [
      ...(instrumentId === null ? [] : [instrumentId]),
      ...(terms?.received ? [terms.received.instrumentId] : []),
    ]),
  );
}

export function earliestDay(transactions: readonly StoredTransaction[]): CalendarDate | null {
  return transactions.reduce<CalendarDate | null>(
    (first, { tradeDate }) => (first === null || tradeDate < first ? tradeDate : first),
    null,
  );
}

/** The first day whose values change with these: a transfer can move its other end back by some days. */
export function restatedFrom(transactions: readonly StoredTransaction[]): CalendarDate | null {
  const first = earliestDay(transactions);
  const moves = transactions.some(({ kind }) => kind.startsWith("TRANSFER"));
  return first && moves ? addDays(first, -TRANSFER_DAYS_MAX) : first;
}

export function notReady(item: Import, needed: string): Refusal {
  return new Refusal("IMPORT_NOT_READY", `the import is ${item.status}; this needs ${needed}`, {
    status: item.status,
    statusNeeded: needed,
  });
}

export function changedMeanwhile(): Refusal {
  return new Refusal("CONFLICT", "the import was changed by someone else: read it again");
}
