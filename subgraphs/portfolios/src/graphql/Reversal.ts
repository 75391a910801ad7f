import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type {
  Reversal as ReversalModel,
  ReversalCause,
  StoredTransaction,
} from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";
import { ReversalCauseEnum } from "./ReversalCause.js";
import { Transaction } from "./Transaction.js";

@ObjectType({ description: "That a transaction no longer counts, and why; never changed." })
export class Reversal {
  @Field(() => ReversalCauseEnum)
  cause!: ReversalCause;

  @Field(() => String, { nullable: true, description: "In the words of who took it back." })
  reason!: string | null;

  @Field(() => DateTimeScalar)
  reversedAt!: Date;
}

@Resolver(() => Reversal)
export class ReversalFields {
  @FieldResolver(() => [Transaction], {
    description: "What was booked in its place in the same step, for example its correction.",
  })
  replacedBy(
    @Root() { entryId }: ReversalModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredTransaction[]> | readonly StoredTransaction[] {
    return entryId === null ? [] : context.transactionsByEntry.load(entryId);
  }
}
