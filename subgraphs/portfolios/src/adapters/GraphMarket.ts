import type { GraphClient } from "@wealthgraph/chassis/graphClient";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { CloseColumns, InstrumentFacts, LevelColumns, Market } from "../operations/ports.js";

/** Symbols of one `instruments` call; market-data takes at most 500. */
const SYMBOLS_MAX = 500;
/** Instruments whose closes come in one call: 25 years of them are about 3 MB. */
const HISTORIES_MAX = 20;
/** Days of one request for rates; the endpoint takes at most 15 aliases. */
const DAYS_MAX = 12;

export const INSTRUMENTS_DOCUMENT = `query PortfoliosInstruments($symbols: [String!]!) {
  instruments(symbols: $symbols) { id symbol currency assetClass sector }
}`;

export const CLOSES_DOCUMENT = `query PortfoliosCloses($symbols: [String!]!, $from: CalendarDate!, $to: CalendarDate!) {
  instruments(symbols: $symbols) { id currency bars(from: $from, to: $to) { dates close } }
}`;

export const LEVELS_DOCUMENT = `query PortfoliosLevels($ids: [ID!]!, $from: CalendarDate!, $to: CalendarDate!) {
  priceBars(instrumentIds: $ids, from: $from, to: $to, adjustment: TOTAL_RETURN) { dates close }
}`;

const dayNumbers = Array.from({ length: DAYS_MAX }, (_, i) => i);

/** One text for any days, so that it is planned once. */
export const RATES_DOCUMENT = `query PortfoliosRates($base: String!, $quote: String!, ${dayNumbers
  .map((i) => `$d${i}: CalendarDate!`)
  .join(", ")}) {
  ${dayNumbers.map((i) => `r${i}: fxRate(base: $base, quote: $quote, on: $d${i}) { rate }`).join("\n  ")}
}`;

interface HistoryAnswer {
  readonly id: string;
  readonly currency: string;
  readonly bars: { readonly dates: readonly CalendarDate[]; readonly close: readonly string[] };
}

/** market-data as portfolios' service asks it, through the router, for one household. */
export class GraphMarket implements Market {
  readonly #graph: Pick<GraphClient, "forHousehold">;

  constructor(graph: Pick<GraphClient, "forHousehold">) {
    this.#graph = graph;
  }

  async instruments(
    householdId: string,
    symbols: readonly string[],
  ): Promise<ReadonlyMap<string, InstrumentFacts>> {
    const graph = this.#graph.forHousehold(householdId);
    const found = new Map<string, InstrumentFacts>();
    for (const asked of chunks(symbols, SYMBOLS_MAX)) {
      const answer = await graph.query<{
        readonly instruments: readonly (InstrumentFacts | null)[];
      }>(INSTRUMENTS_DOCUMENT, { symbols: asked });
      answer.instruments.forEach((instrument, i) => {
        const symbol = asked[i];
        if (instrument && symbol !== undefined) found.set(symbol, instrument);
      });
    }
    return found;
  }

  async closes(
    householdId: string,
    instruments: ReadonlyMap<string, string>,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly CloseColumns[]> {
    const graph = this.#graph.forHousehold(householdId);
    const columns: CloseColumns[] = [];
    for (const asked of chunks([...instruments], HISTORIES_MAX)) {
      const answer = await graph.query<{ readonly instruments: readonly (HistoryAnswer | null)[] }>(
        CLOSES_DOCUMENT,
        { symbols: asked.map(([, symbol]) => symbol), from, to },
      );
      answer.instruments.forEach((history, i) => {
        // a symbol that names another instrument by now has no history for this one
        if (history && history.id === asked[i]?.[0]) columns.push(toColumns(history));
      });
    }
    return columns;
  }

  async totalReturns(
    householdId: string,
    instrumentIds: readonly string[],
    range: { readonly from: CalendarDate; readonly to: CalendarDate },
  ): Promise<ReadonlyMap<string, LevelColumns>> {
    const graph = this.#graph.forHousehold(householdId);
    const found = new Map<string, LevelColumns>();
    for (const ids of chunks([...new Set(instrumentIds)], HISTORIES_MAX)) {
      const { priceBars } = await graph.query<{
        readonly priceBars: readonly HistoryAnswer["bars"][];
      }>(LEVELS_DOCUMENT, { ids, ...range });
      priceBars.forEach(({ dates, close }, i) => {
        const id = ids[i];
        if (id !== undefined && dates.length > 0)
          found.set(id, { dates, levels: close.map(Number) });
      });
    }
    return found;
  }

  async rates(
    householdId: string,
    pair: { readonly base: string; readonly quote: string },
    days: readonly CalendarDate[],
  ): Promise<ReadonlyMap<CalendarDate, Decimal>> {
    const rates = new Map<CalendarDate, Decimal>();
    for (const asked of chunks(days, DAYS_MAX)) {
      for (const [day, rate] of await this.#ratesOf(householdId, pair, asked)) rates.set(day, rate);
    }
    return rates;
  }

  async #ratesOf(
    householdId: string,
    pair: { readonly base: string; readonly quote: string },
    days: readonly CalendarDate[],
  ): Promise<(readonly [CalendarDate, Decimal])[]> {
    const last = days.at(-1);
    const variables = Object.fromEntries(dayNumbers.map((i) => [`d${i}`, days[i] ?? last]));
    const graph = this.#graph.forHousehold(householdId);
    try {
      const answer = await graph.query<Readonly<Record<string, { readonly rate: string } | null>>>(
        RATES_DOCUMENT,
        { ...pair, ...variables },
      );
      return days.flatMap((day, i) => {
        const rate = answer[`r${i}`]?.rate;
        return rate === undefined ? [] : [[day, new Decimal(rate)] as const];
      });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "NO_FX_RATE") throw error;
      if (days.length === 1) return [];
      const one = await Promise.all(days.map((day) => this.#ratesOf(householdId, pair, [day])));
      return one.flat();
    }
  }
}

function toColumns({ id, currency, bars }: HistoryAnswer): CloseColumns {
  return {
    instrumentId: id,
    currency,
    dates: bars.dates,
    closes: bars.close.map((close) => new Decimal(close)),
  };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const all: T[][] = [];
  for (let at = 0; at < items.length; at += size) all.push(items.slice(at, at + size));
  return all;
}
