import { z } from "zod";
import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";

export const PROVIDERS = ["csv", "simulated"] as const;

const list = (text: string): string[] => text.split(",").map((item) => item.trim());

const PROVIDER_LIST = /^ *(csv|simulated)( *, *(csv|simulated))* *$/;

/** The names in a value of MARKET_PROVIDERS, in its order. */
export function providerNames(text: string): (typeof PROVIDERS)[number][] {
  const named = list(text);
  return PROVIDERS.filter((name) => named.includes(name)).sort(
    (a, b) => named.indexOf(a) - named.indexOf(b),
  );
}

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
    .regex(PROVIDER_LIST, "csv, simulated, or both separated by a comma")
    .default(PROVIDERS.join())
    .describe(
      "Whose prices count, in order: csv, simulated. The first that has a price which is not stale.",
    ),
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
