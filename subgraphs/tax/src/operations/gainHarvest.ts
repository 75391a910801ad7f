import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type GainHarvest, gainHarvest as planGains } from "../domain/harvesting/gainHarvest.js";
import { checkTerms, type HarvestTerms } from "../domain/harvesting/harvestTerms.js";
import type { HeldPortfolio } from "./harvestPlan.js";
import type { LoadTaxProfile } from "./ports.js";
import { taxYear } from "./taxYear.js";

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
): Promise<GainHarvest> {
  requireHousehold(viewer, householdId, "read");
  checkTerms(terms);
  const key = { householdId, year: Number(asOf.slice(0, 4)) };
  const year = { ...(await taxYear(load, viewer, key)), state: terms.state };
  const lots = positions.flatMap((position) => position.lots);
  const notToBuy = lossesAtRisk.map(({ symbol }) => symbol);
  return planGains({ lots, asOf, terms, year, notToBuy });
}
