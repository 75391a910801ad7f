import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
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
      "Any spelling of a share class is taken (BRK.B, BRK/B, BRK B), a former symbol too; UNKNOWN_SYMBOL when there is none.",
  })
  instrumentBySymbol(
    @Arg("symbol", () => String) symbol: string,
    @Arg("exchange", () => String, { nullable: true, description: "ISO 10383 market." })
    exchange: string | null | undefined,
    @Arg("on", () => CalendarDateScalar, {
      nullable: true,
      description: "The day the symbol was used, because symbols are used again; absent: today.",
    })
    on: CalendarDate | null | undefined,
    @Ctx() context: MarketContext,
  ): Promise<InstrumentModel> {
    return instrumentBySymbol(context.signedIn().instruments, symbol, {
      exchange: exchange ?? null,
      on: on ?? null,
    });
  }
}
