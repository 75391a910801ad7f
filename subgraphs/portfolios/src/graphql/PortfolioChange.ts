import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import { Portfolio } from "./Portfolio.js";
import type { PortfolioModel } from "./Portfolio.reference.js";

/** A change as the subscription hands it on. */
export interface PortfolioChangeModel {
  readonly householdId: string;
  readonly reason: string;
  readonly at: Date;
}

@ObjectType({ description: "That a portfolio changed, with its state after it." })
export class PortfolioChange {
  @Field(() => String, {
    description:
      "SUBSCRIBED (the first event), ACCOUNT_CREATED, ACCOUNT_UPDATED, IMPORT_CONFIRMED, IMPORT_UNDONE, TRANSACTION_ADDED, TRANSACTION_REVERSED, TRANSACTION_CORRECTED, TRANSACTION_RESTORED, LOTS_IDENTIFIED, LOT_METHOD_SET, HOLDINGS_RECOMPUTED or SNAPSHOTS_TAKEN.",
  })
  reason!: string;

  @Field(() => DateTimeScalar)
  at!: Date;
}

@Resolver(() => PortfolioChange)
export class PortfolioChangeFields {
  @FieldResolver(() => Portfolio)
  portfolio(@Root() { householdId }: PortfolioChangeModel): PortfolioModel {
    return { id: householdId, quotes: new Map(), benefits: new Map() };
  }
}
