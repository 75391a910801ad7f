import { newId } from "@wealthgraph/chassis/id";
import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { transactionFor, viewerScope } from "./access.js";
import type { BookedEntry } from "./addTransaction.js";
import { changeLedger } from "./changeLedger.js";
import type { StoredTransaction, Unit, Work } from "./ports.js";
import { reasonWords, type Taking } from "./reverseTransaction.js";

/**
 * Undoes a reversal or a correction: what was taken back is booked again as a copy that names it,
 * and what stands in its place, when anything does, is taken back in the same step.
 *
 * @throws {Refusal} CONFLICT when the transaction counts, or was restored already
 * @throws {Refusal} IMPORT_NOT_READY when its import was undone: import the file again
 */
export async function restoreTransaction(
  ports: { readonly work: Work },
  viewer: Viewer,
  { transactionId, reason }: Taking,
): Promise<BookedEntry> {
  return ports.work.within(viewerScope(viewer), async (unit) => {
    const { householdId } = await transactionFor(unit, viewer, transactionId, "write");
    await unit.ledger.lock(householdId);
    const originals = (await unit.history.entriesOf([transactionId])).get(transactionId) ?? [];
    await requireRestorable(unit, originals);
    const entryId = newId();
    const added = originals.map((original) => ({
      ...original,
      id: newId(),
      entryId,
      correctsId: null,
      restoresId: original.id,
    }));
    await changeLedger(unit, {
      householdId,
      reason: "TRANSACTION_RESTORED",
      reversed: await standingInstead(unit, transactionId),
      cause: "RESTORED",
      words: reasonWords(reason),
      added,
      userId: requireUser(viewer),
    });
    return { id: entryId, transactions: added, isRepeated: false };
  });
}

async function requireRestorable(
  unit: Pick<Unit, "history" | "imports">,
  originals: readonly StoredTransaction[],
): Promise<void> {
  const ids = originals.map(({ id }) => id);
  const reversals = await unit.history.reversalsOf(ids);
  if (reversals.size < ids.length) {
    throw new Refusal("CONFLICT", "the transaction counts: there is nothing to restore");
  }
  const importIds = originals.flatMap(({ importId }) => importId ?? []);
  const imports = await unit.imports.byIds(importIds);
  for (const { status } of imports.values()) {
    if (status === "CONFIRMED") continue;
    const facts = { status, statusNeeded: "CONFIRMED" };
    throw new Refusal("IMPORT_NOT_READY", "its import was undone: import the file again", facts);
  }
  const [restored] = await unit.history.restorationsOf(ids);
  if (restored) {
    const facts = { restoredAs: restored.id };
    throw new Refusal("CONFLICT", "the transaction was restored already", facts);
  }
}

/**
 * What counts in the place of a transaction: its correction, or what stands in the place of that: a
 * further correction, or the copy of it that was restored after it was taken back.
 */
async function standingInstead(
  unit: Pick<Unit, "history">,
  transactionId: string,
): Promise<readonly StoredTransaction[]> {
  let reversal = (await unit.history.reversalsOf([transactionId])).get(transactionId);
  let standing: readonly StoredTransaction[] = [];
  while (reversal) {
    standing = reversal.entryId
      ? await unit.history.byEntries([reversal.entryId])
      : await unit.history.restorationsOf(standing.map(({ id }) => id));
    const reversals = await unit.history.reversalsOf(standing.map(({ id }) => id));
    if (reversals.size === 0) return standing;
    reversal = standing[0] && reversals.get(standing[0].id);
  }
  return [];
}
