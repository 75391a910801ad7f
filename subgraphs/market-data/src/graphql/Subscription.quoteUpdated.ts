import { Arg, Ctx, ID, Resolver, Root, Subscription } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { type Quote as QuoteModel, quoteAt, type QuoteRecord } from "../domain/quote.js";
import { watchQuotes } from "../operations/watchQuotes.js";
import type { MarketContext } from "./context.js";
import { Quote } from "./Quote.js";

@Resolver()
export class QuoteUpdatedSubscription {
  @Authenticated()
  @Subscription(() => Quote, {
    description:
      "The current quote of each instrument, then every newer one; a slow reader gets the latest of each. At most one a second while the exchange trades, one in 5 s before and after, one a minute when it is closed (what trades around the clock: one a second). 1 to 100 instruments.",
    subscribe: ({ args, context }: { args: { instrumentIds: string[] }; context: MarketContext }) =>
      watchQuotes(context.signedIn(), args.instrumentIds, context.now),
  })
  quoteUpdated(
    @Root() record: QuoteRecord,
    @Arg("instrumentIds", () => [ID]) _instrumentIds: string[],
    @Ctx() context: MarketContext,
  ): QuoteModel {
    return quoteAt(record, context.services.market.calendar, context.now);
  }
}
