import { newId } from "@wealthgraph/chassis/id";
import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { bad, requireChoice } from "../domain/ledgerEntry.js";
import type { LotChoice } from "../domain/lotMethod.js";
import { transactionFor, viewerScope } from "./access.js";
import type { BookedEntry } from "./addTransaction.js";
import { changeLedger } from "./changeLedger.js";
import type { Work } from "./ports.js";
import { countingEntry, reasonWords, type Taking } from "./reverseTransaction.js";

export interface Identification extends Taking {
  /** Sum to the units that leave; null to follow the account's lot method again. */
  readonly lots: readonly LotChoice[] | null;
}

/**
 * Names the purchases whose units a booked sale or transfer takes: the same transaction is booked
 * again with them, as a correction that can be undone. The law wants the broker to be told by
 * settlement; this records what was told.
 *
 * @throws {Refusal} BAD_INPUT for a kind that takes no units, and unless the units sum up
 * @throws {Refusal} LOT_NOT_HELD when a purchase has fewer; CONFLICT when it was corrected meanwhile;
 *   TRANSACTION_LATER_DEPENDS when a later transaction names the same units
 * @see Treas. Reg. 1.1012-1(c)(2), (c)(8)
 */
export async function identifyLots(
  ports: { readonly work: Work },
  viewer: Viewer,
  { transactionId, reason, lots }: Identification,
): Promise<BookedEntry> {
  return ports.work.within(viewerScope(viewer), async (unit) => {
    const sale = await transactionFor(unit, viewer, transactionId, "write");
    const { householdId, kind, units } = sale;
    if (kind !== "SELL" && kind !== "TRANSFER_OUT") throw bad(sale, "lots", "are not taken");
    if (lots) requireChoice(sale, lots, units);
    await unit.ledger.lock(householdId);
    const reversed = await countingEntry(unit, transactionId);
    const entryId = newId();
    const added = reversed.map((leg) => ({
      ...leg,
      id: newId(),
      entryId,
      correctsId: leg.id,
      restoresId: null,
      terms: leg.id === transactionId ? lots && { lots } : (leg.terms ?? null),
    }));
    await changeLedger(unit, {
      householdId,
      reason: "LOTS_IDENTIFIED",
      reversed,
      cause: "CORRECTED",
      words: reasonWords(reason),
      added,
      userId: requireUser(viewer),
    });
    return { id: entryId, transactions: added, isRepeated: false };
  });
}
