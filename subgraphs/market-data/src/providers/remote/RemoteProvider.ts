import { type Instrument, listingKey } from "../../domain/instrument.js";
import type { DailyBar } from "../../domain/priceBars.js";
import type {
  DateRange,
  MarketDataProvider,
  ProvidedHistory,
  ProvidedPrice,
} from "../../operations/ports.js";
import { CircuitBreaker } from "./CircuitBreaker.js";
import { ProviderFault } from "./ProviderFault.js";
import { retry, type RetryOptions } from "./retry.js";

/** One question, one request; nothing remembered and nothing repeated. */
export interface QuoteClient {
  readonly name: string;
  /** A price is asked for again when the last answer is older. */
  readonly refreshMs: number;
  /** @returns null when the provider does not have the instrument */
  quote(instrument: Instrument, now: Date): Promise<ProvidedPrice | null>;
  /** Daily bars as traded; absent: the provider has none */
  bars?(instrument: Instrument, range: DateRange, now: Date): Promise<readonly DailyBar[]>;
  /** Bars, actions and adjusted closes in one request; absent: the provider has none */
  history?(instrument: Instrument, range: DateRange, now: Date): Promise<ProvidedHistory>;
}

interface Answer {
  readonly price: ProvidedPrice | null;
  readonly atMs: number;
}

interface Flight {
  readonly startedMs: number;
  readonly result: Promise<ProvidedPrice | null>;
}

export interface RemoteOptions extends RetryOptions {
  readonly nowMs: () => number;
  /** Time a reader waits for a request, from its start; the request itself goes on. */
  readonly patienceMs: number;
}

/** An unknown symbol is asked for again after this. */
const UNKNOWN_MS = 3_600_000;
const ANSWERS_MAX = 5_000;
/** Requests at once to one provider; further instruments wait their turn. */
const FLIGHTS_MAX = 8;
/** A history is larger than a quote: its reader waits this many times longer. */
const BARS_PATIENCE = 4;

/**
 * A provider on the network, made bearable: answers are remembered for a while, equal questions share
 * a request, retries and the breaker stand before it, and no reader waits longer than its patience.
 * The request goes on without the reader, so that the next one finds its answer.
 */
export class RemoteProvider implements MarketDataProvider {
  readonly isSimulated = false;
  readonly #answers = new Map<string, Answer>();
  readonly #flights = new Map<string, Flight>();
  readonly #breaker: CircuitBreaker;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(
    private readonly client: QuoteClient,
    private readonly options: RemoteOptions,
  ) {
    this.#breaker = new CircuitBreaker(options.nowMs);
  }

  get name(): string {
    return this.client.name;
  }

  get hasBars(): boolean {
    return this.client.bars !== undefined;
  }

  get hasHistory(): boolean {
    return this.client.history !== undefined;
  }

  /** @throws {ProviderFault} when it has no fresh answer and gets none in time */
  async priceAt(instrument: Instrument, now: Date): Promise<ProvidedPrice | null> {
    const key = listingKey(instrument);
    const answer = this.#answers.get(key);
    if (answer && this.options.nowMs() - answer.atMs < this.#lifeOf(answer)) return answer.price;
    const flight = this.#flights.get(key) ?? this.#start(key, instrument, now);
    return this.#patiently(flight.result, flight.startedMs + this.options.patienceMs);
  }

  async bars(instrument: Instrument, range: DateRange, now: Date): Promise<readonly DailyBar[]> {
    const { client } = this;
    if (!client.bars) return [];
    const result = this.#breaker.run(() =>
      retry(async () => (await client.bars?.(instrument, range, now)) ?? [], this.options),
    );
    result.catch(() => undefined);
    return this.#patiently(result, this.options.nowMs() + BARS_PATIENCE * this.options.patienceMs);
  }

  /** For jobs: takes its turn among the requests, and waits as long as they last. */
  history(instrument: Instrument, range: DateRange, now: Date): Promise<ProvidedHistory> {
    const nothing = { bars: [], actions: [], adjustedCloses: new Map() };
    return this.#breaker.run(() =>
      retry(
        () =>
          this.#inTurn(
            async () => (await this.client.history?.(instrument, range, now)) ?? nothing,
          ),
        this.options,
      ),
    );
  }

  #lifeOf(answer: Answer): number {
    return answer.price ? this.client.refreshMs : UNKNOWN_MS;
  }

  #start(key: string, instrument: Instrument, now: Date): Flight {
    const flight = {
      startedMs: this.options.nowMs(),
      result: this.#ask(key, instrument, now).finally(() => this.#flights.delete(key)),
    };
    flight.result.catch(() => undefined); // whoever waits hears it; nobody may be waiting
    this.#flights.set(key, flight);
    return flight;
  }

  async #ask(key: string, instrument: Instrument, now: Date): Promise<ProvidedPrice | null> {
    const price = await this.#breaker.run(() =>
      retry(() => this.#inTurn(() => this.client.quote(instrument, now)), this.options),
    );
    const atMs = this.options.nowMs();
    const received = price && { ...price, receivedAt: price.receivedAt ?? new Date(atMs) };
    this.#answers.delete(key);
    this.#answers.set(key, { price: received, atMs });
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > ANSWERS_MAX && !oldest.done) this.#answers.delete(oldest.value);
    return received;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= FLIGHTS_MAX) {
      await new Promise<void>((resume) => this.#waiting.push(resume));
    } else this.#underWay += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay -= 1;
    }
  }

  async #patiently<T>(result: Promise<T>, untilMs: number): Promise<T> {
    const leftMs = untilMs - this.options.nowMs();
    if (leftMs <= 0) throw new ProviderFault("TIMED_OUT", "the answer is still awaited");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new ProviderFault("TIMED_OUT", "the reader's patience is over")),
        leftMs,
      );
    });
    try {
      return await Promise.race([result, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
