import { z } from "zod";
import type { Instrument } from "../../domain/instrument.js";
import type { ProvidedPrice } from "../../operations/ports.js";
import { fetchText } from "./fetchText.js";
import { ProviderFault } from "./ProviderFault.js";
import { decimalNumber, readJson } from "./readJson.js";
import type { QuoteClient } from "./RemoteProvider.js";
import { usSymbol } from "./venueSymbol.js";

const top = z
  .array(
    z.object({
      ticker: z.string(),
      timestamp: z.iso.datetime({ offset: true }),
      tngoLast: decimalNumber,
      prevClose: decimalNumber.nullable(),
    }),
  )
  .max(1);

/** Tiingo's IEX top of book, US securities: `/iex/?tickers=<symbol>`; the key travels in a header. */
export class TiingoClient implements QuoteClient {
  readonly name = "tiingo";
  readonly refreshMs = 15_000;

  constructor(
    private readonly options: {
      readonly baseUrl: string;
      readonly key: string;
      readonly timeoutMs: number;
    },
  ) {}

  async quote(instrument: Instrument): Promise<ProvidedPrice | null> {
    const symbol = usSymbol(instrument);
    if (symbol === null || instrument.currency !== "USD") return null;
    const { baseUrl, key, timeoutMs } = this.options;
    const url = new URL("iex/", baseUrl);
    url.search = new URLSearchParams({ tickers: symbol.toLowerCase() }).toString();
    const text = await fetchText(url, { timeoutMs, headers: { authorization: `Token ${key}` } });
    const [found] = text === null ? [] : readJson(text, top);
    if (!found) return null;
    if (found.ticker.toUpperCase() !== symbol) {
      throw new ProviderFault("GARBAGE", "another symbol answers");
    }
    return {
      price: found.tngoLast,
      previousClose: found.prevClose,
      asOf: new Date(found.timestamp),
    };
  }
}
