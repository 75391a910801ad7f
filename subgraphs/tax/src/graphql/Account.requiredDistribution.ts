import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Requires } from "@wealthgraph/chassis/directives";
import type { AccountDistribution as AccountDistributionModel } from "../domain/retirement/accountDistribution.js";
import { requiredDistribution } from "../operations/requiredDistributions.js";
import { Account } from "./Account.js";
import {
  ACCOUNT_FIELDS,
  type AccountReference,
  toAccountInHousehold,
} from "./Account.reference.js";
import { AccountDistribution } from "./AccountDistribution.js";
import type { TaxContext } from "./context.js";
import {
  RequiredDistributionInput,
  toProjection,
  toStatedAccount,
} from "./DistributionFactsInput.js";

@Resolver(() => Account)
export class AccountRequiredDistribution {
  @Requires(ACCOUNT_FIELDS)
  @FieldResolver(() => AccountDistribution, {
    nullable: true,
    description:
      "The account's own part of the year's minimum; Household.requiredDistributions says from which accounts it may be taken.",
  })
  requiredDistribution(
    @Root() reference: AccountReference,
    @Arg("year", () => Int) year: number,
    @Arg("input", () => RequiredDistributionInput, { nullable: true })
    input: RequiredDistributionInput | null,
    @Ctx() context: TaxContext,
  ): AccountDistributionModel {
    const { householdId, account, ...household } = toAccountInHousehold(reference);
    return requiredDistribution(context.viewer, {
      householdId,
      household,
      request: {
        year,
        accounts: input ? [toStatedAccount(account.id, input)] : [],
        projection: toProjection(input?.projection),
      },
    });
  }
}
