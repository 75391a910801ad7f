import { describe, expect, it } from "@jest/globals";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { parse } from "graphql";
import {
  CLOSES_DOCUMENT,
  GraphMarket,
  INSTRUMENTS_DOCUMENT,
  RATES_DOCUMENT,
} from "./GraphMarket.js";

type Variables = Readonly<Record<string, unknown>>;

/** A graph that answers by function and remembers what it was asked. */
function graph(answer: (document: string, variables: Variables) => unknown) {
  const asked: { household: string; document: string; variables: Variables }[] = [];
  const market = new GraphMarket({
    forHousehold: (household) => ({
      query: <Data>(document: string, variables: object = {}) => {
        asked.push({ household, document, variables: variables as Variables });
        // the test knows the shape of the answer
        return Promise.resolve().then(() => answer(document, variables as Variables) as Data);
      },
    }),
  });
  return { market, asked };
}

describe("GraphMarket", () => {
  it.each([INSTRUMENTS_DOCUMENT, CLOSES_DOCUMENT, RATES_DOCUMENT])(
    "asks documents that are GraphQL and have at most 15 aliases",
    (document) => {
      expect(parse(document).definitions).toHaveLength(1);
      expect(document.match(/^\s*\w+: /gm)?.length ?? 0).toBeLessThanOrEqual(15);
    },
  );

  it("asks for 500 symbols at once, and gives what is known by the symbol as asked", async () => {
    const symbols = Array.from({ length: 1_201 }, (_, i) => `S${i}`);
    const { market, asked } = graph((_, variables) => ({
      instruments: (variables["symbols"] as string[]).map((symbol) =>
        symbol === "S7"
          ? null
          : { id: `id-${symbol}`, symbol, currency: "USD", assetClass: "BOND" },
      ),
    }));
    const found = await market.instruments("h", symbols);
    expect(found.size).toBe(1_200);
    expect(found.get("S1200")?.id).toBe("id-S1200");
    expect(found.has("S7")).toBe(false);
    expect(asked.map(({ variables }) => (variables["symbols"] as string[]).length)).toEqual([
      500, 500, 201,
    ]);
  });

  it("takes closes by instrument, and none of another instrument with the same symbol", async () => {
    const { market } = graph(() => ({
      instruments: [
        { id: "a", currency: "USD", bars: { dates: ["2024-01-02"], close: ["10.50"] } },
        { id: "other", currency: "USD", bars: { dates: ["2024-01-02"], close: ["99"] } },
        null,
      ],
    }));
    const columns = await market.closes(
      "h",
      new Map([
        ["a", "A"],
        ["b", "B"],
        ["c", "C"],
      ]),
      date("2024-01-01"),
      date("2024-01-31"),
    );
    expect(columns.map(({ instrumentId, closes }) => [instrumentId, closes[0]?.toFixed()])).toEqual(
      [["a", "10.5"]],
    );
  });

  it("gives the rate of each day, and leaves out days that have none", async () => {
    const days = Array.from({ length: 30 }, (_, i) => addDays(date("2024-01-01"), i));
    const { market, asked } = graph((_, variables) => {
      const wanted = Array.from({ length: 12 }, (_n, i) => String(variables[`d${i}`]));
      if (wanted.includes("2024-01-05")) throw new Refusal("NO_FX_RATE", "none");
      return Object.fromEntries(
        wanted.map((day, i) => [
          `r${i}`,
          day === "2024-01-20" ? null : { rate: `1.${day.slice(8)}` },
        ]),
      );
    });
    const rates = await market.rates("h", { base: "EUR", quote: "USD" }, days);
    expect(rates.size).toBe(28);
    expect(rates.get(date("2024-01-30"))?.toFixed()).toBe("1.3");
    expect(rates.has(date("2024-01-05"))).toBe(false);
    expect(new Set(asked.map(({ document }) => document)).size).toBe(1);
  });
});
