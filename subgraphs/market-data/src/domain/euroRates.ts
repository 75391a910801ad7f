import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { type Currency, isCurrency } from "@wealthgraph/kernel/money";
import { firstAtOrAfter } from "./barHistory.js";
import type { CsvRow, Reading, RefusedRow } from "./csvRows.js";

/** Units of `quote` for one unit of `base`. */
export interface FxRate {
  readonly base: Currency;
  readonly quote: Currency;
  readonly rate: Decimal;
  /** The day the rate was fixed; earlier than the day asked for on weekends and closing days */
  readonly on: CalendarDate;
  readonly source: string;
}

/** Units of each currency for 1 EUR, by day. */
export interface EuroRates {
  readonly source: string;
  /** Ascending */
  readonly dates: readonly CalendarDate[];
  /** Column of a currency in `figures` */
  readonly columns: ReadonlyMap<Currency, number>;
  /** As text; empty where there is no rate */
  readonly figures: readonly (readonly string[])[];
}

/** Decimal places of a cross rate, rounded half-even. */
const RATE_PLACES = 12;

/** Reads the layout `date,USD,JPY,…`: units per 1 EUR, an empty cell means no rate. */
export function readEuroRates(
  header: readonly string[],
  rows: readonly CsvRow[],
  source: string,
): Reading<EuroRates> {
  const columns = new Map(
    header.slice(1).flatMap((name, i): [string, number][] => (isCurrency(name) ? [[name, i]] : [])),
  );
  const dates: CalendarDate[] = [];
  const figures: (readonly string[])[] = [];
  const refused: RefusedRow[] = [];
  for (const { line, cells } of rows) {
    const reason = rowFault(cells, header.length, dates.at(-1) ?? null);
    if (reason) refused.push({ line, reason });
    else {
      dates.push(cells[0] as CalendarDate); // rowFault has parsed it
      figures.push(cells.slice(1));
    }
  }
  return { content: { source, dates, columns, figures }, refused };
}

function rowFault(cells: readonly string[], width: number, before: string | null): string | null {
  if (cells.length !== width) return `${width} cells expected, ${cells.length} found`;
  const on = parseCalendarDate(cells[0] ?? "");
  if (!on) return "the first cell is no date";
  if (before && on <= before) return `date ${on} does not come after ${before}`;
  const wrong = cells.slice(1).findIndex((cell) => cell !== "" && !isRate(cell));
  return wrong >= 0 ? `cell ${wrong + 2} is no positive rate` : null;
}

/** A positive plain decimal. Without making decimals of a quarter of a million cells, of which few are asked for. */
function isRate(cell: string): boolean {
  return /^\d{1,12}(\.\d{1,12})?$/.test(cell) && /[1-9]/.test(cell);
}

/**
 * The rate of the last day, on or before `on`, on which both currencies were fixed: a->b = b/a.
 *
 * @returns null when there is none
 */
export function crossRate(
  rates: EuroRates,
  pair: { readonly base: Currency; readonly quote: Currency },
  on: CalendarDate,
): FxRate | null {
  const at = firstAtOrAfter(rates.dates, on);
  for (let i = rates.dates[at] === on ? at : at - 1; i >= 0; i -= 1) {
    const base = perEuro(rates, pair.base, i);
    const quote = perEuro(rates, pair.quote, i);
    const fixedOn = rates.dates[i];
    if (base && quote && fixedOn) {
      const rate = quote.div(base).toDecimalPlaces(RATE_PLACES, Decimal.ROUND_HALF_EVEN);
      return { ...pair, rate, on: fixedOn, source: rates.source };
    }
  }
  return null;
}

function perEuro(rates: EuroRates, currency: Currency, index: number): Decimal | null {
  if (currency === "EUR") return new Decimal(1);
  const column = rates.columns.get(currency);
  const cell = column === undefined ? "" : (rates.figures[index]?.[column] ?? "");
  return cell === "" ? null : new Decimal(cell);
}
