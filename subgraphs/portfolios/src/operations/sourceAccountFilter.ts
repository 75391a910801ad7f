import { Refusal } from "@wealthgraph/kernel/refusal";
import type { ParsedRow } from "../domain/importedRow.js";

/**
 * Keeps the rows of one account of a file that holds several; the others become remarks, so that
 * the same file can be imported once for each account.
 *
 * @param wanted the broker's number of the account; null for a file that holds one account only
 * @returns a function for the rows of one file in their order; it throws `Refusal` BAD_INPUT when
 *   none was wanted and the file holds several
 */
export function sourceAccountFilter(wanted: string | null): (row: ParsedRow) => ParsedRow {
  const seen = new Set<string>();
  return (row) => {
    if (row.verdict !== "TRANSACTION" || row.draft.sourceAccount === null) return row;
    const { sourceAccount } = row.draft;
    seen.add(sourceAccount);
    if (wanted === null) {
      if (seen.size > 1) throw severalAccounts([...seen]);
      return row;
    }
    if (sourceAccount === wanted) return row;
    const note = `belongs to the account ${sourceAccount} of the file`;
    return { line: row.line, verdict: "INFORMATIONAL", note };
  };
}

function severalAccounts(numbers: readonly string[]): Refusal {
  const list = numbers.join(", ");
  return new Refusal(
    "BAD_INPUT",
    `the file holds several accounts (${list}): name one as sourceAccount of createImport`,
    { sourceAccounts: list },
  );
}
