import { z } from "zod";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { LivePrice } from "../operations/valuation.js";

const decimal = z.string().transform((text) => DecimalScalar.parseValue(text));

/** An instrument's quote as the router brings it for @requires. */
const INSTRUMENT = z.object({
  id: z.string(),
  quote: z
    .object({ price: z.object({ amount: decimal, currency: z.string() }), fxToUsd: decimal })
    .nullish(),
});

/**
 * @param instrument as in a representation of the router
 * @throws {Failure} QUOTE_UNREADABLE when it has another form than our schema requires
 */
export function livePriceOf(instrument: unknown): {
  readonly instrumentId: string;
  readonly price: LivePrice | null;
} {
  const parsed = INSTRUMENT.safeParse(instrument);
  if (!parsed.success) throw new Failure("QUOTE_UNREADABLE", { cause: parsed.error });
  return { instrumentId: parsed.data.id, price: parsed.data.quote ?? null };
}
