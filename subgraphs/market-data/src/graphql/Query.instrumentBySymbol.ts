import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Instrument as InstrumentModel } from "../domain/instrument.js";
import { instrumentBySymbol } from "../operations/findInstruments.js";
import type { MarketContext } from "./context.js";
import { Instrument } from "./Instrument.js";

@Resolver()
export class InstrumentBySymbolQuery {
  @Authenticated()
  @Query(() => Instrument, {
    nullable: true,
    description:
      "Any spelling of a share class is taken (BRK.B, BRK/B, BRK B); UNKNOWN_SYMBOL when there is none.",
  })
  instrumentBySymbol(
    @Arg("symbol", () => String) symbol: string,
    @Arg("exchange", () => String, { nullable: true, description: "ISO 10383 market." })
    exchange: string | null | undefined,
    @Ctx() context: MarketContext,
  ): Promise<InstrumentModel> {
    return instrumentBySymbol(context.signedIn().instruments, symbol, exchange ?? null);
  }
}
