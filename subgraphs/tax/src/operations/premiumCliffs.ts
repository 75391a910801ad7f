import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  type CliffRequest,
  type HealthPremiumCliffs,
  healthPremiumCliffs,
} from "../domain/retirement/healthPremiumCliffs.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { taxYear } from "./taxYear.js";

const CHANGES_MAX = 20;

/**
 * Where the household's income of a year stands between the cliffs of health premiums.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, BAD_INPUT
 */
export async function premiumCliffs(
  load: LoadTaxProfile,
  viewer: Viewer,
  key: TaxProfileKey,
  request: CliffRequest,
): Promise<HealthPremiumCliffs> {
  requireHousehold(viewer, key.householdId, "read");
  if (request.changes.length > CHANGES_MAX) {
    throw new Refusal("BAD_INPUT", `At most ${CHANGES_MAX} changes are priced at once.`, {
      changesAsked: request.changes.length,
    });
  }
  const { facts } = await taxYear(load, viewer, key);
  return healthPremiumCliffs(facts, key.year, request);
}
