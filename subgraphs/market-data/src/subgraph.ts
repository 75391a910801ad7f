import type { SubgraphDefinition } from "@wealthgraph/chassis/subgraphProcess";
import { AlertFields } from "./graphql/Alert.js";
import { MarketContext, type MarketServices } from "./graphql/context.js";
import { Household, HouseholdFields } from "./graphql/Household.js";
import { householdReference } from "./graphql/Household.reference.js";
import { InstrumentFields } from "./graphql/Instrument.js";
import { instrumentReference } from "./graphql/Instrument.reference.js";
import { CreateAlertMutation } from "./graphql/Mutation.createAlert.js";
import { RemoveAlertMutation } from "./graphql/Mutation.removeAlert.js";
import { CreateWatchlistMutation } from "./graphql/Mutation.createWatchlist.js";
import { RemoveWatchlistMutation } from "./graphql/Mutation.removeWatchlist.js";
import { UpdateWatchlistMutation } from "./graphql/Mutation.updateWatchlist.js";
import { FxRateQuery } from "./graphql/Query.fxRate.js";
import { InstrumentQuery } from "./graphql/Query.instrument.js";
import { InstrumentBySymbolQuery } from "./graphql/Query.instrumentBySymbol.js";
import { InstrumentByIdentifierQuery } from "./graphql/Query.instrumentByIdentifier.js";
import { InstrumentsQuery } from "./graphql/Query.instruments.js";
import { PriceBarsQuery } from "./graphql/Query.priceBars.js";
import { SearchInstrumentsQuery } from "./graphql/Query.searchInstruments.js";
import { QuoteFields } from "./graphql/Quote.js";
import { AlertFiredSubscription } from "./graphql/Subscription.alertFired.js";
import { QuoteUpdatedSubscription } from "./graphql/Subscription.quoteUpdated.js";
import { Migration001MarketData } from "./persistence/migrations/Migration001MarketData.js";
import { WatchlistFields } from "./graphql/Watchlist.js";
import { Migration002Alerts } from "./persistence/migrations/Migration002Alerts.js";
import { Migration003Watchlists } from "./persistence/migrations/Migration003Watchlists.js";
import { Migration005DrawdownAlerts } from "./persistence/migrations/Migration005DrawdownAlerts.js";
import { HISTORY_QUEUE, RATES_QUEUE, THIN_QUEUE } from "./jobHandlers.js";
import { Migration006History } from "./persistence/migrations/Migration006History.js";
import { Migration004Identity } from "./persistence/migrations/Migration004Identity.js";

/** Instruments, quotes, bars, exchange rates, corporate actions; of a household, its watchlists and alerts. */
export const subgraph: SubgraphDefinition<MarketContext, MarketServices> = {
  name: "market-data",
  schema: "market_data",
  migrations: [
    Migration001MarketData,
    Migration002Alerts,
    Migration003Watchlists,
    Migration004Identity,
    Migration005DrawdownAlerts,
    Migration006History,
  ],
  queues: [
    { name: HISTORY_QUEUE, heartbeatSeconds: 60, expireInSeconds: 3_600 },
    { name: RATES_QUEUE },
    { name: THIN_QUEUE },
  ],
  publishesEvents: true,
  resolvers: [
    InstrumentQuery,
    InstrumentBySymbolQuery,
    InstrumentByIdentifierQuery,
    InstrumentsQuery,
    SearchInstrumentsQuery,
    PriceBarsQuery,
    FxRateQuery,
    QuoteUpdatedSubscription,
    InstrumentFields,
    QuoteFields,
    AlertFields,
    WatchlistFields,
    CreateWatchlistMutation,
    UpdateWatchlistMutation,
    RemoveWatchlistMutation,
    HouseholdFields,
    CreateAlertMutation,
    RemoveAlertMutation,
    AlertFiredSubscription,
  ],
  orphanedTypes: [Household],
  references: { Instrument: instrumentReference, Household: householdReference },
  createContext: (base, services) => new MarketContext(base, services),
};
