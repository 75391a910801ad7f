import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import type { Alert as AlertModel } from "../domain/alert.js";
import { householdAlerts } from "../operations/alerts.js";
import type { Watchlist as WatchlistModel } from "../domain/watchlist.js";
import { householdWatchlists } from "../operations/watchlists.js";
import { Alert } from "./Alert.js";
import type { MarketContext } from "./context.js";
import { Watchlist } from "./Watchlist.js";

/** Owned by users; market-data adds watchlists and alerts. */
@Key("id")
@ObjectType()
export class Household {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => Household)
export class HouseholdFields {
  @FieldResolver(() => [Watchlist], { description: "By name, at most 50." })
  async watchlists(
    @Root() household: Household,
    @Ctx() context: MarketContext,
  ): Promise<readonly WatchlistModel[]> {
    return householdWatchlists(context, household.id);
  }

  @FieldResolver(() => [Alert], { description: "Waiting and fired, newest first, at most 500." })
  async alerts(
    @Root() household: Household,
    @Ctx() context: MarketContext,
  ): Promise<readonly AlertModel[]> {
    return householdAlerts(context, household.id);
  }
}
