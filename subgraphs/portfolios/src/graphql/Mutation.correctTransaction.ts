import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { BookedEntry as BookedEntryModel } from "../operations/addTransaction.js";
import { correctTransaction } from "../operations/correctTransaction.js";
import { BookedEntry } from "./BookedEntry.js";
import type { PortfoliosContext } from "./context.js";
import { AddTransactionInput, newTransaction } from "./Mutation.addTransaction.js";

@InputType()
export class CorrectTransactionInput {
  @Field(() => ID, { description: "CONFLICT when it was corrected or reversed meanwhile." })
  transactionId!: string;

  @Field(() => String, { nullable: true, description: "Why; at most 500 characters." })
  reason?: string | null;

  @Field(() => AddTransactionInput, { description: "The whole entry as it should have been." })
  replacement!: AddTransactionInput;
}

@Resolver()
export class CorrectTransactionMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => BookedEntry, {
    description:
      "Reverses a transaction, with what was booked in the same step, and books another in its place.",
  })
  correctTransaction(
    @Arg("input", () => CorrectTransactionInput) input: CorrectTransactionInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<BookedEntryModel> {
    return correctTransaction(services, viewer, {
      transactionId: input.transactionId,
      reason: input.reason ?? null,
      replacement: newTransaction(input.replacement),
    });
  }
}
