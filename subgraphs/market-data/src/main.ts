import { scopeOf, type SqlEntityManager } from "@wealthgraph/chassis/database";
import type { JobQueue } from "@wealthgraph/chassis/jobs";
import { startSubgraph, type World } from "@wealthgraph/chassis/subgraphProcess";
import { BENCHMARKS } from "./data/benchmarks.js";
import { HISTORY_QUEUE, jobHandlers, RATES_QUEUE, THIN_QUEUE } from "./jobHandlers.js";
import { listingKey } from "./domain/instrument.js";
import { type OpenedMarket, openMarket } from "./openMarket.js";
import type { HistoryStore } from "./operations/historyPorts.js";
import type { InstrumentStore } from "./operations/ports.js";
import { AlertClock } from "./operations/AlertClock.js";
import { TrackedBatch } from "./operations/TrackedBatch.js";
import { Ticker } from "./operations/Ticker.js";
import { WatchList } from "./operations/WatchList.js";
import { PostgresAlertStore, PostgresWaitingAlerts } from "./persistence/PostgresAlertStore.js";
import { PostgresHistoryStore } from "./persistence/PostgresHistoryStore.js";
import { instrumentId, PostgresInstrumentStore } from "./persistence/PostgresInstrumentStore.js";
import { PostgresIntradayStore } from "./persistence/PostgresIntradayStore.js";
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
  compose: async (world) => {
    const { settings, database, bus, jobs, log } = world;
    const history = new PostgresHistoryStore(database);
    const intraday = new PostgresIntradayStore(database);
    const opened = await openKeptMarket(world, history);
    const { market } = opened;
    const clock = {
      now: () => new Date(),
      onFailure: (error: unknown) => log.warn({ err: error }, "quotes"),
    };
    const stored = new PostgresInstrumentStore(database);
    const instruments = new RememberedInstrumentStore(stored, clock.now);
    await ensureKnown(instruments, opened);
    const quotes = new PostgresQuoteStore(database);
    const channel = new BusQuoteChannel(bus);
    const watchList = new WatchList(quotes, channel, clock);
    const ticker = new Ticker({ market, ticks: quotes, channel }, clock);
    const waiting = new PostgresWaitingAlerts(database);
    const alertClock = new AlertClock({ waiting, instruments, market, quotes }, clock);
    const tracked = new TrackedBatch(history, clock.onFailure);
    tracked.note(BENCHMARKS.map(instrumentId), market.calendar.dateAt(clock.now()));
    const { refresh: actionsChanged, refreshRates } = opened;
    const kept = { market, instruments, history, tracked: history, intraday };
    return {
      handlers: jobHandlers({ ...kept, actionsChanged, refreshRates, now: clock.now, log }),
      services: {
        ...kept,
        tracked,
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
        if (settings.ROLE === "api") return;
        alertClock.start();
        await database.global((em) => enqueueOnce(jobs, em));
      },
      close: async () => {
        watchList.close();
        await alertClock.stop();
        await tracked.settled();
        await ticker.stop();
      },
    };
  },
});

/** The market with what was kept of it read in. */
async function openKeptMarket(
  { settings, log }: World<typeof marketDataSettings>,
  history: HistoryStore,
): Promise<OpenedMarket> {
  const onFailure = (error: unknown) => log.warn({ err: error }, "provider");
  const opened: OpenedMarket = await openMarket({
    kept: { history, nowMs: () => Date.now(), onFailure },
    providers: providerNames(settings.MARKET_PROVIDERS),
    directory: settings.MARKET_DATA_DIR ?? null,
    seed: settings.SIMULATED_SEED,
    isAlwaysOpen: settings.SIMULATED_ALWAYS_OPEN,
    closures: settings.MARKET_CLOSURES ?? [],
    remote: (calendar) =>
      openRemotes(settings, {
        calendar,
        onFailure,
        onRates: async (rates) => {
          await history.putRates(rates);
          await opened.refresh();
        },
      }),
    report: (file, refused) =>
      log.warn(
        { file, refusedCount: refused.length, refused: refused.slice(0, REFUSED_SHOWN) },
        "market data rows refused",
      ),
  });
  await opened.refresh();
  return opened;
}

/** Each listing, and each symbol somebody had, once; what a file says comes last and counts. */
async function ensureKnown(
  instruments: InstrumentStore,
  { listings, formerSymbols }: OpenedMarket,
): Promise<void> {
  const distinct = new Map(listings.map((listing) => [listingKey(listing), listing]));
  await instruments.ensure([...distinct.values()]);
  const periods = new Map(
    formerSymbols.map((period) => [`${listingKey(period)}:${period.from}`, period]),
  );
  await instruments.ensurePeriods([...periods.values()]);
}

/** Whatever was missed while nothing ran. */
async function enqueueOnce(jobs: JobQueue, em: SqlEntityManager): Promise<void> {
  for (const queue of [HISTORY_QUEUE, RATES_QUEUE, THIN_QUEUE]) {
    await jobs.enqueue(em, queue, {}, { singletonKey: "start" });
  }
}
