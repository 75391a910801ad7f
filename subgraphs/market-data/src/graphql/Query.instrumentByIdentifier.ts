import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Instrument as InstrumentModel } from "../domain/instrument.js";
import { instrumentByIdentifier } from "../operations/findInstruments.js";
import type { MarketContext } from "./context.js";
import { Instrument } from "./Instrument.js";

@Resolver()
export class InstrumentByIdentifierQuery {
  @Authenticated()
  @Query(() => Instrument, {
    nullable: true,
    description: "ISIN or CUSIP. Refusals: BAD_INPUT for a wrong check digit, UNKNOWN_SYMBOL.",
  })
  instrumentByIdentifier(
    @Arg("identifier", () => String) identifier: string,
    @Ctx() context: MarketContext,
  ): Promise<InstrumentModel> {
    return instrumentByIdentifier(context.signedIn().instruments, identifier);
  }
}
