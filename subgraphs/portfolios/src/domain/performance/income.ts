import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";

/** A payment that is income, or tax withheld from it, in one currency. */
export interface IncomeEntry {
  readonly date: CalendarDate;
  readonly kind: "DIVIDEND" | "CAPITAL_GAIN_DISTRIBUTION" | "INTEREST" | "WITHHOLDING";
  /** null for income of no security, such as interest on cash. */
  readonly instrumentId: string | null;
  /** Signed effect on cash, after `fees`; withholding is negative, a refund of it positive. */
  readonly amount: Decimal;
  /** Part of `amount` that is fees, ≥ 0. */
  readonly fees: Decimal;
}

/** What was received: net = gross - withheld - fees. */
export interface IncomeTotals {
  readonly gross: Decimal;
  readonly withheld: Decimal;
  readonly fees: Decimal;
  readonly net: Decimal;
}

const NOTHING: IncomeTotals = { gross: ZERO, withheld: ZERO, fees: ZERO, net: ZERO };

/** Sums entries; dividends are counted on the day they are booked. */
export function incomeTotals(entries: Iterable<IncomeEntry>): IncomeTotals {
  let totals = NOTHING;
  for (const entry of entries) totals = withEntry(totals, entry);
  return totals;
}

function withEntry(totals: IncomeTotals, { kind, amount, fees }: IncomeEntry): IncomeTotals {
  const isWithholding = kind === "WITHHOLDING";
  return {
    gross: isWithholding ? totals.gross : totals.gross.plus(amount).plus(fees),
    withheld: isWithholding ? totals.withheld.minus(amount).minus(fees) : totals.withheld,
    fees: totals.fees.plus(fees),
    net: totals.net.plus(amount),
  };
}

/** @returns totals by key, in order of the first entry of each; they sum to the totals of all */
export function incomeBy<Key>(
  entries: Iterable<IncomeEntry>,
  keyOf: (entry: IncomeEntry) => Key,
): Map<Key, IncomeTotals> {
  const totals = new Map<Key, IncomeTotals>();
  for (const entry of entries) {
    const key = keyOf(entry);
    totals.set(key, withEntry(totals.get(key) ?? NOTHING, entry));
  }
  return totals;
}

/** Dividends and capital gain distributions, before tax and fees, after `from` and until `to`. */
export function grossDividends(
  entries: Iterable<IncomeEntry>,
  from: CalendarDate,
  to: CalendarDate,
): Decimal {
  let total = ZERO;
  for (const { kind, date, amount, fees } of entries) {
    const isDividend = kind === "DIVIDEND" || kind === "CAPITAL_GAIN_DISTRIBUTION";
    if (isDividend && date > from && date <= to) total = total.plus(amount).plus(fees);
  }
  return total;
}

/**
 * Gross dividends of twelve months by what the holdings cost (yield on cost) or by what they are
 * worth (current yield).
 *
 * @returns 0.02 is 2 %, as a double; null when the base is not positive
 */
export function yieldOn(base: Decimal, dividends: Decimal): number | null {
  return base.gt(0) ? dividends.div(base).toNumber() : null;
}
