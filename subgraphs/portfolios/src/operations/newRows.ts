import type { ImportRow, Unit } from "./ports.js";

/** Rows that are in memory at once. */
const PAGE_ROWS = 2_000;

/** The new rows of an import, page by page in order of lines. */
export async function* newRows(
  unit: Pick<Unit, "imports">,
  importId: string,
): AsyncGenerator<readonly ImportRow[]> {
  for (let after: readonly number[] | null = null; ;) {
    const rows: readonly ImportRow[] = await unit.imports.rows(importId, "NEW", {
      first: PAGE_ROWS,
      after,
    });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    after = [last.line, last.part];
  }
}
