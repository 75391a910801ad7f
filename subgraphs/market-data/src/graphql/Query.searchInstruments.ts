import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Instrument as InstrumentModel } from "../domain/instrument.js";
import { searchInstruments } from "../operations/findInstruments.js";
import type { MarketContext } from "./context.js";
import { Instrument } from "./Instrument.js";

@Resolver()
export class SearchInstrumentsQuery {
  @Authenticated()
  @Query(() => [Instrument], {
    description: "Symbols that begin with the text first, then names that contain it.",
  })
  searchInstruments(
    @Arg("text", () => String, { description: "1 to 100 characters." }) text: string,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "1 to 100." })
    first: number | null,
    @Ctx() context: MarketContext,
  ): Promise<readonly InstrumentModel[]> {
    return searchInstruments(context.signedIn().instruments, text, first ?? 20);
  }
}
