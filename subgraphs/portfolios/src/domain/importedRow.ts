import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import type { RefusalFacts } from "@wealthgraph/kernel/refusal";
import type { TransactionDraft } from "./transaction.js";

export const ROW_VERDICTS = ["NEW", "DUPLICATE", "REJECTED", "INFORMATIONAL"] as const;
export type RowVerdict = (typeof ROW_VERDICTS)[number];

/** One record of a CSV file, tokenised. */
export interface CsvRow {
  /** Line of the file on which the record starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Why a row is not imported. */
export interface RowReason {
  readonly code: RefusalCode;
  readonly message: string;
  readonly facts: RefusalFacts;
}

/** What becomes of one row of the file. Every row of the file has one: none is dropped. */
export type ImportedRow =
  | {
      readonly line: number;
      readonly verdict: "NEW" | "DUPLICATE";
      readonly draft: TransactionDraft;
      readonly occurrence: number;
    }
  | { readonly line: number; readonly verdict: "REJECTED"; readonly reason: RowReason }
  | { readonly line: number; readonly verdict: "INFORMATIONAL"; readonly note: string };
