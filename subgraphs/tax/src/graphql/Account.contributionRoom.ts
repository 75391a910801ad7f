import { Arg, Ctx, Field, FieldResolver, InputType, Int, Resolver, Root } from "type-graphql";
import { Requires } from "@wealthgraph/chassis/directives";
import { MoneyInput } from "@wealthgraph/chassis/scalars";
import type { AccountRoom as AccountRoomModel } from "../domain/retirement/accountRoom.js";
import { accountRoomOf } from "../operations/accountPlans.js";
import { Account } from "./Account.js";
import {
  ACCOUNT_FIELDS,
  type AccountReference,
  toAccountInHousehold,
} from "./Account.reference.js";
import { AccountRoom } from "./AccountRoom.js";
import type { TaxContext } from "./context.js";
import { dollars } from "./TaxDetailsInput.js";

@InputType({ description: "USD; absent: 0." })
export class ContributionRoomInput {
  @Field(() => MoneyInput, {
    nullable: true,
    description: "For the year so far, over all accounts that share the limit.",
  })
  contributed?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "CONTRIBUTION_OVER_LIMIT over the room.",
  })
  planned?: MoneyInput | null;
}

@Resolver(() => Account)
export class AccountContributionRoom {
  @Requires(ACCOUNT_FIELDS)
  @FieldResolver(() => AccountRoom, {
    nullable: true,
    description: "By kind and the owner's age; Household.contributionPlan knows income and plan.",
  })
  contributionRoom(
    @Root() reference: AccountReference,
    @Arg("year", () => Int) year: number,
    @Arg("input", () => ContributionRoomInput, { nullable: true })
    input: ContributionRoomInput | null,
    @Ctx() context: TaxContext,
  ): AccountRoomModel {
    return accountRoomOf(context.viewer, toAccountInHousehold(reference), year, {
      contributed: dollars("contributed", input?.contributed),
      planned: dollars("planned", input?.planned),
    });
  }
}
