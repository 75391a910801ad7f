import { Refusal } from "@wealthgraph/kernel/refusal";
import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { ConversionPlan } from "../domain/conversions/conversionPlan.js";
import type { ConversionPlanInput, Saver } from "../domain/conversions/conversionPlanInput.js";
import { isBeforeMedicare } from "../domain/conversions/marketplaceYears.js";
import { type LifePeriod, planYears } from "../domain/conversions/planYears.js";
import type { MarketplaceCoverage } from "../domain/federalFacts.js";
import type { PlanRunner } from "./planRunner.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { taxYear } from "./taxYear.js";

/** What a household states for its conversion plan; the rest is in the tax profile of the first year. */
export interface ConversionPlanRequest {
  readonly years: number; // 1 to 40
  readonly periods: readonly LifePeriod[];
  readonly marketplace: MarketplaceCoverage | null; // of the first year, in place of the profile's
  readonly assumptions: Omit<ConversionPlanInput, "years">;
}

/**
 * Plans a household's Roth conversions from its tax profile of the first year: one to three seconds
 * of work beside the event loop.
 *
 * @param key household and first year
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, TAX_STATE_UNKNOWN, BAD_INPUT, PLAN_TIMED_OUT
 */
export async function conversionPlan(
  { load, plans }: { readonly load: LoadTaxProfile; readonly plans: PlanRunner },
  viewer: Viewer,
  key: TaxProfileKey,
  request: ConversionPlanRequest,
): Promise<ConversionPlan> {
  requireHousehold(viewer, key.householdId, "read");
  const { facts } = await taxYear(load, viewer, key);
  const { assumptions, periods, marketplace } = request;
  const { savers } = assumptions;
  if (marketplace) requireInsurable(savers, key.year);
  const filers = facts.filers.map((filer, i) => ({
    ...filer,
    birthDate: savers[i]?.birthDate ?? filer.birthDate,
  }));
  const covered = { ...facts, filers, marketplace: marketplace ?? facts.marketplace };
  const first = { year: key.year, facts: covered };
  const years = planYears(first, request.years, periods, assumptions.inflation);
  return plans.run("conversionPlan", { ...assumptions, years });
}

/** @throws {Refusal} BAD_INPUT where everybody is on Medicare from the first year on */
function requireInsurable(savers: readonly Saver[], year: number): void {
  if (savers.some((saver) => isBeforeMedicare(saver, year))) return;
  throw new Refusal("BAD_INPUT", `Marketplace coverage of ${year} needs somebody under 65.`);
}
