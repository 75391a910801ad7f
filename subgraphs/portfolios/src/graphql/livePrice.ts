import { z } from "zod";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { LivePrice } from "../operations/valuation.js";

const decimal = z.string().transform((text) => DecimalScalar.parseValue(text));

/** An instrument with its quote as the router brings it for @requires. */
const INSTRUMENT = z.object({
  quote: z
    .object({
      instrument: z.object({ id: z.string() }).optional(),
      price: z.object({ amount: decimal, currency: z.string() }),
      fxToUsd: decimal,
    })
    .nullish(),
});

/** A live price, with its instrument where the requirement asks for it. */
export interface JoinedPrice extends LivePrice {
  readonly instrumentId: string | null;
}

/**
 * @param instrument as in a representation of the router
 * @returns null when there is no quote
 * @throws {Failure} QUOTE_UNREADABLE when it has another form than our schema requires
 */
export function livePriceOf(instrument: unknown): JoinedPrice | null {
  const parsed = INSTRUMENT.safeParse(instrument);
  if (!parsed.success) throw new Failure("QUOTE_UNREADABLE", { cause: parsed.error });
  const { quote } = parsed.data;
  if (!quote) return null;
  return { instrumentId: quote.instrument?.id ?? null, price: quote.price, fxToUsd: quote.fxToUsd };
}

const LOTS = z.array(
  z.object({
    harvest: z
      .object({
        lotId: z.string(),
        benefit: z.object({ amount: decimal, currency: z.string() }).nullable(),
      })
      .nullish(),
  }),
);

/**
 * @param lots as in a representation of the router; absent when nobody required them
 * @returns by lot, what selling it whole saves in tax, USD; null where tax does not know
 * @throws {Failure} QUOTE_UNREADABLE when they have another form than our schema requires
 */
export function harvestBenefits(lots: unknown): (readonly [string, Decimal | null])[] {
  if (lots === undefined) return [];
  const parsed = LOTS.safeParse(lots);
  if (!parsed.success) throw new Failure("QUOTE_UNREADABLE", { cause: parsed.error });
  return parsed.data.flatMap(({ harvest }) =>
    harvest ? [[harvest.lotId, harvest.benefit?.amount ?? null] as const] : [],
  );
}
