import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { FxRate as FxRateModel } from "../domain/euroRates.js";
import { exchangeRate } from "../operations/exchangeRate.js";
import type { MarketContext } from "./context.js";
import { FxRate } from "./FxRate.js";

@Resolver()
export class FxRateQuery {
  @Authenticated()
  @Query(() => FxRate, {
    nullable: true,
    description: "The last fixing on or before a day; NO_FX_RATE when there is none.",
  })
  fxRate(
    @Arg("base", () => String) base: string,
    @Arg("quote", () => String) quote: string,
    @Arg("on", () => CalendarDateScalar, { nullable: true, description: "Today when absent." })
    on: CalendarDate | null | undefined,
    @Ctx() context: MarketContext,
  ): Promise<FxRateModel> {
    const { calendar, fx } = context.signedIn().market;
    return exchangeRate(fx, { base, quote }, on ?? calendar.dateAt(context.now));
  }
}
