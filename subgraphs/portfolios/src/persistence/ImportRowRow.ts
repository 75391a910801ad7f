import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import type { RefusalFacts } from "@wealthgraph/kernel/refusal";
import type { RowVerdict } from "../domain/importedRow.js";
import type { ImportRow } from "../operations/ports.js";
import { draftFromJson, type DraftJson } from "./draftJson.js";

/** A row of portfolios.import_row. */
export interface ImportRowRow {
  readonly line: number;
  readonly part: number;
  readonly raw: string;
  readonly verdict: string;
  readonly reason_code: string | null;
  readonly reason_message: string | null;
  readonly reason_facts: RefusalFacts | null;
  readonly note: string | null;
  readonly draft: DraftJson | null;
}

export function toImportRow(row: ImportRowRow): ImportRow {
  return {
    line: row.line,
    part: row.part,
    raw: row.raw,
    // a CHECK of the table holds the verdict, the store writes the code from the registry
    verdict: row.verdict as RowVerdict,
    reason:
      row.reason_code === null
        ? null
        : {
            code: row.reason_code as RefusalCode,
            message: row.reason_message ?? "",
            facts: row.reason_facts ?? {},
          },
    note: row.note,
    draft: row.draft ? draftFromJson(row.draft) : null,
  };
}
