import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Requires } from "@wealthgraph/chassis/directives";
import type { ContributionPlan as ContributionPlanModel } from "../domain/retirement/contributionPlan.js";
import { contributionPlanOf } from "../operations/contributionPlan.js";
import type { TaxProfileKey } from "../operations/ports.js";
import { ContributionPlan } from "./ContributionPlan.js";
import { ContributionPlanInput, toContributionPlanRequest } from "./ContributionPlanInput.js";
import type { TaxContext } from "./context.js";
import { Household } from "./Household.js";
import {
  type HouseholdReference,
  RETIREMENT_FIELDS,
  toRetirementHousehold,
} from "./Household.reference.js";

@Resolver(() => Household)
export class HouseholdContributionPlan {
  @Requires(RETIREMENT_FIELDS)
  @FieldResolver(() => ContributionPlan, {
    nullable: true,
    description:
      "The order of a year's contributions, on the tax profile of the year. Null like taxEstimate, or with TAX_STATE_UNKNOWN, BAD_INPUT or CONTRIBUTION_OVER_LIMIT.",
  })
  contributionPlan(
    @Root() household: HouseholdReference,
    @Arg("year", () => Int) year: number,
    @Arg("input", () => ContributionPlanInput) input: ContributionPlanInput,
    @Ctx() context: TaxContext,
  ): Promise<ContributionPlanModel> {
    return contributionPlanOf(
      (key: TaxProfileKey) => context.taxProfileByKey.load(key),
      context.viewer,
      {
        key: { householdId: household.id, year },
        household: toRetirementHousehold(household),
        request: toContributionPlanRequest(input),
      },
    );
  }
}
