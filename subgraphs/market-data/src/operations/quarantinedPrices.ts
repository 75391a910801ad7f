import type { Money } from "@wealthgraph/kernel/money";
import type { Instrument } from "../domain/instrument.js";
import type { QuarantineReason } from "../domain/quarantine.js";
import type { QuoteRecord } from "../domain/quote.js";
import { chooseProvider } from "./priceInstrument.js";
import type { Market } from "./ports.js";

/** A price that is shown and used nowhere. */
export interface QuarantinedPrice {
  readonly price: Money;
  readonly asOf: Date;
  readonly source: string;
  readonly reason: QuarantineReason;
}

/** What the providers before the one that counts gave for an instrument, and nobody believes. */
export async function quarantinedPrices(
  market: Market,
  instrument: Instrument,
  now: Date,
  stored: QuoteRecord | null,
): Promise<QuarantinedPrice[]> {
  const { quarantined } = await chooseProvider(market, instrument, now, stored);
  return quarantined.map(({ provider, provided, reason }) => ({
    price: { amount: provided.price, currency: instrument.currency },
    asOf: provided.asOf,
    source: provider.name,
    reason,
  }));
}
