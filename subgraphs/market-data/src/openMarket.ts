import { knownFormerSymbols, knownListings } from "./data/listings.js";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { FormerSymbol, Listing } from "./domain/instrument.js";
import { NyseCalendar } from "./domain/nyseCalendar.js";
import { SimulatedMarket } from "./domain/simulatedMarket.js";
import type { FxSource, Market, MarketDataProvider } from "./operations/ports.js";
import { CsvFolder, type RefusalReport } from "./providers/CsvFolder.js";
import { EuroRateFiles } from "./providers/EuroRateFiles.js";
import { RememberedQuotes } from "./providers/RememberedQuotes.js";
import type { RemoteMarket } from "./providers/remote/openRemotes.js";
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
}

export interface OpenedMarket {
  readonly market: Market;
  readonly listings: readonly Listing[];
  readonly formerSymbols: readonly FormerSymbol[];
}

/** Opens the providers that are wished for. A folder that is not there is reported and gives nothing. */
export async function openMarket(options: MarketOptions): Promise<OpenedMarket> {
  const { directory, report, seed, isAlwaysOpen } = options;
  const calendar = new NyseCalendar(options.closures);
  const known = knownListings();
  const folder =
    directory === null ? null : await CsvFolder.open({ directory, known, calendar, report });
  const simulated = new SimulatedProvider(
    new SimulatedMarket(calendar, { seed, isAlwaysOpen }),
    known,
    isAlwaysOpen,
  );
  const remote = options.remote?.(calendar);
  const providers = options.providers.flatMap((name): MarketDataProvider[] => {
    switch (name) {
      case "csv":
        return folder ? [folder] : [];
      case "simulated":
        return [simulated];
      case "yahoo":
      case "stooq":
      case "alphavantage":
      case "tiingo":
        return remote?.providers.filter((provider) => provider.name === name) ?? [];
    }
  });
  const files: FxSource = await EuroRateFiles.open(directory, report);
  return {
    market: {
      calendar,
      providers,
      fx: remote?.fx(files) ?? files,
      lastGood: new RememberedQuotes(),
      actions: folder ?? { actionsOf: () => [] },
    },
    listings: [...known, ...(folder?.listings ?? [])],
    formerSymbols: [...knownFormerSymbols(), ...(folder?.formerSymbols ?? [])],
  };
}
