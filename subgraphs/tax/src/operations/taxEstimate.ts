import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { estimateTax, type TaxEstimate } from "../domain/taxEstimate.js";
import type { TaxProfile } from "../domain/taxProfile.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { taxYear } from "./taxYear.js";

/**
 * The household's profile of a year, null when none was set.
 *
 * @throws {Refusal} NOT_FOUND when the household is not the viewer's
 */
export async function taxProfile(
  load: LoadTaxProfile,
  viewer: Viewer,
  key: TaxProfileKey,
): Promise<TaxProfile | null> {
  requireHousehold(viewer, key.householdId, "read");
  return load(key);
}

/**
 * The federal estimate of a household's year, from its tax profile.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING
 */
export async function taxEstimate(
  load: LoadTaxProfile,
  viewer: Viewer,
  key: TaxProfileKey,
): Promise<TaxEstimate> {
  const { facts, parameters } = await taxYear(load, viewer, key);
  return estimateTax(facts, parameters);
}
