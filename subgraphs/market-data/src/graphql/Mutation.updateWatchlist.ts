import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Watchlist as WatchlistModel } from "../domain/watchlist.js";
import { updateWatchlist } from "../operations/watchlists.js";
import type { MarketContext } from "./context.js";
import { Watchlist } from "./Watchlist.js";

@InputType()
export class UpdateWatchlistInput {
  @Field(() => ID)
  watchlistId!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;

  @Field(() => String, { nullable: true, description: "Absent: stays." })
  name?: string | null;

  @Field(() => [ID], { nullable: true, description: "The whole list; absent: stays." })
  instrumentIds?: string[] | null;
}

@Resolver()
export class UpdateWatchlistMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Watchlist, {
    description: "Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT.",
  })
  updateWatchlist(
    @Arg("input", () => UpdateWatchlistInput) input: UpdateWatchlistInput,
    @Ctx() context: MarketContext,
  ): Promise<WatchlistModel> {
    const { watchlistId: id, version, ...change } = input;
    return updateWatchlist(context.watchlistPorts(), { id, version }, change);
  }
}
