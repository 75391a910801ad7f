import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import type { CorporateAction } from "../domain/corporateAction.js";
import type { FxRate } from "../domain/euroRates.js";
import type { FormerSymbol, Instrument, Listing, SymbolPeriod } from "../domain/instrument.js";
import type { NyseCalendar } from "../domain/nyseCalendar.js";
import type { DailyBar } from "../domain/priceBars.js";
import type { QuoteRecord } from "../domain/quote.js";

export type ListingKey = Pick<Listing, "symbol" | "exchange">;

/** A symbol as it was used on a day. */
export interface SymbolOn {
  readonly symbol: string;
  readonly on: CalendarDate;
}

/** The instruments we know. Each method is one statement, for any number of keys. */
export interface InstrumentStore {
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Instrument>>;
  /** @returns what is found, keyed by `listingKey` */
  byListings(keys: readonly ListingKey[]): Promise<ReadonlyMap<string, Instrument>>;
  /**
   * @returns keyed by symbol: whose symbol it is, a known market and a listed instrument before others;
   * when it is nobody's, whose it was last
   */
  bySymbols(symbols: readonly string[]): Promise<ReadonlyMap<string, Instrument>>;
  /** @returns aligned with `asked`: whose symbol it was on that day; where no period says so, as `bySymbols`. Two statements. */
  bySymbolsOn(asked: readonly SymbolOn[]): Promise<readonly (Instrument | null)[]>;
  /** @returns keyed by the ISIN or CUSIP that was asked for */
  byIdentifiers(identifiers: readonly string[]): Promise<ReadonlyMap<string, Instrument>>;
  /** @returns by instrument id, oldest first; absent when its symbol never changed */
  symbolPeriods(ids: readonly string[]): Promise<ReadonlyMap<string, readonly SymbolPeriod[]>>;
  /** @returns identifiers and symbols that equal or begin with `text` first, then names that contain it and former symbols */
  search(text: string, limit: number): Promise<readonly Instrument[]>;
  /** Adds what is missing and corrects what has changed. Ids depend on symbol and market only. */
  ensure(listings: readonly Listing[]): Promise<void>;
  /** Adds periods of symbols, or corrects them; a period of an unknown instrument is passed over. */
  ensurePeriods(periods: readonly FormerSymbol[]): Promise<void>;
}

/** The latest quotes that were published. */
export interface QuoteStore {
  latest(ids: readonly string[]): Promise<ReadonlyMap<string, QuoteRecord>>;
}

export interface DateRange {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** A price in the instrument's currency, as a provider has it. */
export interface ProvidedPrice {
  readonly price: Decimal;
  readonly previousClose: Decimal | null;
  readonly asOf: Date;
  /** Instant we took it from the provider; absent: when it is asked for */
  readonly receivedAt?: Date;
}

/** What a provider knows of an instrument's past. */
export interface ProvidedHistory {
  /** As traded, oldest first */
  readonly bars: readonly DailyBar[];
  /** Splits and dividends, oldest first */
  readonly actions: readonly CorporateAction[];
  /** The provider's own closes adjusted for splits and dividends, by day: to compare with ours */
  readonly adjustedCloses: ReadonlyMap<CalendarDate, Decimal>;
}

/** Somebody who has prices. */
export interface MarketDataProvider {
  /** As shown to callers as the source */
  readonly name: string;
  readonly isSimulated: boolean;
  /** True: its prices move around the clock, not only while the exchange trades */
  readonly isAlwaysOpen?: boolean;
  /** False: it has prices only, and bars come from the next provider */
  readonly hasBars?: boolean;
  /**
   * The latest price at `now`; null when the provider does not have the instrument.
   *
   * @throws {Failure} when the provider does not answer
   */
  priceAt(instrument: Instrument, now: Date): Promise<ProvidedPrice | null>;
  /** Bars of sessions that have closed at `now`, oldest first */
  bars(instrument: Instrument, range: DateRange, now: Date): Promise<readonly DailyBar[]>;
  /** True: `history` has something, and is worth storing */
  readonly hasHistory?: boolean;
  /**
   * Bars, actions and adjusted closes of one range, for whoever stores them.
   *
   * @throws {Failure} when the provider does not answer
   */
  history?(instrument: Instrument, range: DateRange, now: Date): Promise<ProvidedHistory>;
}

export interface CurrencyPair {
  readonly base: Currency;
  readonly quote: Currency;
}

export interface FxSource {
  /** The rate of the last day, on or before `on`, that has one; null when there is none */
  rate(pair: CurrencyPair, on: CalendarDate): Promise<FxRate | null>;
}

/** The last believed quote of each instrument that this process has made. Simulated ones are not kept. */
export interface LastGoodQuotes {
  remember(record: QuoteRecord): void;
  find(instrumentId: string): QuoteRecord | null;
}

/** Corporate actions of instruments, as data. */
export interface ActionSource {
  /** Oldest first; empty when nothing is known */
  actionsOf(instrument: Instrument): readonly CorporateAction[];
}

/** What prices are made of. Providers in order of preference. */
export interface Market {
  readonly lastGood: LastGoodQuotes;
  readonly actions: ActionSource;
  readonly calendar: NyseCalendar;
  readonly providers: readonly MarketDataProvider[];
  readonly fx: FxSource;
}

/** Carries quotes from the one who ticks to all who watch. */
export interface QuoteChannel {
  /** Quotes are stored before they come here. */
  publish(records: readonly QuoteRecord[]): Promise<void>;
  /** Waiting quotes of one instrument replace each other: the latest wins. */
  subscribe(ids: readonly string[]): Promise<AsyncIterableIterator<QuoteRecord>>;
  /** Tells the tickers of all copies that somebody watches something new. */
  wake(): Promise<void>;
  onWake(signal: AbortSignal): Promise<AsyncIterableIterator<unknown>>;
}

/** Which instruments somebody watches, over all copies. */
export interface WatchStore {
  /** Keeps the instruments watched until `until`, or longer when they already are. */
  watch(ids: readonly string[], until: Date): Promise<void>;
}

/** One round of ticks, inside the leader's transaction. */
export interface TickRound {
  watched(now: Date): Promise<readonly Instrument[]>;
  /** What is stored of them now. */
  latest(ids: readonly string[]): Promise<ReadonlyMap<string, QuoteRecord>>;
  /**
   * Stores quotes that are newer, or of the same instant and another price, than what is stored.
   *
   * @returns ids of the instruments whose stored quote changed
   */
  advance(records: readonly QuoteRecord[]): Promise<ReadonlySet<string>>;
}

export interface TickStore {
  /**
   * Runs one round, unless another copy is in one.
   *
   * @returns null when another copy leads; what `work` returns once it is committed otherwise
   */
  asLeader<T>(work: (round: TickRound) => Promise<T>): Promise<T | null>;
}
