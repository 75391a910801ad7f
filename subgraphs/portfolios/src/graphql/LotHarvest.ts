import { Field, ID, ObjectType } from "type-graphql";
import { External } from "@wealthgraph/chassis/directives";
import { Money } from "@wealthgraph/chassis/scalars";

/** Owned by tax; portfolios prices the sales of a rebalancing with it. */
@ObjectType()
export class LotHarvest {
  @External()
  @Field(() => ID)
  lotId!: string;

  @External()
  @Field(() => Money, { nullable: true })
  benefit!: Money | null;
}
