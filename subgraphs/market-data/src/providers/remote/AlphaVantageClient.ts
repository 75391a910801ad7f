import { z } from "zod";
import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Instrument } from "../../domain/instrument.js";
import type { NyseCalendar } from "../../domain/nyseCalendar.js";
import type { ProvidedPrice } from "../../operations/ports.js";
import { fetchText } from "./fetchText.js";
import { ProviderFault } from "./ProviderFault.js";
import { decimalText, readJson } from "./readJson.js";
import type { QuoteClient } from "./RemoteProvider.js";
import { usSymbol } from "./venueSymbol.js";

const quote = z.object({
  "01. symbol": z.string(),
  "05. price": decimalText,
  "07. latest trading day": z.string(),
  "08. previous close": decimalText,
});

const answer = z.union([
  z.object({ "Global Quote": z.union([quote, z.strictObject({})]) }),
  z.object({ Note: z.string() }),
  z.object({ Information: z.string() }),
  z.object({ "Error Message": z.string() }),
]);

/**
 * Alpha Vantage's GLOBAL_QUOTE, US securities. It answers status 200 with a `Note` or `Information`
 * when the key's calls are used up. Its quote names a day and no time: while that day's session runs,
 * the price is taken to be as old as the opening.
 */
export class AlphaVantageClient implements QuoteClient {
  readonly name = "alphavantage";
  readonly refreshMs = 900_000;

  constructor(
    private readonly options: {
      readonly baseUrl: string;
      readonly key: string;
      readonly timeoutMs: number;
      readonly calendar: NyseCalendar;
    },
  ) {}

  async quote(instrument: Instrument, now: Date): Promise<ProvidedPrice | null> {
    const symbol = usSymbol(instrument);
    if (symbol === null || instrument.currency !== "USD") return null;
    const { baseUrl, key, timeoutMs } = this.options;
    const url = new URL("query", baseUrl);
    url.search = new URLSearchParams({
      function: "GLOBAL_QUOTE",
      symbol,
      apikey: key,
    }).toString();
    const text = await fetchText(url, { timeoutMs });
    if (text === null) return null;
    const found = globalQuote(readJson(text, answer));
    if (!found) return null;
    if (found["01. symbol"] !== symbol) {
      throw new ProviderFault("GARBAGE", "another symbol answers");
    }
    return {
      price: found["05. price"],
      previousClose: found["08. previous close"],
      asOf: this.#asOf(found["07. latest trading day"], now),
    };
  }

  #asOf(text: string, now: Date): Date {
    const on: CalendarDate | null = parseCalendarDate(text);
    const session = on && on >= "1990-01-01" ? this.options.calendar.session(on) : null;
    if (!session) throw new ProviderFault("GARBAGE", "the latest trading day is no trading day");
    return session.open <= now && now < session.close ? session.open : session.close;
  }
}

type Found = Extract<z.output<typeof answer>, { "Global Quote": unknown }>["Global Quote"];

function isQuote(found: Found): found is z.output<typeof quote> {
  return "05. price" in found;
}

function globalQuote(read: z.output<typeof answer>): z.output<typeof quote> | null {
  if ("Note" in read || "Information" in read) {
    throw new ProviderFault("RATE_LIMITED", "the key's calls are used up");
  }
  if ("Error Message" in read) return null;
  const found = read["Global Quote"];
  return isQuote(found) ? found : null;
}
