import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

/** One trading day of an instrument, as traded (not adjusted for splits or dividends). */
export interface DailyBar {
  readonly date: CalendarDate;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  /** Shares or units traded */
  readonly volume: Decimal;
}

/** Daily bars as columns of one length, oldest first: a long history is five lists, not thousands of objects. */
export interface PriceBars {
  readonly dates: readonly CalendarDate[];
  readonly open: readonly Decimal[];
  readonly high: readonly Decimal[];
  readonly low: readonly Decimal[];
  readonly close: readonly Decimal[];
  readonly volume: readonly Decimal[];
  /** Where they come from; "none" when nobody has a price for the instrument */
  readonly source: string;
  readonly isSimulated: boolean;
}

export function barColumns(
  bars: readonly DailyBar[],
  origin: { readonly source: string; readonly isSimulated: boolean },
): PriceBars {
  return {
    dates: bars.map((bar) => bar.date),
    open: bars.map((bar) => bar.open),
    high: bars.map((bar) => bar.high),
    low: bars.map((bar) => bar.low),
    close: bars.map((bar) => bar.close),
    volume: bars.map((bar) => bar.volume),
    source: origin.source,
    isSimulated: origin.isSimulated,
  };
}
