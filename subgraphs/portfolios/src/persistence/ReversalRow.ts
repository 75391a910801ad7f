import type { Reversal, ReversalCause } from "../operations/ports.js";

/** Columns of portfolios.transaction_reversal that a reversal by hand fills. */
export const REVERSAL_COLUMNS = {
  household_id: "uuid",
  transaction_id: "uuid",
  cause: "text",
  reason: "text",
  entry_id: "uuid",
  reversed_by: "uuid",
} as const;

export interface ReversalRow {
  readonly household_id: string;
  readonly transaction_id: string;
  readonly cause: string;
  readonly reason: string | null;
  readonly entry_id: string | null;
  readonly reversed_at: Date;
}

export function toReversal(row: ReversalRow): Reversal {
  return {
    householdId: row.household_id,
    transactionId: row.transaction_id,
    // a CHECK of the table holds it
    cause: row.cause as ReversalCause,
    reason: row.reason,
    entryId: row.entry_id,
    reversedAt: row.reversed_at,
  };
}
