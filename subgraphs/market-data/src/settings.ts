import { z } from "zod";
import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";

export const PROVIDERS = ["csv", "yahoo", "stooq", "alphavantage", "tiingo", "simulated"] as const;

export type ProviderName = (typeof PROVIDERS)[number];

const list = (text: string): string[] => text.split(",").map((item) => item.trim());

/** The names in a value of MARKET_PROVIDERS, in its order. */
export function providerNames(text: string): ProviderName[] {
  const named = list(text);
  return PROVIDERS.filter((name) => named.includes(name)).sort(
    (a, b) => named.indexOf(a) - named.indexOf(b),
  );
}

function isProviderList(text: string): boolean {
  return list(text).every((name) => PROVIDERS.some((known) => known === name));
}

const address = (what: string) =>
  z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(`${what}; nothing is asked over the network without it.`);

const closures = z
  .string()
  .transform((text, context): CalendarDate[] =>
    list(text).flatMap((item) => {
      const on = parseCalendarDate(item);
      if (on) return [on];
      context.addIssue("dates as YYYY-MM-DD, separated by commas");
      return [];
    }),
  )
  .optional();

/** What market-data reads beside the settings of every subgraph. */
export const marketDataSettings = {
  MARKET_DATA_DIR: z
    .string()
    .optional()
    .describe(
      "Folder of market data files: equities/<SYMBOL>.csv, fx/ecb_eur_daily.csv, corporate-actions/events.csv, instruments.csv.",
    ),
  MARKET_PROVIDERS: z
    .string()
    .refine(isProviderList, `names among ${PROVIDERS.join(", ")}, separated by commas`)
    .default("csv,simulated")
    .describe(
      "Whose prices count, in order: csv, yahoo, stooq, alphavantage, tiingo, simulated. The first that has a price which is believed and not stale.",
    ),
  YAHOO_URL: address("Base address of the provider yahoo (chart, version 8)"),
  STOOQ_URL: address("Base address of the provider stooq (CSV quotes)"),
  ALPHA_VANTAGE_URL: address("Base address of the provider alphavantage (GLOBAL_QUOTE)"),
  ALPHA_VANTAGE_KEY: z.string().optional().describe("Key of the provider alphavantage."),
  TIINGO_URL: address("Base address of the provider tiingo (IEX)"),
  TIINGO_KEY: z.string().optional().describe("Key of the provider tiingo."),
  ECB_RATES_URL: address(
    "Whole address of the European Central Bank's daily rates, eurofxref-daily.xml or csvdata of its data portal",
  ),
  PROVIDER_TIMEOUT_SECONDS: z.coerce
    .number()
    .positive()
    .max(60)
    .default(5)
    .describe("Time after which one request to a provider is given up."),
  SIMULATED_ALWAYS_OPEN: z
    .stringbool()
    .default(true)
    .describe("Simulated prices move around the clock, not only during New York sessions."),
  SIMULATED_SEED: z
    .string()
    .default("wealthgraph")
    .describe("Seed of the simulated market; the same seed gives the same prices."),
  MARKET_CLOSURES: closures.describe(
    "Days on which the New York Stock Exchange stays closed, announced after this release: dates, separated by commas.",
  ),
} as const;
