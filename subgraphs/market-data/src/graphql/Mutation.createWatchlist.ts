import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Watchlist as WatchlistModel } from "../domain/watchlist.js";
import { createWatchlist } from "../operations/watchlists.js";
import type { MarketContext } from "./context.js";
import { Watchlist } from "./Watchlist.js";

@InputType()
export class CreateWatchlistInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => String, { description: "1 to 100 characters." })
  name!: string;

  @Field(() => [ID], { defaultValue: [], description: "At most 200, none twice." })
  instrumentIds!: string[];
}

@Resolver()
export class CreateWatchlistMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Watchlist, {
    description: "At most 50 a household. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT.",
  })
  createWatchlist(
    @Arg("input", () => CreateWatchlistInput) input: CreateWatchlistInput,
    @Ctx() context: MarketContext,
  ): Promise<WatchlistModel> {
    const { householdId, ...draft } = input;
    return createWatchlist(context.watchlistPorts(), householdId, draft);
  }
}
