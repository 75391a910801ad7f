import { type Instrument, listingKey } from "../domain/instrument.js";
import type { DailyBar } from "../domain/priceBars.js";
import type { SimulatedListing } from "../domain/simulatedListing.js";
import type { SimulatedMarket } from "../domain/simulatedMarket.js";
import type { DateRange, MarketDataProvider, ProvidedPrice } from "../operations/ports.js";

/** The simulated market as a provider, of the listings it has parameters for. Always labelled. */
export class SimulatedProvider implements MarketDataProvider {
  readonly name = "simulated";
  readonly isSimulated = true;
  readonly #listings: ReadonlyMap<string, SimulatedListing>;

  constructor(
    private readonly market: SimulatedMarket,
    listings: readonly SimulatedListing[],
    readonly isAlwaysOpen: boolean,
  ) {
    this.#listings = new Map(listings.map((listing) => [listingKey(listing), listing]));
  }

  priceAt(instrument: Instrument, now: Date): Promise<ProvidedPrice | null> {
    const listing = this.#listings.get(listingKey(instrument));
    return Promise.resolve(listing ? this.market.priceAt(listing, now) : null);
  }

  bars(instrument: Instrument, range: DateRange, now: Date): Promise<readonly DailyBar[]> {
    const listing = this.#listings.get(listingKey(instrument));
    return Promise.resolve(listing ? this.market.bars(listing, range, now) : []);
  }
}
