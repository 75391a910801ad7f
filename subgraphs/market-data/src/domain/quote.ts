import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Money } from "@wealthgraph/kernel/money";
import type { MarketSession, NyseCalendar } from "./nyseCalendar.js";

/** A price as it was taken from a provider: what is stored and what travels on the bus. */
export interface QuoteRecord {
  readonly instrumentId: string;
  readonly price: Money;
  /** Of the session before; adjusted for a split that takes effect on the day of `asOf` */
  readonly previousClose: Money | null;
  /** Instant the price stands for */
  readonly asOf: Date;
  /** Instant we took it from the provider */
  readonly receivedAt: Date;
  /** Name of the provider */
  readonly source: string;
  readonly isSimulated: boolean;
  /** US dollars for one unit of the price's currency */
  readonly fxToUsd: Decimal;
  readonly fxRateDate: CalendarDate;
  /** True when nobody answered and this is the last quote that was believed; it is stale, whatever its age */
  readonly isLastResort?: boolean;
}

/** The latest price of an instrument, with all that tells how far to trust it. */
export interface Quote extends QuoteRecord {
  /** Of the market at `receivedAt` */
  readonly session: MarketSession;
  readonly delaySeconds: number;
  readonly isStale: boolean;
}

/** What a record says to someone who reads it at `now`. */
export function quoteAt(record: QuoteRecord, calendar: NyseCalendar, now: Date): Quote {
  return {
    ...record,
    session: calendar.marketSessionAt(record.receivedAt),
    delaySeconds: delaySeconds(calendar, record.asOf, now),
    isStale: record.isLastResort === true || isStalePrice(calendar, record.asOf, now),
  };
}

/** Price less previous close; null without one. */
export function quoteChange(quote: Pick<QuoteRecord, "price" | "previousClose">): Money | null {
  if (!quote.previousClose) return null;
  const amount = quote.price.amount.minus(quote.previousClose.amount);
  return { amount, currency: quote.price.currency };
}

/** Change in percent of the previous close, rounded half-even to 4 places; null without one. */
export function quoteChangePercent(
  quote: Pick<QuoteRecord, "price" | "previousClose">,
): Decimal | null {
  const change = quoteChange(quote);
  if (!change || !quote.previousClose || quote.previousClose.amount.isZero()) return null;
  return change.amount
    .div(quote.previousClose.amount)
    .times(100)
    .toDecimalPlaces(4, Decimal.ROUND_HALF_EVEN);
}

/**
 * Whether a newer price must exist and is missing.
 *
 * A price of one session is good until the session after the next one has begun: so a feed of daily
 * bars has the whole night and the next day to deliver, and one missed delivery shows.
 *
 * @param asOf instant the price stands for
 */
export function isStalePrice(calendar: NyseCalendar, asOf: Date, now: Date): boolean {
  const running = calendar.lastOpened(now);
  return calendar.dateAt(asOf) < calendar.previous(running.date).date;
}

/** Seconds by which the price runs behind the market: since `asOf`, counted to the last close when the market is closed. */
export function delaySeconds(calendar: NyseCalendar, asOf: Date, now: Date): number {
  const isOpen = calendar.marketSessionAt(now) === "REGULAR";
  const newest = isOpen ? now : calendar.lastClosed(now).close;
  return Math.max(0, Math.floor((newest.getTime() - asOf.getTime()) / 1000));
}
