import { readFile, stat } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { CsvRow, RefusedRow } from "../domain/csvRows.js";

/** Larger files are no daily bars of one instrument. */
const BYTES_MAX = 32_000_000;

export interface CsvContent {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly refused: readonly RefusedRow[];
}

const nothing = (reason: string): CsvContent => ({
  header: [],
  rows: [],
  refused: [{ line: 1, reason }],
});

/**
 * Reads a CSV file whole; the header is line 1. A file that is no CSV, is too large or has another
 * header gives no rows and says so; it throws only when the file system does.
 *
 * @param columns the header that is expected; absent: any
 */
export async function readCsvFile(path: string, columns?: readonly string[]): Promise<CsvContent> {
  const { size } = await stat(path);
  if (size > BYTES_MAX) return nothing(`larger than ${BYTES_MAX} bytes`);
  return readCsvText(await readFile(path, "utf8"), columns);
}

/** The same for text. */
export function readCsvText(text: string, columns?: readonly string[]): CsvContent {
  const rows = split(text);
  if (!rows) return nothing("no CSV: a quote is not closed");
  const header = rows[0]?.cells ?? [];
  if (columns && header.join() !== columns.join()) {
    return nothing(
      `header ${columns.join()} expected, ${JSON.stringify(header.join().slice(0, 80))} found`,
    );
  }
  return { header, rows: rows.slice(1), refused: [] };
}

function split(text: string): CsvRow[] | null {
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    // with `info` each record comes with where it stood; the declaration does not say so
    return (records as unknown as { info: { lines: number }; record: string[] }[]).map(
      ({ info, record }) => ({ line: info.lines, cells: record }),
    );
  } catch {
    return null;
  }
}

/** The system's code of a file error, for example EACCES. */
export function fileErrorCode(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" ? code : "unknown";
}
