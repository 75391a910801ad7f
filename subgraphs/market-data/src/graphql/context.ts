import DataLoader from "dataloader";
import { loaderOf } from "@wealthgraph/chassis/loader";
import type { BaseContext } from "@wealthgraph/chassis/subgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type Instrument, listingKey, type SymbolPeriod } from "../domain/instrument.js";
import type { Quote } from "../domain/quote.js";
import type { Reconciliation } from "../domain/reconciliation.js";
import type { AlertNews, AlertStore, CreateAlertPorts } from "../operations/alerts.js";
import type { HistoryStore, IntradayStore } from "../operations/historyPorts.js";
import type { TrackedBatch } from "../operations/TrackedBatch.js";
import { latestQuotes } from "../operations/latestQuotes.js";
import { type QuarantinedPrice, quarantinedPrices } from "../operations/quarantinedPrices.js";
import type { ListingKey } from "../operations/ports.js";
import type { WatchlistPorts, WatchlistStore } from "../operations/watchlists.js";
import type { WatchPorts } from "../operations/watchQuotes.js";

/** What lives as long as the process. */
export interface MarketServices extends WatchPorts {
  readonly history: Pick<HistoryStore, "reconciliations">;
  readonly intraday: Pick<IntradayStore, "bars">;
  /** Hears what is asked for, so that its history is kept */
  readonly tracked: Pick<TrackedBatch, "note">;
  readonly alertNews: AlertNews;
  readonly alertsOf: (viewer: Viewer) => AlertStore;
  readonly watchlistsOf: (viewer: Viewer) => WatchlistStore;
  readonly now: () => Date;
}

/** What one request has, and one event of a subscription. */
export class MarketContext implements BaseContext {
  readonly viewer: BaseContext["viewer"];
  readonly requestId: string;
  readonly clientAddress: string;
  readonly log: BaseContext["log"];
  /** The instant of the request: all its quotes are of this one. */
  readonly now: Date;
  readonly alerts: AlertStore;
  readonly watchlists: WatchlistStore;
  readonly instrumentById: DataLoader<string, Instrument | null>;
  readonly instrumentByListing: DataLoader<ListingKey, Instrument | null, string>;
  readonly symbolPeriodsOf: DataLoader<string, readonly SymbolPeriod[] | null>;
  readonly reconciliationsOf: DataLoader<string, readonly Reconciliation[] | null>;
  readonly quoteOf: DataLoader<Instrument, Quote | null, string>;
  readonly quarantineOf: DataLoader<Instrument, QuarantinedPrice[], string>;

  constructor(
    base: BaseContext,
    readonly services: MarketServices,
  ) {
    this.viewer = base.viewer;
    this.requestId = base.requestId;
    this.clientAddress = base.clientAddress;
    this.log = base.log;
    this.now = services.now();
    this.alerts = services.alertsOf(base.viewer);
    this.watchlists = services.watchlistsOf(base.viewer);
    const { instruments } = services;
    this.instrumentById = loaderOf((ids) => instruments.byIds(ids));
    this.symbolPeriodsOf = loaderOf((ids) => instruments.symbolPeriods(ids));
    this.instrumentByListing = new DataLoader(
      async (keys) => {
        const found = await instruments.byListings(keys);
        return keys.map((key) => found.get(listingKey(key)) ?? null);
      },
      { cacheKeyFn: listingKey, maxBatchSize: 1_000 },
    );
    this.quarantineOf = new DataLoader(
      async (asked) => {
        const stored = await services.quotes.latest(asked.map(({ id }) => id));
        const of = (instrument: Instrument) =>
          quarantinedPrices(
            services.market,
            instrument,
            this.now,
            stored.get(instrument.id) ?? null,
          );
        return Promise.all(asked.map(of));
      },
      { cacheKeyFn: (instrument) => instrument.id, maxBatchSize: 1_000 },
    );
    this.quoteOf = new DataLoader(
      (asked) => {
        this.#note(asked);
        return latestQuotes(services, asked, this.now);
      },
      { cacheKeyFn: (instrument) => instrument.id, maxBatchSize: 1_000 },
    );
    this.reconciliationsOf = loaderOf((ids) => services.history.reconciliations(ids));
  }

  #note(asked: readonly Instrument[]): void {
    const { tracked, market } = this.services;
    tracked.note(
      asked.map(({ id }) => id),
      market.calendar.dateAt(this.now),
    );
  }

  /** What making, changing and removing a watchlist needs. */
  watchlistPorts(): WatchlistPorts {
    const { watchlists, viewer, services } = this;
    return { watchlists, viewer, instruments: services.instruments };
  }

  /** What making and removing an alert needs. */
  alertPorts(): CreateAlertPorts {
    return {
      alerts: this.alerts,
      viewer: this.viewer,
      instrument: (id) => this.instrumentById.load(id),
      quote: (of) => this.quoteOf.load(of),
    };
  }

  /**
   * The second line behind the router: market data is for whoever signed in.
   *
   * @throws {Refusal} UNAUTHENTICATED for an anonymous viewer
   */
  signedIn(): MarketServices {
    if (this.viewer.kind === "anonymous") throw new Refusal("UNAUTHENTICATED", "sign in first");
    return this.services;
  }
}
