import { knownFormerSymbols, knownListings } from "./data/listings.js";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { FormerSymbol, Listing } from "./domain/instrument.js";
import { NyseCalendar } from "./domain/nyseCalendar.js";
import { SimulatedMarket } from "./domain/simulatedMarket.js";
import type { HistoryStore } from "./operations/historyPorts.js";
import type { ActionSource, Market, MarketDataProvider } from "./operations/ports.js";
import { CsvFolder, type RefusalReport } from "./providers/CsvFolder.js";
import { EuroRateFiles } from "./providers/EuroRateFiles.js";
import { RememberedQuotes } from "./providers/RememberedQuotes.js";
import { ECB } from "./providers/remote/EcbRates.js";
import type { RemoteMarket } from "./providers/remote/openRemotes.js";
import { StoredActions } from "./providers/StoredActions.js";
import { StoredHistoryProvider } from "./providers/StoredHistoryProvider.js";
import { StoredRates } from "./providers/StoredRates.js";
import { SimulatedProvider } from "./providers/SimulatedProvider.js";
import type { PROVIDERS } from "./settings.js";

export interface MarketOptions {
  /** In order of preference */
  readonly providers: readonly (typeof PROVIDERS)[number][];
  /** null: no folder, so the CSV provider has nothing */
  readonly directory: string | null;
  readonly seed: string;
  readonly isAlwaysOpen: boolean;
  readonly closures: readonly CalendarDate[];
  readonly report: RefusalReport;
  /** Providers on the network; none unless configured */
  readonly remote?: (calendar: NyseCalendar) => RemoteMarket;
  /** Keeps what network providers gave; absent: nothing is kept */
  readonly kept?: KeptMarket;
}

export interface KeptMarket {
  readonly history: HistoryStore;
  readonly nowMs: () => number;
  readonly onFailure: (error: unknown) => void;
}

export interface OpenedMarket {
  readonly market: Market;
  readonly listings: readonly Listing[];
  readonly formerSymbols: readonly FormerSymbol[];
  /** Reads what is stored again: at the start, and when it changed */
  readonly refresh: () => Promise<void>;
  readonly refreshRates: () => Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

/** Opens the providers that are wished for. A folder that is not there is reported and gives nothing. */
export async function openMarket(options: MarketOptions): Promise<OpenedMarket> {
  const { directory, report, seed, isAlwaysOpen } = options;
  const calendar = new NyseCalendar(options.closures);
  const known = knownListings();
  const folder = await openFolder(directory, { known, calendar, report });
  const simulated = new SimulatedProvider(
    new SimulatedMarket(calendar, { seed, isAlwaysOpen }),
    known,
    isAlwaysOpen,
  );
  const remote = options.remote?.(calendar);
  const files = new StoredRates(await EuroRateFiles.open(directory, report));
  const filed = filedIn(folder);
  const { kept } = options;
  const actions = kept ? new StoredActions(filed.actions, kept.history, kept) : null;
  return {
    market: {
      calendar,
      providers: inOrder(options, { folder, simulated, remote: remote?.providers ?? [] }),
      fx: remote?.fx(files) ?? files,
      lastGood: new RememberedQuotes(),
      actions: actions ?? filed.actions,
    },
    listings: [...known, ...filed.listings],
    formerSymbols: [...knownFormerSymbols(), ...filed.periods],
    refresh: () => readKept(kept, actions, files),
    refreshRates: remote?.refreshRates ?? nothing,
  };
}

async function openFolder(
  directory: string | null,
  options: Omit<Parameters<typeof CsvFolder.open>[0], "directory">,
): Promise<CsvFolder | null> {
  return directory === null ? null : CsvFolder.open({ ...options, directory });
}

/** What the folder knows; nothing without one. */
function filedIn(folder: CsvFolder | null) {
  if (folder) return { actions: folder, listings: folder.listings, periods: folder.formerSymbols };
  const actions: ActionSource = { actionsOf: () => [] };
  return { actions, listings: [], periods: [] };
}

async function readKept(
  kept: KeptMarket | undefined,
  actions: StoredActions | null,
  files: StoredRates,
): Promise<void> {
  await actions?.refresh();
  files.hold((await kept?.history.rates(ECB)) ?? null);
}

interface Opened {
  readonly folder: CsvFolder | null;
  readonly simulated: SimulatedProvider;
  readonly remote: readonly MarketDataProvider[];
}

function inOrder(
  { providers, kept }: MarketOptions,
  { folder, simulated, remote }: Opened,
): MarketDataProvider[] {
  return providers.flatMap((name): MarketDataProvider[] => {
    switch (name) {
      case "csv":
        return folder ? [folder] : [];
      case "simulated":
        return [simulated];
      case "yahoo":
      case "stooq":
      case "alphavantage":
      case "tiingo":
        return remote
          .filter((provider) => provider.name === name)
          .map((provider) => keptProvider(provider, kept));
    }
  });
}

function keptProvider(provider: MarketDataProvider, kept: KeptMarket | undefined) {
  return kept && provider.hasHistory === true
    ? new StoredHistoryProvider(provider, kept.history)
    : provider;
}
