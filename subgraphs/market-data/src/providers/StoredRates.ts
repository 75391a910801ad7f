import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { crossRate, type EuroRates, type FxRate } from "../domain/euroRates.js";
import type { CurrencyPair, FxSource } from "../operations/ports.js";

/** Rates of files, and those that were kept of every day the network gave: of the two, the later fixing. */
export class StoredRates implements FxSource {
  #stored: EuroRates | null = null;

  constructor(private readonly files: FxSource) {}

  hold(stored: EuroRates | null): void {
    this.#stored = stored;
  }

  async rate(pair: CurrencyPair, on: CalendarDate): Promise<FxRate | null> {
    const filed = await this.files.rate(pair, on);
    const kept = this.#stored && crossRate(this.#stored, pair, on);
    return kept && (!filed || kept.on > filed.on) ? kept : filed;
  }
}
