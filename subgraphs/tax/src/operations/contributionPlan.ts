import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import {
  type ContributionPlan,
  contributionPlan,
  type ContributionRequest,
} from "../domain/retirement/contributionPlan.js";
import {
  birthDateOf,
  isTraditionalIra,
  type RetirementHousehold,
} from "../domain/retirement/householdAccounts.js";
import type { ContributionSaver } from "../domain/retirement/saverRoom.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { taxYear } from "./taxYear.js";

/** A saver as stated; the birth date is the household's, a balance that is not stated the ledger's. */
export interface SaverStatement extends Omit<ContributionSaver, "birthDate" | "preTaxIraBalance"> {
  readonly preTaxIraBalance: Decimal | null;
}

export interface ContributionPlanRequest extends Omit<ContributionRequest, "savers"> {
  readonly savers: readonly SaverStatement[];
}

/**
 * The order of a household's contributions of a year, on its tax profile.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, TAX_STATE_UNKNOWN, BAD_INPUT, CONTRIBUTION_OVER_LIMIT
 */
export async function contributionPlanOf(
  load: LoadTaxProfile,
  viewer: Viewer,
  of: {
    readonly key: TaxProfileKey;
    readonly household: RetirementHousehold;
    readonly request: ContributionPlanRequest;
  },
): Promise<ContributionPlan> {
  const { key, household, request } = of;
  requireHousehold(viewer, key.householdId, "read");
  const { facts } = await taxYear(load, viewer, key);
  const savers = request.savers.map((saver) => ({
    ...saver,
    birthDate: birthDateOf(household, saver.personId),
    preTaxIraBalance:
      saver.preTaxIraBalance ?? iraBalanceOf(household, saver.personId, key.year - 1),
  }));
  return contributionPlan(facts, key.year, { ...request, savers });
}

/** What a person's traditional IRAs held together when a year ended, as far as that is stored. */
function iraBalanceOf({ accounts }: RetirementHousehold, personId: string, year: number): Decimal {
  const own = accounts.filter((a) => a.ownerId === personId && isTraditionalIra(a.kind));
  const values = own.map((a) => a.yearEnds.find((end) => end.year === year)?.value ?? ZERO);
  return Decimal.max(ZERO, sum(values));
}
