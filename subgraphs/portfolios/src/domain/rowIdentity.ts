import type { ImportedRow, ParsedRow } from "./importedRow.js";
import type { RowValues } from "./rowEffect.js";

/**
 * What makes a row the same row when it comes again, in this file or another one: the broker's own
 * number for it, else everything it says. Spaces and trailing zeros do not count, nor do columns
 * that another export of the same account lacks (account number, running balance).
 *
 * @returns readable text, equal for equal rows; the account is not part of it
 */
export function contentKeyOf(values: RowValues): string {
  const { broker, brokerRowId } = values;
  if (brokerRowId !== null) return JSON.stringify([broker, "id", brokerRowId, values.action]);
  return JSON.stringify([
    broker,
    values.tradeDate,
    values.tradeTime,
    values.action.replace(/\s+/g, " "),
    values.symbol,
    values.isin,
    values.units?.toString() ?? null,
    values.price?.toString() ?? null,
    values.amount?.toString() ?? null,
    values.fees.toString(),
    values.currency,
    values.description.replace(/\s+/g, " "),
  ]);
}

/** Says whether an account already holds the transaction with this content and occurrence number. */
export type IsKnown = (contentKey: string, occurrence: number) => boolean;

/**
 * Numbers equal rows of one file, so that two equal fills are two transactions while the same file
 * imported again is none: its first fill meets the account's first, its second the second.
 */
export class OccurrenceCounter {
  readonly #counts = new Map<string, number>();

  /** @returns the row with its verdict; call once for each row of a file, in any order of equal rows */
  number(row: ParsedRow, isKnown: IsKnown): ImportedRow {
    if (row.verdict !== "TRANSACTION") return row;
    const { draft, line } = row;
    const before = this.#counts.get(draft.contentKey) ?? 0;
    this.#counts.set(draft.contentKey, before + 1);
    const occurrence = draft.hasBrokerId ? 1 : before + 1;
    const isRepeated = draft.hasBrokerId && before > 0;
    const verdict = isRepeated || isKnown(draft.contentKey, occurrence) ? "DUPLICATE" : "NEW";
    return { line, verdict, draft, occurrence };
  }
}

/** Numbers all rows of one file: see `OccurrenceCounter`. */
export function identifyRows(rows: Iterable<ParsedRow>, isKnown: IsKnown): ImportedRow[] {
  const counter = new OccurrenceCounter();
  return Array.from(rows, (row) => counter.number(row, isKnown));
}
