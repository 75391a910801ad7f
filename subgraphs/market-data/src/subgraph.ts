import type { SubgraphDefinition } from "@wealthgraph/chassis/subgraphProcess";
import { MarketContext, type MarketServices } from "./graphql/context.js";
import { InstrumentFields } from "./graphql/Instrument.js";
import { instrumentReference } from "./graphql/Instrument.reference.js";
import { FxRateQuery } from "./graphql/Query.fxRate.js";
import { InstrumentQuery } from "./graphql/Query.instrument.js";
import { InstrumentBySymbolQuery } from "./graphql/Query.instrumentBySymbol.js";
import { InstrumentsQuery } from "./graphql/Query.instruments.js";
import { SearchInstrumentsQuery } from "./graphql/Query.searchInstruments.js";
import { QuoteFields } from "./graphql/Quote.js";
import { QuoteUpdatedSubscription } from "./graphql/Subscription.quoteUpdated.js";
import { Migration001MarketData } from "./persistence/migrations/Migration001MarketData.js";

/** Instruments, quotes, bars and exchange rates. Nothing here belongs to a household. */
export const subgraph: SubgraphDefinition<MarketContext, MarketServices> = {
  name: "market-data",
  schema: "market_data",
  migrations: [Migration001MarketData],
  resolvers: [
    InstrumentQuery,
    InstrumentBySymbolQuery,
    InstrumentsQuery,
    SearchInstrumentsQuery,
    FxRateQuery,
    QuoteUpdatedSubscription,
    InstrumentFields,
    QuoteFields,
  ],
  references: { Instrument: instrumentReference },
  createContext: (base, services) => new MarketContext(base, services),
};
