import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { AccountDistribution } from "../domain/retirement/accountDistribution.js";
import type { RetirementHousehold } from "../domain/retirement/householdAccounts.js";
import {
  type DistributionRequest,
  type HouseholdDistributions,
  householdDistributions,
} from "../domain/retirement/householdDistributions.js";

/** A household with people and accounts as the router brings them, and what is asked of it. */
export interface DistributionsOf {
  readonly householdId: string;
  readonly household: RetirementHousehold;
  readonly request: DistributionRequest;
}

/**
 * The year's minimums of a household's accounts.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, BAD_INPUT
 */
export function requiredDistributions(viewer: Viewer, of: DistributionsOf): HouseholdDistributions {
  requireHousehold(viewer, of.householdId, "read");
  return householdDistributions(of.household, of.request);
}

/**
 * The year's minimum of the one account that `of` has.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, BAD_INPUT
 */
export function requiredDistribution(viewer: Viewer, of: DistributionsOf): AccountDistribution {
  const [account] = requiredDistributions(viewer, of).accounts;
  invariant(account, "an account was asked for");
  return account;
}
