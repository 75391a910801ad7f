import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { transactionFor, viewerScope } from "./access.js";
import { changeLedger } from "./changeLedger.js";
import type { Reversal, StoredTransaction, Unit, Work } from "./ports.js";

export interface Taking {
  readonly transactionId: string;
  /** Why; null when nobody says. */
  readonly reason: string | null;
}

/**
 * Takes a transaction back, with what was booked in the same step: both ends of a transfer, both
 * currencies of a conversion. Nothing is erased: each gets a reversal.
 *
 * @returns what no longer counts
 * @throws {Refusal} CONFLICT when it was taken back meanwhile; TRANSACTION_LATER_DEPENDS when another
 *   transaction sells what it bought
 */
export async function reverseTransaction(
  ports: { readonly work: Work },
  viewer: Viewer,
  { transactionId, reason }: Taking,
): Promise<readonly StoredTransaction[]> {
  return ports.work.within(viewerScope(viewer), async (unit) => {
    const { householdId } = await transactionFor(unit, viewer, transactionId, "write");
    await unit.ledger.lock(householdId);
    const reversed = await countingEntry(unit, transactionId);
    await changeLedger(unit, {
      householdId,
      reason: "TRANSACTION_REVERSED",
      reversed,
      cause: "REVERSED",
      words: reasonWords(reason),
      added: [],
      userId: requireUser(viewer),
    });
    return reversed;
  });
}

/**
 * What was booked in one step with a transaction that counts.
 *
 * @throws {Refusal} CONFLICT when it no longer does; the facts say what took its place
 */
export async function countingEntry(
  unit: Pick<Unit, "history">,
  transactionId: string,
): Promise<readonly StoredTransaction[]> {
  const reversal = (await unit.history.reversalsOf([transactionId])).get(transactionId);
  if (reversal) throw reversedAlready(reversal);
  return (await unit.history.entriesOf([transactionId])).get(transactionId) ?? [];
}

function reversedAlready({ cause, entryId, reversedAt }: Reversal): Refusal {
  return new Refusal("CONFLICT", "the transaction was taken back meanwhile: read it again", {
    cause,
    entryId,
    reversedAt: reversedAt.toISOString(),
  });
}

const REASON_LENGTH_MAX = 500;

/** @throws {Refusal} BAD_INPUT when the words are too many or not printable */
export function reasonWords(reason: string | null): string | null {
  const words = reason?.trim() ?? "";
  if (words === "") return null;
  if (words.length <= REASON_LENGTH_MAX && !/\p{Cc}/u.test(words)) return words;
  throw new Refusal("BAD_INPUT", `reason has at most ${REASON_LENGTH_MAX} printable characters`, {
    reasonLengthMax: REASON_LENGTH_MAX,
  });
}
