import type { QuoteFieldsFragment } from "../generated/operations.js";

export type Quotes = ReadonlyMap<string, QuoteFieldsFragment>;

let quotes: Quotes = new Map();
const listeners = new Set<() => void>();

/**
 * The latest quote of each instrument that was followed, by its id.
 *
 * It stands beside the cache of the graph, not in it: writing a quote there reads every position of
 * a list again, which takes a second for 5,000 of them; here it costs a multiplication each.
 */
export const liveQuotes = {
  read: (): Quotes => quotes,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Takes newer quotes; one that is older than what is known is passed over. */
  take(newer: Iterable<QuoteFieldsFragment>): void {
    const next = new Map(quotes);
    for (const quote of newer) {
      const known = next.get(quote.instrument.id);
      if (!known || known.asOf <= quote.asOf) next.set(quote.instrument.id, quote);
    }
    quotes = next;
    for (const listener of listeners) listener();
  },
};

/** @returns the instrument with its latest quote, the same object when it has that already */
export function withLatestQuote<
  Instrument extends { readonly id: string; readonly quote: QuoteFieldsFragment | null },
>(instrument: Instrument, latest: Quotes): Instrument {
  const live = latest.get(instrument.id);
  if (!live || (instrument.quote && instrument.quote.asOf > live.asOf)) return instrument;
  return { ...instrument, quote: live };
}
