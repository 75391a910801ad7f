import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { CorporateAction } from "../domain/corporateAction.js";
import type { EuroRates } from "../domain/euroRates.js";
import type { DailyBar } from "../domain/priceBars.js";
import type { Reconciliation } from "../domain/reconciliation.js";
import type { DateRange } from "./ports.js";

/** Somebody's bars of an instrument. */
export interface SeriesKey {
  readonly instrumentId: string;
  /** Name of the provider */
  readonly source: string;
}

/** What one look at a provider changed. */
export interface StoredHistory {
  readonly barsAdded: number;
  /** First day whose figures, or whose actions, are others than they were; null when nothing known changed */
  readonly revisedFrom: CalendarDate | null;
}

/** Bars, actions and rates that network providers gave, kept. */
export interface HistoryStore {
  /** The days that were asked for and stored; null before the first */
  coverage(key: SeriesKey): Promise<DateRange | null>;
  bars(key: SeriesKey, range: DateRange): Promise<readonly DailyBar[]>;
  /**
   * Stores what a provider gave for a range: adds, corrects, and marks actions it no longer has as
   * superseded. A revision of something known is told as `prices.revised` in the same transaction.
   */
  put(
    key: SeriesKey,
    range: DateRange,
    history: { readonly bars: readonly DailyBar[]; readonly actions: readonly CorporateAction[] },
  ): Promise<StoredHistory>;
  /** Actions in force, by instrument id, oldest first */
  actions(): Promise<ReadonlyMap<string, readonly CorporateAction[]>>;
  putReconciliation(key: SeriesKey, found: Reconciliation): Promise<void>;
  reconciliations(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Reconciliation[]>>;
  putRates(rates: EuroRates): Promise<void>;
  rates(source: string): Promise<EuroRates | null>;
}

/** Which instruments are worth keeping the history of. */
export interface TrackedInstruments {
  track(ids: readonly string[], on: CalendarDate): Promise<void>;
  /** @returns ids asked for on `since` or later */
  tracked(since: CalendarDate): Promise<readonly string[]>;
}

/** Prices of the day, thinned out as they grow old. */
export interface IntradayStore {
  /**
   * Ticks before `ticksBefore` become minutes, minutes before `minutesBefore` become hours; what was
   * joined is removed in the same transaction. Run it as often as wanted.
   */
  thin(cutoffs: { readonly ticksBefore: Date; readonly minutesBefore: Date }): Promise<Thinned>;
  /** Makes room for the ticks of `days` days from `from` on. */
  prepare(from: Date, days: number): Promise<void>;
  bars(instrumentId: string, asked: IntradayAsked): Promise<readonly IntradayBar[]>;
}

export interface Thinned {
  readonly ticks: number;
  readonly minutes: number;
}

export interface IntradayAsked {
  readonly from: Date;
  readonly to: Date;
  readonly interval: "MINUTE" | "HOUR";
}

/** Prices of one minute or hour, as decimals in text. */
export interface IntradayBar {
  readonly at: Date;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
}
