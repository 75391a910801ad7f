import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { CsvRow } from "./importedRow.js";
import { readUsDate } from "./rowDate.js";
import { type Columns, RowReader, columnsOf, unknownAction } from "./rowReader.js";

interface Seen {
  readonly line: number;
  readonly on: CalendarDate;
}

/** Of money and units only the figures: a cancellation may turn the sign. */
const figures = (text: string) => text.replace(/[^\d.]/g, "").replace(/\.?0+$/, "");

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
    for (const { line, on, key } of this.#cancelling) {
      const candidates = (this.#booked.get(key) ?? []).filter(
        (seen) => seen.on <= on && !byCancelled.has(seen.line),
      );
      const latest = candidates.reduce<Seen | null>(
        (best, seen) => (best && best.on >= seen.on ? best : seen),
        null,
      );
      if (!latest) continue;
      byCancelled.set(latest.line, line);
      byCancelling.set(line, latest.line);
    }
    return (this.#matches = { byCancelled, byCancelling });
  }
}
