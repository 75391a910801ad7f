import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { BookedEntry as BookedEntryModel } from "../operations/addTransaction.js";
import { restoreTransaction } from "../operations/restoreTransaction.js";
import { BookedEntry } from "./BookedEntry.js";
import type { PortfoliosContext } from "./context.js";

@InputType()
export class RestoreTransactionInput {
  @Field(() => ID, { description: "Of the transaction that was reversed or corrected." })
  transactionId!: string;

  @Field(() => String, { nullable: true, description: "Why; at most 500 characters." })
  reason?: string | null;
}

@Resolver()
export class RestoreTransactionMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => BookedEntry, {
    description:
      "Undoes a reversal or a correction: books the transaction again and takes back what stands in its place.",
  })
  restoreTransaction(
    @Arg("input", () => RestoreTransactionInput)
    { transactionId, reason }: RestoreTransactionInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<BookedEntryModel> {
    return restoreTransaction(services, viewer, { transactionId, reason: reason ?? null });
  }
}
