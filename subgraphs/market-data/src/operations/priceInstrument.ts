import { Decimal } from "@wealthgraph/kernel/decimal";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Instrument } from "../domain/instrument.js";
import { isStalePrice, type QuoteRecord } from "../domain/quote.js";
import type { Market, MarketDataProvider, ProvidedPrice } from "./ports.js";

export interface Chosen {
  readonly provider: MarketDataProvider;
  readonly provided: ProvidedPrice;
}

/**
 * Whose price counts: the first provider, in order, that has one which is not stale; when all are
 * stale, the first that has one.
 *
 * @returns null when nobody has a price
 */
export async function chooseProvider(
  market: Market,
  instrument: Instrument,
  now: Date,
): Promise<Chosen | null> {
  let stale: Chosen | null = null;
  for (const provider of market.providers) {
    const provided = await provider.priceAt(instrument, now);
    if (!provided) continue;
    if (!isStalePrice(market.calendar, provided.asOf, now)) return { provider, provided };
    stale ??= { provider, provided };
  }
  return stale;
}

/**
 * The price of an instrument at `now`.
 *
 * @returns null when nobody has one
 * @throws {Refusal} NO_FX_RATE when its currency cannot be turned into US dollars
 */
export async function priceInstrument(
  market: Market,
  instrument: Instrument,
  now: Date,
): Promise<QuoteRecord | null> {
  const chosen = await chooseProvider(market, instrument, now);
  if (!chosen) return null;
  const { provider, provided } = chosen;
  const { currency } = instrument;
  const { rate, on } = await dollarRate(market, currency, market.calendar.dateAt(now));
  return {
    instrumentId: instrument.id,
    price: { amount: provided.price, currency },
    previousClose: provided.previousClose && { amount: provided.previousClose, currency },
    asOf: provided.asOf,
    receivedAt: now,
    source: provider.name,
    isSimulated: provider.isSimulated,
    fxToUsd: rate,
    fxRateDate: on,
  };
}

async function dollarRate(market: Market, currency: string, on: CalendarDate) {
  if (currency === "USD") return { rate: new Decimal(1), on };
  const found = await market.fx.rate({ base: currency, quote: "USD" }, on);
  if (found) return found;
  throw new Refusal("NO_FX_RATE", `no rate of ${currency} to USD on or before ${on}`);
}
