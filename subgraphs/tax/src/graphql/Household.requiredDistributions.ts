import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Requires } from "@wealthgraph/chassis/directives";
import type { HouseholdDistributions } from "../domain/retirement/householdDistributions.js";
import { requiredDistributions } from "../operations/requiredDistributions.js";
import type { TaxContext } from "./context.js";
import { RequiredDistributionsInput, toDistributionRequest } from "./DistributionFactsInput.js";
import { Household } from "./Household.js";
import {
  type HouseholdReference,
  RETIREMENT_FIELDS,
  toRetirementHousehold,
} from "./Household.reference.js";
import { RequiredDistributions } from "./RequiredDistributions.js";

@Resolver(() => Household)
export class HouseholdRequiredDistributions {
  @Requires(RETIREMENT_FIELDS)
  @FieldResolver(() => RequiredDistributions, {
    nullable: true,
    description:
      "What the accounts must pay in a year, from their values at the end of the year before. Null with TAX_YEAR_UNKNOWN or BAD_INPUT.",
  })
  requiredDistributions(
    @Root() household: HouseholdReference,
    @Arg("year", () => Int) year: number,
    @Arg("input", () => RequiredDistributionsInput, { nullable: true })
    input: RequiredDistributionsInput | null,
    @Ctx() context: TaxContext,
  ): HouseholdDistributions {
    return requiredDistributions(context.viewer, {
      householdId: household.id,
      household: toRetirementHousehold(household),
      request: toDistributionRequest(year, input),
    });
  }
}
