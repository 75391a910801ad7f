import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { LotChoice as LotChoiceModel } from "../domain/lotMethod.js";
import type { StoredTransaction } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";
import { Transaction } from "./Transaction.js";

@ObjectType({ description: "Units that a sale takes out of the purchase it names." })
export class LotChoice {
  @Field(() => DecimalScalar)
  units!: Decimal;
}

@Resolver(() => LotChoice)
export class LotChoiceFields {
  @FieldResolver(() => Transaction, { nullable: true })
  purchase(
    @Root() { purchaseId }: LotChoiceModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<StoredTransaction | null> {
    return context.transactionById.load(purchaseId);
  }
}
