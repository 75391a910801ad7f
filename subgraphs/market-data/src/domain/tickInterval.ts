import type { MarketSession } from "./nyseCalendar.js";

/** Seconds between two live quotes of an instrument: every second while the exchange trades, rarer outside. */
export const TICK_SECONDS: Readonly<Record<MarketSession, number>> = {
  PRE: 5,
  REGULAR: 1,
  POST: 5,
  CLOSED: 60,
};

/**
 * Whether the second of `now` is one on which an instrument ticks. A property of the instant alone, so
 * that a copy which takes over ticks on the same seconds.
 *
 * @param tradesAlways it has prices around the clock: every second
 */
export function isTickDue(now: Date, session: MarketSession, tradesAlways: boolean): boolean {
  return tradesAlways || Math.floor(now.getTime() / 1_000) % TICK_SECONDS[session] === 0;
}
