import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { transactionFor, viewerScope } from "./access.js";
import {
  accountsOf,
  type BookedEntry,
  type EntryPorts,
  type NewTransaction,
  rememberEntry,
  requireAverage,
  requestOf,
} from "./addTransaction.js";
import { changeLedger } from "./changeLedger.js";
import { entryTransactions } from "./entryTransactions.js";
import { countingEntry, reasonWords, type Taking } from "./reverseTransaction.js";

export interface Correction extends Taking {
  readonly replacement: NewTransaction;
}

/**
 * Books another entry in the place of one that is wrong, in one step: the wrong one is reversed
 * with all that was booked beside it, the right one names it. A transaction never changes, so its
 * id is its version: who corrects one that was corrected meanwhile gets CONFLICT.
 *
 * A correction of a row of a file belongs to that file's import: undoing the import takes it back.
 *
 * @throws {Refusal} CONFLICT; otherwise as `addTransaction` and `reverseTransaction`
 */
export async function correctTransaction(
  ports: EntryPorts,
  viewer: Viewer,
  { transactionId, reason, replacement }: Correction,
): Promise<BookedEntry> {
  const scope = viewerScope(viewer);
  const accounts = await ports.work.within(scope, async (unit) => {
    const original = await transactionFor(unit, viewer, transactionId, "write");
    const found = await accountsOf(unit, viewer, replacement);
    if (found.account.householdId === original.householdId) return found;
    throw new Refusal("BAD_INPUT", "the replacement is booked in the same household");
  });
  const entered = await entryTransactions(ports, accounts, replacement);
  return ports.work.within(scope, async (unit) => {
    const original = await transactionFor(unit, viewer, transactionId, "write");
    const { householdId, importId, line } = original;
    await unit.ledger.lock(householdId);
    const isNamed = replacement.idempotencyKey !== null;
    const request = isNamed
      ? await requestOf(unit, householdId, { ...replacement, transactionId })
      : null;
    if (request?.answer) return request.answer;
    await requireAverage(unit, entered);
    const reversed = await countingEntry(unit, transactionId);
    const added = entered.map((each) => ({ ...each, importId, line, correctsId: transactionId }));
    await changeLedger(unit, {
      householdId,
      reason: "TRANSACTION_CORRECTED",
      reversed,
      cause: "CORRECTED",
      words: reasonWords(reason),
      added,
      userId: requireUser(viewer),
    });
    if (request) return rememberEntry(unit, viewer, { ...request, householdId, added });
    return { id: added[0]?.entryId ?? "", transactions: added, isRepeated: false };
  });
}
