import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { StoredTransaction } from "../operations/ports.js";
import { reverseTransaction } from "../operations/reverseTransaction.js";
import type { PortfoliosContext } from "./context.js";
import { Transaction } from "./Transaction.js";

@InputType()
export class ReverseTransactionInput {
  @Field(() => ID)
  transactionId!: string;

  @Field(() => String, { nullable: true, description: "Why; at most 500 characters." })
  reason?: string | null;
}

@Resolver()
export class ReverseTransactionMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => [Transaction], {
    description:
      "Takes a transaction back, with what was booked in the same step; returns what no longer counts.",
  })
  reverseTransaction(
    @Arg("input", () => ReverseTransactionInput)
    { transactionId, reason }: ReverseTransactionInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<readonly StoredTransaction[]> {
    return reverseTransaction(services, viewer, { transactionId, reason: reason ?? null });
  }
}
