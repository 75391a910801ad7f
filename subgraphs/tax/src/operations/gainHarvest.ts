import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type GainHarvest, gainHarvest as planGains } from "../domain/harvesting/gainHarvest.js";
import { checkTerms, type HarvestTerms } from "../domain/harvesting/harvestTerms.js";
import type { HeldPortfolio } from "./harvestPlan.js";
import type { LoadTaxProfile } from "./ports.js";
import { saleAssumptions } from "./saleAssumptions.js";
import { taxYear } from "./taxYear.js";

/** A gain harvest with what it rests on. */
export interface PricedGainHarvest extends GainHarvest {
  readonly assumptions: readonly string[];
}

/**
 * Long-term gains that the household can take today without federal tax.
 *
 * @throws {Refusal} NOT_FOUND, BAD_INPUT, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, TAX_STATE_UNKNOWN
 */
export async function gainHarvest(
  load: LoadTaxProfile,
  viewer: Viewer,
  { householdId, positions, lossesAtRisk }: HeldPortfolio,
  { terms, asOf }: { readonly terms: HarvestTerms; readonly asOf: CalendarDate },
): Promise<PricedGainHarvest> {
  requireHousehold(viewer, householdId, "read");
  checkTerms(terms);
  const key = { householdId, year: Number(asOf.slice(0, 4)) };
  const year = { ...(await taxYear(load, viewer, key)), state: terms.state };
  const lots = positions.flatMap((position) => position.lots);
  const notToBuy = lossesAtRisk.map(({ symbol }) => symbol);
  const gains = planGains({ lots, asOf, terms, year, notToBuy });
  const held = `What is bought back is sold after ${terms.yearsUntilSale} years; the tax avoided then is discounted at ${terms.discountRate.times(100).toFixed()} % a year.`;
  const assumptions = [
    `Lots are sold on ${asOf} at their latest quotes, without fees, and bought back at once; no other gain is taken this year.`,
    ...saleAssumptions(year),
    held,
    "A state's tax is counted when one is named; the room is that of federal tax and Medicare, for people who will be 65 in two years.",
  ];
  return { ...gains, assumptions };
}
