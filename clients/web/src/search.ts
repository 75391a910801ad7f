/** What of each view stands in its address; anything unknown falls back to what the view starts with. */
type Raw = Record<string, unknown>;

function text(raw: Raw, key: string): string | undefined {
  const value = raw[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function choice<Choice extends string>(
  raw: Raw,
  key: string,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((each) => each === raw[key]);
}

/** Drops what is undefined: an address says only what differs from the start. */
function given<Search extends object>(search: Search): Search {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined),
  ) as Search; // the same keys, less the undefined ones
}

export interface SignInSearch {
  next?: string | undefined;
  mode?: "up" | undefined;
}

export function readSignIn(raw: Raw): SignInSearch {
  return given({ next: text(raw, "next"), mode: choice(raw, "mode", ["up"]) });
}

export const RANGES = ["1M", "3M", "YTD", "1Y", "5Y", "ALL"] as const;
export type Range = (typeof RANGES)[number];

export interface HistorySearch {
  range?: Range | undefined;
}

export function readHistory(raw: Raw): HistorySearch {
  return given({ range: choice(raw, "range", RANGES) });
}

/** Yearly risk-free rates to choose from, in percent. */
export const RISK_FREE_RATES = [0, 1, 2, 3, 4, 5, 6] as const;

export interface PerformanceSearch extends HistorySearch {
  method?: "money" | undefined;
  /** Instrument id. */
  benchmark?: string | undefined;
  /** Percent a year. */
  riskFree?: number | undefined;
}

export function readPerformance(raw: Raw): PerformanceSearch {
  const riskFree = RISK_FREE_RATES.find((rate) => rate === Number(raw["riskFree"]));
  return given({
    ...readHistory(raw),
    method: choice(raw, "method", ["money"]),
    benchmark: text(raw, "benchmark"),
    riskFree: riskFree === 0 ? undefined : riskFree,
  });
}

export const SORTS = [
  "symbol",
  "value",
  "day",
  "gain",
  "gainPercent",
  "weight",
  "account",
] as const;
export type Sort = (typeof SORTS)[number];
export const GROUPS = ["account", "assetClass", "instrument"] as const;
export type Group = (typeof GROUPS)[number];

export interface HoldingsSearch {
  text?: string | undefined;
  account?: string | undefined;
  assetClass?: string | undefined;
  sort?: Sort | undefined;
  order?: "asc" | undefined;
  group?: Group | undefined;
}

export function readHoldings(raw: Raw): HoldingsSearch {
  return given({
    text: text(raw, "text"),
    account: text(raw, "account"),
    assetClass: text(raw, "assetClass"),
    sort: choice(raw, "sort", SORTS),
    order: choice(raw, "order", ["asc"]),
    group: choice(raw, "group", GROUPS),
  });
}

export interface LedgerSearch {
  text?: string | undefined;
  kind?: string | undefined;
}

export function readLedger(raw: Raw): LedgerSearch {
  return given({ text: text(raw, "text"), kind: text(raw, "kind") });
}

export interface WatchSearch {
  /** Watchlist id. */
  list?: string | undefined;
}

export function readWatch(raw: Raw): WatchSearch {
  return given({ list: text(raw, "list") });
}

export interface ImportStartSearch {
  account?: string | undefined;
}

export function readImportStart(raw: Raw): ImportStartSearch {
  return given({ account: text(raw, "account") });
}

export const VERDICTS = ["NEW", "DUPLICATE", "REJECTED", "INFORMATIONAL"] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface ImportSearch {
  verdict?: Verdict | undefined;
}

export function readImport(raw: Raw): ImportSearch {
  return given({ verdict: choice(raw, "verdict", VERDICTS) });
}

export const TAX_TABS = ["estimate", "harvest"] as const;

export interface TaxSearch {
  year?: number | undefined;
  tab?: (typeof TAX_TABS)[number] | undefined;
}

export function readTax(raw: Raw): TaxSearch {
  const year = Number(raw["year"]);
  return given({
    year: Number.isInteger(year) && year > 1900 && year < 2200 ? year : undefined,
    tab: choice(raw, "tab", TAX_TABS),
  });
}
