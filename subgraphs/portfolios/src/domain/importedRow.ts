import { Refusal, type RefusalFacts } from "@wealthgraph/kernel/refusal";
import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
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

interface RejectedRow {
  readonly line: number;
  readonly verdict: "REJECTED";
  readonly reason: RowReason;
}

/** A header, a subtotal, legal text, a row that repeats another: nothing to import, and why. */
interface InformationalRow {
  readonly line: number;
  readonly verdict: "INFORMATIONAL";
  readonly note: string;
}

/** What a layout makes of one row, before it is compared with what the account holds. */
export type ParsedRow =
  | {
      readonly line: number;
      readonly verdict: "TRANSACTION";
      readonly draft: TransactionDraft;
      /** What else the record does: the purchase of a conversion, the tax on a dividend. */
      readonly others?: readonly TransactionDraft[];
    }
  | RejectedRow
  | InformationalRow;

/** What becomes of one row of the file. Every row of the file has one: none is dropped. */
export type ImportedRow =
  | {
      readonly line: number;
      readonly verdict: "NEW" | "DUPLICATE";
      readonly draft: TransactionDraft;
      readonly occurrence: number;
    }
  | RejectedRow
  | InformationalRow;

/** What reading one row gives: a transaction, or a note why the row holds none. */
export type RowReading =
  | { readonly draft: TransactionDraft; readonly others?: readonly TransactionDraft[] }
  | { readonly note: string };

/** A record as rows of one transaction each, in the order in which the record tells them. */
export function partsOf(row: ParsedRow): ParsedRow[] {
  if (row.verdict !== "TRANSACTION" || !row.others) return [row];
  const { line, verdict, draft, others } = row;
  return [draft, ...others].map((each) => ({ line, verdict, draft: each }));
}

/** Characters a cell may have in a row that holds a transaction. */
export const CELL_CHARACTERS_MAX = 1_000;

/** Runs `read` on one row; a refusal becomes the row's rejection, with the cells' length checked. */
export function parsed(row: CsvRow, read: () => RowReading): ParsedRow {
  try {
    const reading = read();
    if ("note" in reading) {
      return { line: row.line, verdict: "INFORMATIONAL", note: reading.note };
    }
    refuseLongCells(row);
    return { line: row.line, verdict: "TRANSACTION", ...reading };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, facts } = error;
    return { line: row.line, verdict: "REJECTED", reason: { code, message, facts } };
  }
}

function refuseLongCells(row: CsvRow): void {
  const characters = Math.max(...row.cells.map((cell) => cell.length));
  if (characters <= CELL_CHARACTERS_MAX) return;
  throw new Refusal(
    "ROW_CELL_TOO_LONG",
    `A cell has ${characters} characters; ${CELL_CHARACTERS_MAX} are allowed.`,
    { characters, charactersMax: CELL_CHARACTERS_MAX },
  );
}
