import type { Instrument } from "../domain/instrument.js";
import type { QuoteRecord } from "../domain/quote.js";
import { isTickDue } from "../domain/tickInterval.js";
import { priceInstrument } from "./priceInstrument.js";
import type { Market, QuoteChannel, TickStore } from "./ports.js";

export interface TickPorts {
  readonly market: Market;
  readonly ticks: TickStore;
  readonly channel: QuoteChannel;
}

/** What a round did. */
export interface Ticked {
  /** null when another copy leads */
  readonly watched: number | null;
  readonly published: number;
}

/**
 * One round: prices what somebody watches, stores what is news, publishes it once it is committed.
 * Whatever reads the store after an event therefore reads that quote or a newer one. The store lets
 * each quote pass once, so that copies which both believe to lead do not publish it twice. Outside
 * market hours instruments tick less often; nothing is lost, the next tick is the newest price.
 */
export async function tickQuotes(ports: TickPorts, now: Date): Promise<Ticked> {
  const { market, ticks, channel } = ports;
  const round = await ticks.asLeader(async (leading) => {
    const watched = await leading.watched(now);
    const instruments = watched.filter((instrument) => isDue(market, instrument, now));
    if (instruments.length === 0) return { watched: watched.length, news: [] };
    const stored = await leading.latest(instruments.map(({ id }) => id));
    const priced = await Promise.allSettled(
      instruments.map((instrument) =>
        priceInstrument(market, instrument, now, stored.get(instrument.id) ?? null),
      ),
    );
    const records = priced.flatMap((p): QuoteRecord[] =>
      p.status === "fulfilled" && p.value ? [p.value] : [],
    );
    const news = records.length > 0 ? await leading.advance(records) : new Set<string>();
    return {
      watched: watched.length,
      news: records.filter((record) => news.has(record.instrumentId)),
    };
  });
  if (!round) return { watched: null, published: 0 };
  if (round.news.length > 0) await channel.publish(round.news);
  return { watched: round.watched, published: round.news.length };
}

function isDue(market: Market, instrument: Instrument, now: Date): boolean {
  const tradesAlways =
    instrument.assetClass === "CRYPTO" || market.providers.some((p) => p.isAlwaysOpen === true);
  return isTickDue(now, market.calendar.marketSessionAt(now), tradesAlways);
}
