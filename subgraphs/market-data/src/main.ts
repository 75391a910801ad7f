import { scopeOf } from "@wealthgraph/chassis/database";
import { startSubgraph } from "@wealthgraph/chassis/subgraphProcess";
import { listingKey } from "./domain/instrument.js";
import { openMarket } from "./openMarket.js";
import { AlertClock } from "./operations/AlertClock.js";
import { Ticker } from "./operations/Ticker.js";
import { WatchList } from "./operations/WatchList.js";
import { PostgresAlertStore, PostgresWaitingAlerts } from "./persistence/PostgresAlertStore.js";
import { PostgresInstrumentStore } from "./persistence/PostgresInstrumentStore.js";
import { PostgresQuoteStore } from "./persistence/PostgresQuoteStore.js";
import { PostgresWatchlistStore } from "./persistence/PostgresWatchlistStore.js";
import { BusAlertNews } from "./providers/BusAlertNews.js";
import { BusQuoteChannel } from "./providers/BusQuoteChannel.js";
import { openRemotes } from "./providers/remote/openRemotes.js";
import { RememberedInstrumentStore } from "./persistence/RememberedInstrumentStore.js";
import { marketDataSettings, providerNames } from "./settings.js";
import { subgraph } from "./subgraph.js";

/** Refused rows shown in one log line; the count says how many there are. */
const REFUSED_SHOWN = 20;

await startSubgraph({
  definition: subgraph,
  settings: marketDataSettings,
  compose: async ({ settings, database, bus, log }) => {
    const { market, listings, formerSymbols } = await openMarket({
      providers: providerNames(settings.MARKET_PROVIDERS),
      directory: settings.MARKET_DATA_DIR ?? null,
      seed: settings.SIMULATED_SEED,
      isAlwaysOpen: settings.SIMULATED_ALWAYS_OPEN,
      closures: settings.MARKET_CLOSURES ?? [],
      remote: (calendar) =>
        openRemotes(settings, {
          calendar,
          onFailure: (error) => log.warn({ err: error }, "provider"),
        }),
      report: (file, refused) =>
        log.warn(
          { file, refusedCount: refused.length, refused: refused.slice(0, REFUSED_SHOWN) },
          "market data rows refused",
        ),
    });
    const clock = {
      now: () => new Date(),
      onFailure: (error: unknown) => log.warn({ err: error }, "quotes"),
    };
    const stored = new PostgresInstrumentStore(database);
    const instruments = new RememberedInstrumentStore(stored, clock.now);
    const distinct = new Map(listings.map((listing) => [listingKey(listing), listing]));
    await instruments.ensure([...distinct.values()]);
    const periods = new Map(
      formerSymbols.map((period) => [`${listingKey(period)}:${period.from}`, period]),
    );
    await instruments.ensurePeriods([...periods.values()]);
    const quotes = new PostgresQuoteStore(database);
    const channel = new BusQuoteChannel(bus);
    const watchList = new WatchList(quotes, channel, clock);
    const ticker = new Ticker({ market, ticks: quotes, channel }, clock);
    const waiting = new PostgresWaitingAlerts(database);
    const alertClock = new AlertClock({ waiting, instruments, market, quotes }, clock);
    return {
      services: {
        market,
        instruments,
        quotes,
        channel,
        watchList,
        now: clock.now,
        alertNews: new BusAlertNews(bus),
        alertsOf: (viewer) => new PostgresAlertStore(database, scopeOf(viewer)),
        watchlistsOf: (viewer) => new PostgresWatchlistStore(database, scopeOf(viewer)),
      },
      start: async () => {
        await ticker.start();
        if (settings.ROLE !== "api") alertClock.start();
      },
      close: async () => {
        watchList.close();
        await alertClock.stop();
        await ticker.stop();
      },
    };
  },
});
