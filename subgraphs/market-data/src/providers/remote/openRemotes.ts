import { SettingsError } from "@wealthgraph/chassis/settings";
import type { EuroRates } from "../../domain/euroRates.js";
import type { NyseCalendar } from "../../domain/nyseCalendar.js";
import type { FxSource, MarketDataProvider } from "../../operations/ports.js";
import { providerNames } from "../../settings.js";
import { AlphaVantageClient } from "./AlphaVantageClient.js";
import { EcbRates } from "./EcbRates.js";
import { type QuoteClient, RemoteProvider } from "./RemoteProvider.js";
import { StooqClient } from "./StooqClient.js";
import { TiingoClient } from "./TiingoClient.js";
import { YahooClient } from "./YahooClient.js";

export interface RemoteSettings {
  readonly MARKET_PROVIDERS: string;
  readonly PROVIDER_TIMEOUT_SECONDS: number;
  readonly YAHOO_URL?: string | undefined;
  readonly STOOQ_URL?: string | undefined;
  readonly ALPHA_VANTAGE_URL?: string | undefined;
  readonly ALPHA_VANTAGE_KEY?: string | undefined;
  readonly TIINGO_URL?: string | undefined;
  readonly TIINGO_KEY?: string | undefined;
  readonly ECB_RATES_URL?: string | undefined;
}

/** What is asked over the network. */
export interface RemoteMarket {
  readonly providers: readonly MarketDataProvider[];
  /** @returns `files`, with the network's rates over them when they are configured */
  readonly fx: (files: FxSource) => FxSource;
  /** Asks for today's rates when they are older than six hours; nothing without an address */
  readonly refreshRates: () => Promise<void>;
}

/** Longest wait of a reader for one provider; a household's page has two seconds. */
const PATIENCE_MS = 700;

const world = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms: number) =>
    new Promise<void>((resume) => {
      setTimeout(resume, ms).unref();
    }),
};

/**
 * The providers named in MARKET_PROVIDERS that are on the network.
 *
 * @throws {SettingsError} when one of them is named and has no address, or no key
 */
export function openRemotes(
  settings: RemoteSettings,
  options: {
    readonly calendar: NyseCalendar;
    readonly onFailure: (error: unknown) => void;
    readonly onRates?: (rates: EuroRates) => Promise<void>;
  },
): RemoteMarket {
  const timeoutMs = settings.PROVIDER_TIMEOUT_SECONDS * 1_000;
  const clients = providerNames(settings.MARKET_PROVIDERS).flatMap((name): QuoteClient[] => {
    switch (name) {
      case "csv":
      case "simulated":
        return [];
      case "yahoo":
        return [new YahooClient({ baseUrl: needed(settings, "YAHOO_URL"), timeoutMs })];
      case "stooq":
        return [new StooqClient({ baseUrl: needed(settings, "STOOQ_URL"), timeoutMs })];
      case "alphavantage": {
        const baseUrl = needed(settings, "ALPHA_VANTAGE_URL");
        const key = needed(settings, "ALPHA_VANTAGE_KEY");
        return [new AlphaVantageClient({ baseUrl, key, timeoutMs, calendar: options.calendar })];
      }
      case "tiingo": {
        const baseUrl = needed(settings, "TIINGO_URL");
        return [new TiingoClient({ baseUrl, key: needed(settings, "TIINGO_KEY"), timeoutMs })];
      }
    }
  });
  const { ECB_RATES_URL: url } = settings;
  let rates: EcbRates | null = null;
  return {
    providers: clients.map(
      (client) => new RemoteProvider(client, { ...world, patienceMs: PATIENCE_MS }),
    ),
    fx: (files) => {
      if (!url) return files;
      const { onFailure, onRates } = options;
      rates = new EcbRates(files, {
        ...world,
        url,
        timeoutMs,
        onFailure,
        ...(onRates && { onRates }),
      });
      return rates;
    },
    refreshRates: async () => rates?.refresh(),
  };
}

function needed(
  settings: RemoteSettings,
  name: Exclude<keyof RemoteSettings, "PROVIDER_TIMEOUT_SECONDS">,
): string {
  const value = settings[name];
  if (value) return value;
  throw new SettingsError(`settings: ${name}: required by MARKET_PROVIDERS`);
}
