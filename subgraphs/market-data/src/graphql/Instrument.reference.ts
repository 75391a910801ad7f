import { canonicalSymbol, type Instrument, isMarketCode } from "../domain/instrument.js";
import type { ListingKey } from "../operations/ports.js";
import type { MarketContext } from "./context.js";

/** By `id`, or by `symbol` and `exchange`. */
export function instrumentReference(
  reference: { readonly id: string } | ListingKey,
  context: MarketContext,
): Promise<Instrument | null> {
  if ("id" in reference) return context.instrumentById.load(reference.id);
  const { exchange } = reference;
  const symbol = canonicalSymbol(reference.symbol);
  if (symbol === null || !isMarketCode(exchange)) return Promise.resolve(null);
  return context.instrumentByListing.load({ symbol, exchange });
}
