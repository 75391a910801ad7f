import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const FOLDER = new URL("../../../../shared/data/", import.meta.url);

/** Rows of a published file, header first; null where the file is not on this machine. */
function rowsOf(path: string): string[][] | null {
  const file = new URL(path, FOLDER);
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
}

type Rows = readonly (readonly string[])[];

interface Describe {
  (name: string, tests: () => void): void;
  skip(name: string, tests: () => void): void;
}

/** `describe` over the rows of a published file; skipped, and said so, where it is absent. */
export function describeWith(
  describe: Describe,
  [path, name]: readonly [path: string, name: string],
  tests: (rows: Rows) => void,
): void {
  const rows = rowsOf(path);
  if (rows) {
    describe(name, () => tests(rows.slice(1)));
    return;
  }
  process.stderr.write(`planning: ${path} is absent, not re-estimated: ${name}\n`);
  describe.skip(name, () => tests([]));
}

export const column = (rows: Rows, index = 0): number[] => rows.map((row) => Number(row[index]));

/** Rounded to as many decimals as a publication prints. */
export const printed = (value: number, decimals: number): number => Number(value.toFixed(decimals));
