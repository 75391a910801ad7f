import type { Work } from "./ports.js";
import { saveHoldings } from "./saveHoldings.js";

/**
 * Replays every household whose disposals are of an older calculation. Several processes may do it
 * at once: each household is locked, and looked at again under the lock.
 *
 * @param isStopped asked before each household
 */
export async function restateDisposals(work: Work, isStopped: () => boolean): Promise<void> {
  for (const householdId of await work.householdsWithOutdatedDisposals()) {
    if (isStopped()) return;
    await work.within({ householdIds: [householdId] }, async (unit) => {
      await unit.ledger.lock(householdId);
      const outdated = await unit.disposals.outdated([householdId]);
      if (outdated.length === 0) return;
      await saveHoldings(unit, householdId, null);
    });
  }
}
