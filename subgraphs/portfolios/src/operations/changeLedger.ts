import { Refusal } from "@wealthgraph/kernel/refusal";
import { instrumentsOf, restatedFrom } from "./confirmImport.js";
import type { ChangeReason, ReversalCause, StoredTransaction, Unit } from "./ports.js";
import { saveHoldings } from "./saveHoldings.js";

/** One step of the ledger: what is taken back and what is booked, together or not at all. */
export interface LedgerChange {
  readonly householdId: string;
  readonly reason: ChangeReason;
  /** They count until now. */
  readonly reversed: readonly StoredTransaction[];
  readonly cause: ReversalCause;
  /** Why, in the words of who takes it back. */
  readonly words: string | null;
  readonly added: readonly StoredTransaction[];
  readonly userId: string;
}

/**
 * Takes transactions back and books others; positions, lots and cash become what they come to.
 * Nothing is edited: the ledger only grows. Call it with the household locked.
 *
 * @throws {Refusal} UNITS_EXCEED_POSITION when what is booked cannot have happened
 * @throws {Refusal} TRANSACTION_LATER_DEPENDS when another transaction could not have happened then
 */
export async function changeLedger(unit: Unit, change: LedgerChange): Promise<void> {
  const { householdId, added, reversed, cause } = change;
  if (reversed.length > 0) {
    const entryId = added[0]?.entryId ?? null;
    await unit.history.addReversals(
      reversed.map(({ id }) => ({
        householdId,
        transactionId: id,
        cause,
        reason: change.words,
        entryId,
      })),
      change.userId,
    );
  }
  if (added.length > 0) await unit.ledger.append(added);
  try {
    await saveHoldings(unit, householdId, instrumentsOf([...reversed, ...added]));
  } catch (error) {
    throw error instanceof Refusal ? attributed(error, added) : error;
  }
  await unit.portfolioChanged(householdId, change.reason);
  await unit.enqueueSnapshots(householdId, restatedFrom([...reversed, ...added]));
}

/** Says whether the new transaction itself is impossible, or one that counts already would be. */
function attributed(refusal: Refusal, added: readonly StoredTransaction[]): Refusal {
  const culprit = refusal.facts["transactionId"];
  if (culprit === undefined) return refusal;
  if (added.some(({ id }) => id === culprit)) {
    const { transactionId: _, ...facts } = refusal.facts;
    return new Refusal(refusal.code, refusal.message, facts);
  }
  return new Refusal(
    "TRANSACTION_LATER_DEPENDS",
    `another transaction would be impossible: ${refusal.message}`,
    refusal.facts,
  );
}
