import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { LedgerEntryInput } from "../domain/ledgerEntry.js";
import { accountFor, viewerScope } from "./access.js";
import { requireAveraged } from "./setLotMethod.js";
import { changeLedger } from "./changeLedger.js";
import { contentHash } from "./contentHash.js";
import { type EntryAccounts, entryTransactions } from "./entryTransactions.js";
import type { Clock, Market, StoredTransaction, Unit, Work } from "./ports.js";

export interface EntryPorts {
  readonly work: Work;
  readonly market: Market;
  readonly clock: Clock;
}

export interface NewTransaction extends LedgerEntryInput {
  readonly accountId: string;
  /** Names the request, so that it can be repeated; null takes its content for its name. */
  readonly idempotencyKey: string | null;
}

/** What one step booked. */
export interface BookedEntry {
  readonly id: string;
  readonly transactions: readonly StoredTransaction[];
  /** True when the same request had been answered before: nothing was booked now. */
  readonly isRepeated: boolean;
}

/**
 * Books what a person enters. Repeating the request books nothing: it is known by its key, and
 * without one by its content, so that a second purchase alike on the same day needs a key.
 *
 * @throws {Refusal} NOT_FOUND or FORBIDDEN for the accounts; BAD_INPUT, UNKNOWN_SYMBOL, NO_FX_RATE
 *   for the entry; UNITS_EXCEED_POSITION; TRANSACTION_LATER_DEPENDS; IDEMPOTENCY_KEY_REUSED
 */
export async function addTransaction(
  ports: EntryPorts,
  viewer: Viewer,
  input: NewTransaction,
): Promise<BookedEntry> {
  const scope = viewerScope(viewer);
  const accounts = await ports.work.within(scope, (unit) => accountsOf(unit, viewer, input));
  const added = await entryTransactions(ports, accounts, input);
  return ports.work.within(scope, async (unit) => {
    const { householdId } = await accountFor(unit, viewer, input.accountId, "write");
    await unit.ledger.lock(householdId);
    const request = await requestOf(unit, householdId, input);
    if (request.answer) return request.answer;
    await requireAverage(unit, added);
    await changeLedger(unit, {
      householdId,
      reason: "TRANSACTION_ADDED",
      reversed: [],
      cause: "REVERSED",
      words: null,
      added,
      userId: requireUser(viewer),
    });
    return rememberEntry(unit, viewer, { ...request, householdId, added });
  });
}

/** @throws {Refusal} LOT_METHOD_NOT_ALLOWED when a sale averages what the law does not let it */
export async function requireAverage(
  unit: Pick<Unit, "lotMethods">,
  added: readonly StoredTransaction[],
): Promise<void> {
  for (const { terms, accountId, instrumentId, symbol } of added) {
    if (terms?.lotMethod !== "AVERAGE" || instrumentId === null) continue;
    await requireAveraged(unit, { accountId, instrumentId, symbol: symbol ?? "" });
  }
}

/** @throws {Refusal} BAD_INPUT when the other account belongs to another household */
export async function accountsOf(
  unit: Pick<Unit, "accounts">,
  viewer: Viewer,
  { accountId, toAccountId }: { readonly accountId: string; readonly toAccountId: string | null },
): Promise<EntryAccounts> {
  const account = await accountFor(unit, viewer, accountId, "write");
  if (toAccountId === null) return { account, other: null };
  const other = await accountFor(unit, viewer, toAccountId, "write");
  if (other.householdId !== account.householdId) {
    throw new Refusal("BAD_INPUT", "toAccountId is an account of the same household");
  }
  return { account, other };
}

const KEY_LENGTH_MAX = 100;

/**
 * What the request is remembered by, or the answer it was given before.
 *
 * @throws {Refusal} IDEMPOTENCY_KEY_REUSED when the key came with another content
 */
export async function requestOf(
  unit: Pick<Unit, "history">,
  householdId: string,
  input: NewTransaction & { readonly transactionId?: string },
): Promise<{ readonly key: string; readonly hash: string; readonly answer: BookedEntry | null }> {
  const { idempotencyKey, ...content } = input;
  // decimals say themselves as text
  const hash = contentHash(JSON.stringify(content));
  if (idempotencyKey === null) return byContent(unit, householdId, hash);
  if (idempotencyKey.length < 1 || idempotencyKey.length > KEY_LENGTH_MAX) {
    throw new Refusal("BAD_INPUT", `idempotencyKey has 1 to ${KEY_LENGTH_MAX} characters`);
  }
  const key = `key ${idempotencyKey}`;
  const known = await unit.history.request(householdId, key);
  if (known && known.requestHash !== hash) {
    throw new Refusal("IDEMPOTENCY_KEY_REUSED", "this idempotencyKey came with another request");
  }
  return { key, hash, answer: known && (await entryOf(unit, known.entryId)) };
}

/** The same content counts once; after it was taken back it can be booked again. */
async function byContent(unit: Pick<Unit, "history">, householdId: string, hash: string) {
  for (let time = 1; ; time++) {
    const key = `content ${hash} ${time}`;
    const known = await unit.history.request(householdId, key);
    if (!known) return { key, hash, answer: null };
    const answer = await entryOf(unit, known.entryId);
    const reversals = await unit.history.reversalsOf(answer.transactions.map(({ id }) => id));
    if (reversals.size === 0) return { key, hash, answer };
  }
}

async function entryOf(unit: Pick<Unit, "history">, entryId: string): Promise<BookedEntry> {
  const transactions = await unit.history.byEntries([entryId]);
  return { id: entryId, transactions, isRepeated: true };
}

export async function rememberEntry(
  unit: Pick<Unit, "history">,
  viewer: Viewer,
  booked: {
    readonly key: string;
    readonly hash: string;
    readonly householdId: string;
    readonly added: readonly StoredTransaction[];
  },
): Promise<BookedEntry> {
  const { key: idempotencyKey, hash: requestHash, householdId, added } = booked;
  const entryId = added[0]?.entryId ?? "";
  const request = { householdId, idempotencyKey, requestHash, entryId };
  await unit.history.addRequest(request, requireUser(viewer));
  return { id: entryId, transactions: added, isRepeated: false };
}
