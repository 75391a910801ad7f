import type { FormerSymbol, Instrument, Listing, SymbolPeriod } from "../domain/instrument.js";
import type { InstrumentStore, ListingKey, SymbolOn } from "../operations/ports.js";

const REMEMBER_MS = 60_000;

/**
 * Instruments by id out of memory for a minute: every event of a subscription asks for the same few,
 * and they change only when a process starts with another list. Everything else passes through.
 */
export class RememberedInstrumentStore implements InstrumentStore {
  #remembered = new Map<string, Instrument>();
  #untilMs = 0;

  constructor(
    private readonly store: InstrumentStore,
    private readonly now: () => Date,
  ) {}

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Instrument>> {
    const nowMs = this.now().getTime();
    if (nowMs > this.#untilMs) {
      this.#remembered = new Map();
      this.#untilMs = nowMs + REMEMBER_MS;
    }
    const remembered = this.#remembered;
    const missing = ids.filter((id) => !remembered.has(id));
    if (missing.length > 0) {
      for (const [id, instrument] of await this.store.byIds(missing))
        remembered.set(id, instrument);
    }
    return new Map(
      ids.flatMap((id): [string, Instrument][] => {
        const instrument = remembered.get(id);
        return instrument ? [[id, instrument]] : [];
      }),
    );
  }

  byListings(keys: readonly ListingKey[]): Promise<ReadonlyMap<string, Instrument>> {
    return this.store.byListings(keys);
  }

  bySymbols(symbols: readonly string[]): Promise<ReadonlyMap<string, Instrument>> {
    return this.store.bySymbols(symbols);
  }

  bySymbolsOn(asked: readonly SymbolOn[]): Promise<readonly (Instrument | null)[]> {
    return this.store.bySymbolsOn(asked);
  }

  byIdentifiers(identifiers: readonly string[]): Promise<ReadonlyMap<string, Instrument>> {
    return this.store.byIdentifiers(identifiers);
  }

  symbolPeriods(ids: readonly string[]): Promise<ReadonlyMap<string, readonly SymbolPeriod[]>> {
    return this.store.symbolPeriods(ids);
  }

  search(text: string, limit: number): Promise<readonly Instrument[]> {
    return this.store.search(text, limit);
  }

  async ensure(listings: readonly Listing[]): Promise<void> {
    await this.store.ensure(listings);
    this.#untilMs = 0;
  }

  ensurePeriods(periods: readonly FormerSymbol[]): Promise<void> {
    return this.store.ensurePeriods(periods);
  }
}
