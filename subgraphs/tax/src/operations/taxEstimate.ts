import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { federalParametersFor } from "../domain/federalParameters.js";
import { estimateTax, type TaxEstimate } from "../domain/taxEstimate.js";
import { type TaxProfile, taxFactsOf } from "../domain/taxProfile.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";

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
  requireHousehold(viewer, key.householdId, "read");
  const parameters = federalParametersFor(key.year);
  const profile = await load(key);
  if (profile) return estimateTax(taxFactsOf(profile), parameters);
  throw new Refusal(
    "TAX_PROFILE_MISSING",
    `the household has no tax profile of ${key.year}: set one with setTaxProfile`,
    { year: key.year },
  );
}
