import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { PriceBars as PriceBarsModel } from "../domain/priceBars.js";
import { known } from "../operations/findInstruments.js";
import { priceBarsOf } from "../operations/priceBars.js";
import { BarsArgs } from "./BarsArgs.js";
import type { MarketContext } from "./context.js";
import { PriceBars } from "./PriceBars.js";

@Resolver()
export class PriceBarsQuery {
  @Authenticated()
  @Query(() => [PriceBars], {
    nullable: true,
    description:
      "Bars of many instruments over one range: as many as ids, in their order, at most 100. Refusals: NOT_FOUND, BAD_INPUT, NO_QUOTE.",
  })
  async priceBars(
    @Arg("instrumentIds", () => [ID]) instrumentIds: string[],
    @Args(() => BarsArgs) asked: BarsArgs,
    @Ctx() context: MarketContext,
  ): Promise<PriceBarsModel[]> {
    const { market } = context.signedIn();
    const instruments = await Promise.all(
      instrumentIds.map(async (id) => known(await context.instrumentById.load(id), id)),
    );
    return priceBarsOf(market, instruments, asked, context.now);
  }
}
