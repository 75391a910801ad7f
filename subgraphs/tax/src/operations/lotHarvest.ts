import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Money } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { FEDERAL_YEARS, findFederalParameters } from "../domain/federalParameters.js";
import { PROJECTED_UNTIL } from "../domain/projectedParameters.js";
import { federalTax } from "../domain/federalTax.js";
import {
  type HarvestBasis,
  harvestLot,
  type LotForSale,
  type LotHarvest,
  saleDate,
} from "../domain/harvest.js";
import { taxFactsOf } from "../domain/taxProfile.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";

/** A lot of another subgraph, with the quote of its instrument, as the router brings them. */
export interface HeldLot extends Omit<LotForSale, "cost" | "unitPriceUsd" | "quotedAt"> {
  readonly householdId: string;
  readonly cost: Money; // of the whole lot
  readonly quote: {
    readonly price: Money;
    readonly fxToUsd: Decimal; // USD for one unit of the price's currency
    readonly asOf: Date;
  } | null;
}

/** Finds the basis of a household's year; equal asks of a request compute it once. */
export type FindHarvestBasis = (key: TaxProfileKey) => Promise<HarvestBasis>;

/**
 * What selling the lot at its quote would mean.
 *
 * @returns null when there is no quote, or nothing to sell (no units, or a short lot)
 * @throws {Refusal} NOT_FOUND when the household is not the viewer's; NO_FX_RATE when the cost is
 * not in USD: a gain needs the dollar cost of the day of purchase
 */
export async function lotHarvest(
  basisOf: FindHarvestBasis,
  viewer: Viewer,
  lot: HeldLot,
): Promise<LotHarvest | null> {
  requireHousehold(viewer, lot.householdId, "read");
  const { quote, cost, householdId, ...rest } = lot;
  if (!quote || lot.units.lte(0)) return null;
  if (cost.currency !== "USD") {
    throw new Refusal(
      "NO_FX_RATE",
      `the lot's cost is in ${cost.currency}; its gain needs the cost in USD of the day of purchase`,
      { currency: cost.currency },
    );
  }
  const year = Number(saleDate(quote.asOf).slice(0, 4));
  return harvestLot(
    {
      ...rest,
      cost: cost.amount,
      unitPriceUsd: quote.price.amount.times(quote.fxToUsd),
      quotedAt: quote.asOf,
    },
    await basisOf({ householdId, year }),
  );
}

/** The return of a household's year before any sale, or the reason why none can be computed. */
export async function harvestBasis(
  load: LoadTaxProfile,
  key: TaxProfileKey,
): Promise<HarvestBasis> {
  const parameters = findFederalParameters(key.year);
  if (!parameters) {
    const carried = FEDERAL_YEARS.join(", ");
    return {
      missing: `No benefit: tax figures are carried for ${carried} and projected until ${PROJECTED_UNTIL}, not for ${key.year}.`,
    };
  }
  const profile = await load(key);
  if (!profile) {
    return {
      missing: `No benefit: the household has no tax profile of ${key.year} (setTaxProfile).`,
    };
  }
  const facts = taxFactsOf(profile);
  return { facts, parameters, before: federalTax(facts, parameters) };
}
