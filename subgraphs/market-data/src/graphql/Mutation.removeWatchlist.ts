import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { removeWatchlist } from "../operations/watchlists.js";
import type { MarketContext } from "./context.js";

@InputType()
export class RemoveWatchlistInput {
  @Field(() => ID)
  watchlistId!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;
}

@Resolver()
export class RemoveWatchlistMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Boolean, { description: "Refusals: NOT_FOUND, FORBIDDEN, CONFLICT." })
  removeWatchlist(
    @Arg("input", () => RemoveWatchlistInput) input: RemoveWatchlistInput,
    @Ctx() context: MarketContext,
  ): Promise<boolean> {
    const { watchlistId: id, version } = input;
    return removeWatchlist(context.watchlistPorts(), { id, version });
  }
}
