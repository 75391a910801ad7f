import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { type Recomputation, recomputeHoldings } from "../operations/recomputeHoldings.js";
import type { PortfoliosContext } from "./context.js";

@ObjectType({ description: "A replay of the whole ledger, compared with what was stored." })
export class HoldingsRecomputation {
  @Field(() => Int)
  positions!: number;

  @Field(() => Int)
  lots!: number;

  @Field(() => Int, {
    description: "Positions and lots that were stored otherwise; 0 as long as all is well.",
  })
  differences!: number;
}

@Resolver()
export class RecomputeHoldingsMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => HoldingsRecomputation, {
    description: "Replays a household's whole ledger and stores what comes out.",
  })
  recomputeHoldings(
    @Arg("householdId", () => ID) householdId: string,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<Recomputation> {
    return recomputeHoldings(services, viewer, householdId);
  }
}
