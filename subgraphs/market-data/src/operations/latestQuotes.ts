import type { Instrument } from "../domain/instrument.js";
import { type Quote, quoteAt, type QuoteRecord } from "../domain/quote.js";
import { priceInstrument } from "./priceInstrument.js";
import type { Market, QuoteStore } from "./ports.js";

/**
 * The latest quotes of instruments, computed now; where a newer one of the same source has been
 * published (by a copy whose clock is ahead), that one. So what is joined to an event is never older
 * than the event.
 *
 * @returns one entry an instrument, in order: the quote, null when nobody has a price, or the refusal
 */
export async function latestQuotes(
  ports: { readonly market: Market; readonly quotes: QuoteStore },
  instruments: readonly Instrument[],
  now: Date,
): Promise<(Quote | null | Error)[]> {
  const { market, quotes } = ports;
  const published = await quotes.latest(instruments.map((instrument) => instrument.id));
  const priced = await Promise.allSettled(
    instruments.map((instrument) =>
      priceInstrument(market, instrument, now, published.get(instrument.id) ?? null),
    ),
  );
  return priced.map((result, i) => {
    if (result.status === "rejected") return asError(result.reason);
    if (!result.value) return null;
    const newest = newer(result.value, published.get(instruments[i]?.id ?? ""));
    return quoteAt(newest, market.calendar, now);
  });
}

function newer(computed: QuoteRecord, published: QuoteRecord | undefined): QuoteRecord {
  const isNewer = published?.source === computed.source && published.asOf > computed.asOf;
  return isNewer ? published : computed;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
