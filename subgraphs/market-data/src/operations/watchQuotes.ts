import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Instrument } from "../domain/instrument.js";
import type { QuoteRecord } from "../domain/quote.js";
import { known } from "./findInstruments.js";
import { latestQuotes } from "./latestQuotes.js";
import type { InstrumentStore, Market, QuoteChannel, QuoteStore } from "./ports.js";
import type { WatchList } from "./WatchList.js";

export const WATCHED_MAX = 100;

export interface WatchPorts {
  readonly market: Market;
  readonly instruments: InstrumentStore;
  readonly quotes: QuoteStore;
  readonly channel: QuoteChannel;
  readonly watchList: WatchList;
}

/**
 * The current quote of each instrument at once, then every newer one as it is published. A slow
 * reader gets the latest of each instrument, not all.
 *
 * @throws {Refusal} BAD_INPUT for no id or more than 100; NOT_FOUND for an unknown id; NO_QUOTE
 * when none of the instruments has a price
 */
export async function watchQuotes(
  ports: WatchPorts,
  instrumentIds: readonly string[],
  now: Date,
): Promise<AsyncIterableIterator<QuoteRecord>> {
  const ids = [...new Set(instrumentIds)];
  if (ids.length < 1 || ids.length > WATCHED_MAX) {
    throw new Refusal("BAD_INPUT", `1 to ${WATCHED_MAX} instruments (asked: ${ids.length})`, {
      instrumentsMax: WATCHED_MAX,
    });
  }
  const found = await ports.instruments.byIds(ids);
  const instruments = ids.map((id) => known(found.get(id) ?? null, id));
  const live = await ports.channel.subscribe(ids);
  try {
    const current = await currentQuotes(ports, instruments, now);
    return new QuoteFeed(current, live, await ports.watchList.watch(ids));
  } catch (error) {
    await live.return?.();
    throw error;
  }
}

async function currentQuotes(
  ports: WatchPorts,
  instruments: readonly Instrument[],
  now: Date,
): Promise<QuoteRecord[]> {
  const quotes = await latestQuotes(ports, instruments, now);
  const current = quotes.flatMap((quote) =>
    quote === null || quote instanceof Error ? [] : [quote],
  );
  if (current.length > 0) return current;
  throw new Refusal("NO_QUOTE", "nobody has a price for any of these instruments");
}

/**
 * The events of one subscription. Not an async generator: a generator's `return` waits for the next
 * quote, and a subscriber who left would hold on until then.
 */
class QuoteFeed implements AsyncIterableIterator<QuoteRecord> {
  readonly #sent = new Map<string, QuoteRecord>();

  constructor(
    private readonly current: QuoteRecord[],
    private readonly live: AsyncIterableIterator<QuoteRecord>,
    private readonly release: () => void,
  ) {}

  async next(): Promise<IteratorResult<QuoteRecord, undefined>> {
    for (;;) {
      const first = this.current.shift();
      if (first) return this.#send(first);
      const step = await this.#nextLive();
      if (step.done) return { done: true, value: undefined };
      if (this.#isNews(step.value)) return this.#send(step.value);
    }
  }

  async return(): Promise<IteratorResult<QuoteRecord, undefined>> {
    this.release();
    await this.live.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #nextLive(): Promise<IteratorResult<QuoteRecord, unknown>> {
    try {
      const step = await this.live.next();
      if (step.done) this.release();
      return step;
    } catch (error) {
      this.release();
      throw error;
    }
  }

  #send(record: QuoteRecord): IteratorYieldResult<QuoteRecord> {
    this.#sent.set(record.instrumentId, record);
    return { done: false, value: record };
  }

  /** Messages of two tickers may cross: nobody sees time run backwards. */
  #isNews(record: QuoteRecord): boolean {
    const sent = this.#sent.get(record.instrumentId);
    if (!sent || record.asOf > sent.asOf || record.source !== sent.source) return true;
    const isSameInstant = record.asOf.getTime() === sent.asOf.getTime();
    return isSameInstant && !record.price.amount.eq(sent.price.amount);
  }
}
