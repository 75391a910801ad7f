import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { BookedEntry as BookedEntryModel } from "../operations/addTransaction.js";
import { identifyLots } from "../operations/identifyLots.js";
import { BookedEntry } from "./BookedEntry.js";
import type { PortfoliosContext } from "./context.js";
import { LotChoiceInput, lotChoices } from "./Mutation.addTransaction.js";

@InputType()
export class IdentifyLotsInput {
  @Field(() => ID, { description: "A SELL or TRANSFER_OUT." })
  transactionId!: string;

  @Field(() => [LotChoiceInput], {
    nullable: true,
    description: "They sum to its units. When absent, the account's lot method decides again.",
  })
  lots?: LotChoiceInput[] | null;

  @Field(() => String, { nullable: true, description: "Why; at most 500 characters." })
  reason?: string | null;
}

@Resolver()
export class IdentifyLotsMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => BookedEntry, {
    description:
      "Names the purchases whose units a booked sale takes, as a correction that can be undone.",
  })
  identifyLots(
    @Arg("input", () => IdentifyLotsInput) { transactionId, lots, reason }: IdentifyLotsInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<BookedEntryModel> {
    return identifyLots(services, viewer, {
      transactionId,
      lots: lots ? lotChoices(lots) : null,
      reason: reason ?? null,
    });
  }
}
