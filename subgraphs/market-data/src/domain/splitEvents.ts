import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, parseDecimal } from "@wealthgraph/kernel/decimal";
import type { CsvRow, Reading, RefusedRow } from "./csvRows.js";

/** New shares for one old share, by symbol and ex-date. */
export type SplitRatios = ReadonlyMap<string, ReadonlyMap<CalendarDate, Decimal>>;

export const EVENT_COLUMNS = [
  "symbol",
  "ex_date",
  "type",
  "value",
  "last_cum_date",
  "reference_close",
] as const;

/** Reads the splits of a file of corporate actions; dividends do not change a quote. */
export function readSplits(rows: readonly CsvRow[]): Reading<SplitRatios> {
  const splits = new Map<string, Map<CalendarDate, Decimal>>();
  const refused: RefusedRow[] = [];
  for (const { line, cells } of rows) {
    const event = readEvent(cells);
    if (typeof event === "string") refused.push({ line, reason: event });
    else if (event.type === "SPLIT") {
      const known = splits.get(event.symbol) ?? new Map<CalendarDate, Decimal>();
      splits.set(event.symbol, known.set(event.on, event.ratio));
    }
  }
  return { content: splits, refused };
}

/** @returns the fault as text when the row is no event */
function readEvent(cells: readonly string[]) {
  const [symbol, exDate, type, value] = cells;
  if (!symbol || exDate === undefined || value === undefined) return "a cell is missing";
  if (type !== "SPLIT" && type !== "DIVIDEND") return "type is neither SPLIT nor DIVIDEND";
  const on = parseCalendarDate(exDate);
  const ratio = parseDecimal(value);
  if (!on) return "ex_date is no date";
  return ratio?.gt(0) ? { symbol, on, type, ratio } : "value is no positive number";
}
