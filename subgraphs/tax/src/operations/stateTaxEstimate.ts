import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { federalTax } from "../domain/federalTax.js";
import { stateTax, type StateTaxResult } from "../domain/states/stateTax.js";
import { stateRuleFor } from "../domain/states/stateTable.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { taxYear } from "./taxYear.js";

/**
 * Income tax of one state for a household's year, from its tax profile, as of residents of the
 * whole year.
 *
 * The state is refused before the profile is asked for: nobody fills in a profile for nothing.
 *
 * @param state postal code, upper case
 * @throws {Refusal} NOT_FOUND, TAX_STATE_UNKNOWN, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING
 */
export async function stateTaxEstimate(
  load: LoadTaxProfile,
  viewer: Viewer,
  key: TaxProfileKey,
  state: string,
): Promise<StateTaxResult> {
  requireHousehold(viewer, key.householdId, "read");
  stateRuleFor(state);
  const { facts, parameters } = await taxYear(load, viewer, key);
  return stateTax(state, key.year, facts, federalTax(facts, parameters));
}
