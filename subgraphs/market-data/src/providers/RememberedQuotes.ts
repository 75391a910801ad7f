import type { QuoteRecord } from "../domain/quote.js";
import type { LastGoodQuotes } from "../operations/ports.js";

const INSTRUMENTS_MAX = 10_000;

/** Last good quotes in the memory of this process; who was longest not renewed goes first. */
export class RememberedQuotes implements LastGoodQuotes {
  readonly #records = new Map<string, QuoteRecord>();

  remember(record: QuoteRecord): void {
    const known = this.#records.get(record.instrumentId);
    if (known && known.asOf > record.asOf) return;
    this.#records.delete(record.instrumentId);
    this.#records.set(record.instrumentId, record);
    const oldest = this.#records.keys().next();
    if (this.#records.size > INSTRUMENTS_MAX && !oldest.done) this.#records.delete(oldest.value);
  }

  find(instrumentId: string): QuoteRecord | null {
    return this.#records.get(instrumentId) ?? null;
  }
}
