import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import type { Instrument as InstrumentModel } from "../domain/instrument.js";
import type { Watchlist as WatchlistModel } from "../domain/watchlist.js";
import { known } from "../operations/findInstruments.js";
import type { MarketContext } from "./context.js";
import { Instrument } from "./Instrument.js";

@ObjectType({ description: "Instruments a household keeps an eye on." })
export class Watchlist {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int)
  version!: number;
}

@Resolver(() => Watchlist)
export class WatchlistFields {
  @FieldResolver(() => [Instrument], { description: "In the household's order, at most 200." })
  instruments(
    @Root() { instrumentIds }: WatchlistModel,
    @Ctx() context: MarketContext,
  ): Promise<InstrumentModel[]> {
    return Promise.all(
      instrumentIds.map(async (id) => known(await context.instrumentById.load(id), id)),
    );
  }
}
