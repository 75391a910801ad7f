import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Instrument as InstrumentModel } from "../domain/instrument.js";
import { instrumentsBySymbols } from "../operations/findInstruments.js";
import type { MarketContext } from "./context.js";
import { Instrument } from "./Instrument.js";

@Resolver()
export class InstrumentsQuery {
  @Authenticated()
  @Query(() => [Instrument], {
    nullable: "items",
    description: "As many as symbols, in their order; null for an unknown one. At most 500.",
  })
  instruments(
    @Arg("symbols", () => [String], { description: "Symbols, former symbols, or ISINs." })
    symbols: string[],
    @Arg("on", () => [CalendarDateScalar], {
      nullable: true,
      description: "As many as symbols: the day each was used; absent: today.",
    })
    on: CalendarDate[] | null | undefined,
    @Ctx() context: MarketContext,
  ): Promise<(InstrumentModel | null)[]> {
    return instrumentsBySymbols(context.signedIn().instruments, symbols, on ?? null);
  }
}
