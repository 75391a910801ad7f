import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { IncomeKind } from "../domain/incomeKind.js";
import { type TaxSchedule, taxSchedule } from "../domain/taxSchedule.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { taxYear } from "./taxYear.js";

/**
 * Schedules of a household's year as data for other subgraphs, each kind once.
 *
 * Each is some hundred returns: the process serves others between two of them.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING
 */
export async function taxSchedules(
  load: LoadTaxProfile,
  viewer: Viewer,
  key: TaxProfileKey,
  kinds: readonly IncomeKind[],
): Promise<readonly TaxSchedule[]> {
  const { facts, parameters } = await taxYear(load, viewer, key);
  const schedules: TaxSchedule[] = [];
  for (const kind of new Set(kinds)) {
    schedules.push(taxSchedule(facts, parameters, kind));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return schedules;
}
