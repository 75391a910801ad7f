import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { FederalFacts } from "../domain/federalFacts.js";
import { type FederalParameters, federalParametersFor } from "../domain/federalParameters.js";
import { taxFactsOf } from "../domain/taxProfile.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";

/** A household's year as the engine takes it. */
export interface TaxYear {
  readonly facts: FederalFacts;
  readonly parameters: FederalParameters;
}

/**
 * The facts of a household's year from its tax profile, with the year's figures.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING
 */
export async function taxYear(
  load: LoadTaxProfile,
  viewer: Viewer,
  key: TaxProfileKey,
): Promise<TaxYear> {
  requireHousehold(viewer, key.householdId, "read");
  const parameters = federalParametersFor(key.year);
  const profile = await load(key);
  if (profile) return { facts: taxFactsOf(profile), parameters };
  throw new Refusal(
    "TAX_PROFILE_MISSING",
    `the household has no tax profile of ${key.year}: set one with setTaxProfile`,
    { year: key.year },
  );
}
