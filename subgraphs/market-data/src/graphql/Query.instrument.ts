import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Instrument as InstrumentModel } from "../domain/instrument.js";
import { known } from "../operations/findInstruments.js";
import type { MarketContext } from "./context.js";
import { Instrument } from "./Instrument.js";

@Resolver()
export class InstrumentQuery {
  @Authenticated()
  @Query(() => Instrument, { nullable: true, description: "NOT_FOUND for an unknown id." })
  async instrument(
    @Arg("id", () => ID) id: string,
    @Ctx() context: MarketContext,
  ): Promise<InstrumentModel> {
    context.signedIn();
    return known(await context.instrumentById.load(id), id);
  }
}
