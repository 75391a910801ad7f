import { Failure } from "@wealthgraph/kernel/refusal";
import type { Instrument } from "../domain/instrument.js";
import type { DailyBar } from "../domain/priceBars.js";
import type { HistoryStore } from "../operations/historyPorts.js";
import type {
  DateRange,
  MarketDataProvider,
  ProvidedHistory,
  ProvidedPrice,
} from "../operations/ports.js";

/**
 * A provider whose bars are kept: what is stored is not asked for again, and it stays readable while
 * the provider is away.
 */
export class StoredHistoryProvider implements MarketDataProvider {
  readonly name: string;
  readonly isSimulated = false;
  readonly hasHistory = true;
  readonly #provider: MarketDataProvider;
  readonly #store: Pick<HistoryStore, "bars" | "coverage">;

  constructor(provider: MarketDataProvider, store: Pick<HistoryStore, "bars" | "coverage">) {
    this.name = provider.name;
    this.#provider = provider;
    this.#store = store;
  }

  priceAt(instrument: Instrument, now: Date): Promise<ProvidedPrice | null> {
    return this.#provider.priceAt(instrument, now);
  }

  async history(instrument: Instrument, range: DateRange, now: Date): Promise<ProvidedHistory> {
    const given = await this.#provider.history?.(instrument, range, now);
    return given ?? { bars: [], actions: [], adjustedCloses: new Map() };
  }

  async bars(instrument: Instrument, range: DateRange, now: Date): Promise<readonly DailyBar[]> {
    const key = { instrumentId: instrument.id, source: this.name };
    const covered = await this.#store.coverage(key);
    if (!covered || covered.from > range.from) return this.#provider.bars(instrument, range, now);
    const stored = await this.#store.bars(key, range);
    if (covered.to >= range.to) return stored;
    const from = stored.at(-1)?.date ?? range.from;
    try {
      const later = await this.#provider.bars(instrument, { from, to: range.to }, now);
      return [...stored.filter(({ date }) => date < from), ...later];
    } catch (error) {
      if (error instanceof Failure) return stored;
      throw error;
    }
  }
}
