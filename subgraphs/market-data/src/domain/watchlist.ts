export interface WatchlistDraft {
  readonly name: string;
  /** In the household's order, none twice */
  readonly instrumentIds: readonly string[];
}

/** Instruments a household keeps an eye on. */
export interface Watchlist extends WatchlistDraft {
  readonly id: string;
  readonly householdId: string;
  readonly version: number;
}

export const WATCHLIST_INSTRUMENTS_MAX = 200;
export const WATCHLIST_NAME_MAX = 100;

/** @returns why a draft cannot be kept; null when it can */
export function watchlistFault({ name, instrumentIds }: WatchlistDraft): string | null {
  if (name.length < 1 || name.length > WATCHLIST_NAME_MAX || /\p{Cc}/u.test(name)) {
    return `a name has 1 to ${WATCHLIST_NAME_MAX} characters, no control characters`;
  }
  if (instrumentIds.length > WATCHLIST_INSTRUMENTS_MAX) {
    return `at most ${WATCHLIST_INSTRUMENTS_MAX} instruments (asked: ${instrumentIds.length})`;
  }
  return new Set(instrumentIds).size < instrumentIds.length
    ? "an instrument stands there twice"
    : null;
}
