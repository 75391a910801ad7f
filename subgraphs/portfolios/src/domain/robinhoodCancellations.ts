import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { CsvRow } from "./importedRow.js";
import { readUsDate } from "./rowDate.js";
import { type Columns, RowReader, columnsOf, unknownAction } from "./rowReader.js";

interface Seen {
  readonly line: number;
  readonly on: CalendarDate;
}

const compareDays = (a: Seen, b: Seen) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/** No number of a file is longer; what is, does not parse as one either. */
const FIGURE_CHARACTERS_MAX = 40;

/** Of money and units only the figures: a cancellation may turn the sign. */
const figures = (text: string) =>
  text
    .slice(0, FIGURE_CHARACTERS_MAX)
    .replace(/[^\d.]/g, "")
    .replace(/\.?0+$/, "");

/**
 * Which rows of a file the broker cancelled: a BCXL row cancels the latest row, of its own day or an
 * earlier one, with the same instrument, quantity, price and amount.
 */
export class Cancellations {
  readonly #isHeader: (cells: readonly string[]) => boolean;
  readonly #booked = new Map<string, Seen[]>();
  readonly #cancelling: (Seen & { readonly key: string })[] = [];
  #columns: Columns | null = null;
  #matches: {
    readonly byCancelled: Map<number, number>;
    readonly byCancelling: Map<number, number>;
  } | null = null;

  constructor(isHeader: (cells: readonly string[]) => boolean) {
    this.#isHeader = isHeader;
  }

  survey(row: CsvRow): void {
    if (this.#isHeader(row.cells)) {
      this.#columns = columnsOf(row.cells);
      return;
    }
    if (!this.#columns) return;
    const reader = new RowReader(this.#columns, row);
    const on = readUsDate(reader.text("activity date"));
    if (!on) return;
    const names = ["quantity", "price", "amount"];
    const key = [reader.text("instrument"), ...names.map((n) => figures(reader.text(n)))].join(" ");
    const seen = { line: row.line, on };
    if (reader.text("trans code").toUpperCase() === "BCXL") {
      this.#cancelling.push({ ...seen, key });
    } else {
      const equal = this.#booked.get(key);
      if (equal) equal.push(seen);
      else this.#booked.set(key, [seen]);
    }
  }

  /** Line of the row that cancels this one, or null. */
  cancellingLineOf(line: number): number | null {
    return this.#matched().byCancelled.get(line) ?? null;
  }

  /** @throws {Refusal} ROW_UNKNOWN_ACTION when the file does not have the row that is cancelled */
  noteOf(line: number): string {
    const cancelled = this.#matched().byCancelling.get(line);
    if (cancelled === undefined) {
      throw unknownAction("BCXL", "cancels a row that this file does not have");
    }
    return `cancels line ${cancelled}`;
  }

  #matched() {
    if (this.#matches) return this.#matches;
    const byCancelled = new Map<number, number>();
    const byCancelling = new Map<number, number>();
    for (const [key, cancelling] of Map.groupBy(this.#cancelling, (row) => row.key)) {
      // read from its end: days rise, and of one day the first in the file comes last
      const waiting = (this.#booked.get(key) ?? []).sort(
        (a, b) => compareDays(b, a) || a.line - b.line,
      );
      const open: Seen[] = [];
      for (const { line, on } of cancelling.sort(compareDays)) {
        for (let next = waiting.at(-1); next && next.on <= on; next = waiting.at(-1)) {
          open.push(next);
          waiting.pop();
        }
        const latest = open.pop();
        if (!latest) continue;
        byCancelled.set(latest.line, line);
        byCancelling.set(line, latest.line);
      }
    }
    return (this.#matches = { byCancelled, byCancelling });
  }
}
