import type { GraphClient } from "@wealthgraph/chassis/graphClient";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { PriceHistory } from "../domain/harvesting/dailyReturns.js";
import type { PriceHistories } from "../operations/harvestPorts.js";

/** Symbols of one request; market-data takes at most 500. A year of 250 histories is about a megabyte. */
const SYMBOLS_MAX = 250;

export const HISTORIES_DOCUMENT = `query TaxHistories($symbols: [String!]!, $from: CalendarDate!, $to: CalendarDate!) {
  instruments(symbols: $symbols) {
    id symbol name assetClass
    bars(from: $from, to: $to, adjustment: TOTAL_RETURN) { dates close isSimulated }
  }
}`;

interface Answer {
  readonly instruments: readonly (
    | (Omit<PriceHistory, "instrumentId" | "dates" | "closes" | "isSimulated"> & {
        readonly id: string;
        readonly bars: {
          readonly dates: readonly CalendarDate[];
          readonly close: readonly string[];
          readonly isSimulated: boolean;
        };
      })
    | null
  )[];
}

/** Prices of market-data, through the router, for one household. */
export class GraphPriceHistories implements PriceHistories {
  readonly #graph: Pick<GraphClient, "forHousehold">;

  constructor(graph: Pick<GraphClient, "forHousehold">) {
    this.#graph = graph;
  }

  async load(
    householdId: string,
    symbols: readonly string[],
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly PriceHistory[]> {
    const graph = this.#graph.forHousehold(householdId);
    const histories: PriceHistory[] = [];
    for (let at = 0; at < symbols.length; at += SYMBOLS_MAX) {
      const asked = symbols.slice(at, at + SYMBOLS_MAX);
      const answer = await graph.query<Answer>(HISTORIES_DOCUMENT, { symbols: asked, from, to });
      for (const instrument of answer.instruments) {
        if (!instrument) continue;
        const { id, bars, ...rest } = instrument;
        histories.push({
          ...rest,
          instrumentId: id,
          dates: bars.dates,
          closes: bars.close.map(Number),
          isSimulated: bars.isSimulated,
        });
      }
    }
    return histories;
  }
}
