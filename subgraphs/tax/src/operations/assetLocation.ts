import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type AssetIncome, ASSUMED_INCOME } from "../domain/location/assetIncome.js";
import type { AssetLocation } from "../domain/location/assetLocation.js";
import { locatedAccounts } from "../domain/location/locatedAccounts.js";
import type { AssetLocationInput } from "../domain/location/locationInput.js";
import type { HouseholdHoldingsSource } from "./householdHoldings.js";
import type { PlanRunner } from "./planRunner.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { taxYear } from "./taxYear.js";

/** What a household states for its asset location; holdings are those of its books. */
export interface AssetLocationRequest extends Omit<
  AssetLocationInput,
  "accounts" | "assets" | "facts" | "year"
> {
  /** In place of what is assumed of an asset class. */
  readonly stated: readonly AssetIncome[];
}

/** A plan for a household's books, and what of them is not in it. */
export interface HouseholdAssetLocation extends AssetLocation {
  readonly accounts: AssetLocationInput["accounts"];
  readonly leftOut: readonly string[];
}

export interface AssetLocationWorld {
  readonly load: LoadTaxProfile;
  readonly plans: PlanRunner;
  readonly holdings: HouseholdHoldingsSource;
  readonly today: () => CalendarDate;
}

/**
 * Where the household's assets belong, from its open positions at today's value and its tax profile
 * of the year.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, TAX_STATE_UNKNOWN, BAD_INPUT, NO_FX_RATE, PLAN_INFEASIBLE, PLAN_TIMED_OUT
 */
export async function assetLocation(
  { load, plans, holdings, today }: AssetLocationWorld,
  viewer: Viewer,
  key: TaxProfileKey,
  { stated, ...request }: AssetLocationRequest,
): Promise<HouseholdAssetLocation> {
  requireHousehold(viewer, key.householdId, "read");
  const { facts } = await taxYear(load, viewer, key);
  const books = await holdings.read(key.householdId);
  const { accounts, leftOut } = locatedAccounts(books.accounts, books.positions, today());
  const known = ASSUMED_INCOME.filter((a) => !stated.some((s) => s.assetId === a.assetId));
  const assets = [...known, ...stated];
  const input = { ...request, accounts, assets, facts, year: key.year };
  return { ...(await plans.run("assetLocation", input)), accounts, leftOut };
}
