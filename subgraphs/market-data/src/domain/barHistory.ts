import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, parseDecimal } from "@wealthgraph/kernel/decimal";
import type { CsvRow, Reading, RefusedRow } from "./csvRows.js";
import type { DailyBar } from "./priceBars.js";

export const BAR_COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;

/**
 * The bars of one file. Figures stay text until they are asked for: exact, and a tenth of the
 * memory of decimals.
 */
export interface BarHistory {
  /** Ascending, no date twice */
  readonly dates: readonly CalendarDate[];
  /** Open, high, low, close, volume of each date; each a plain decimal */
  readonly figures: readonly (readonly string[])[];
}

/**
 * Reads rows of date, open, high, low, close, volume.
 *
 * A row is refused, and the rest of the file used, when a figure is no plain decimal, a price is
 * not positive, high or low do not bound open and close, or the date does not come after the one before.
 */
export function readBars(rows: readonly CsvRow[]): Reading<BarHistory> {
  const dates: CalendarDate[] = [];
  const figures: (readonly string[])[] = [];
  const refused: RefusedRow[] = [];
  for (const { line, cells } of rows) {
    const reason = barFault(cells, dates.at(-1) ?? null);
    if (reason) refused.push({ line, reason });
    else {
      dates.push(cells[0] as CalendarDate); // barFault has parsed it
      figures.push(cells.slice(1));
    }
  }
  return { content: { dates, figures }, refused };
}

/** @returns the bars from `from` to `to`, both included, oldest first */
export function barsBetween(history: BarHistory, from: CalendarDate, to: CalendarDate): DailyBar[] {
  const bars: DailyBar[] = [];
  for (let i = firstAtOrAfter(history.dates, from); i < history.dates.length; i += 1) {
    const bar = barAt(history, i);
    if (!bar || bar.date > to) break;
    bars.push(bar);
  }
  return bars;
}

/** The last `count` bars on or before `on`, oldest first. */
export function lastBars(history: BarHistory, on: CalendarDate, count: number): DailyBar[] {
  const at = firstAtOrAfter(history.dates, on);
  const end = history.dates[at] === on ? at + 1 : at;
  const bars: DailyBar[] = [];
  for (let i = Math.max(0, end - count); i < end; i += 1) {
    const bar = barAt(history, i);
    if (bar) bars.push(bar);
  }
  return bars;
}

/** Index of the first date at or after `on`; the length when there is none. */
export function firstAtOrAfter(dates: readonly CalendarDate[], on: CalendarDate): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((dates[middle] ?? on) < on) low = middle + 1;
    else high = middle;
  }
  return low;
}

function barAt(history: BarHistory, index: number): DailyBar | null {
  const date = history.dates[index];
  const [open, high, low, close, volume] = (history.figures[index] ?? []).map(
    (f) => new Decimal(f),
  );
  if (!date || !open || !high || !low || !close || !volume) return null;
  return { date, open, high, low, close, volume };
}

function barFault(cells: readonly string[], before: CalendarDate | null): string | null {
  if (cells.length !== BAR_COLUMNS.length) {
    return `${BAR_COLUMNS.length} cells expected, ${cells.length} found`;
  }
  const date = parseCalendarDate(cells[0] ?? "");
  if (!date) return `not a date: ${quoted(cells[0])}`;
  if (before && date <= before) return `date ${date} does not come after ${before}`;
  const figures = cells.slice(1).map(parseDecimal);
  const unread = figures.indexOf(null);
  if (unread >= 0) return `${BAR_COLUMNS[unread + 1]} is no number: ${quoted(cells[unread + 1])}`;
  const [open, high, low, close, volume] = figures;
  if (!open || !high || !low || !close || !volume) return "a figure is missing";
  return figureFault({ open, high, low, close, volume });
}

function figureFault(bar: Omit<DailyBar, "date">): string | null {
  if (!(bar.low.gt(0) && bar.open.gt(0) && bar.close.gt(0))) return "a price is not positive";
  if (bar.volume.lt(0)) return "volume is negative";
  if (bar.high.lt(Decimal.max(bar.open, bar.close))) return "high is below open or close";
  return bar.low.gt(Decimal.min(bar.open, bar.close)) ? "low is above open or close" : null;
}

/** What stood in the file, short enough for a log. */
function quoted(cell: string | undefined): string {
  return JSON.stringify((cell ?? "").slice(0, 40));
}
