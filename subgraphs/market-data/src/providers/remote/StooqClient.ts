import { parseCalendarDate, instantOf } from "@wealthgraph/kernel/calendarDate";
import { parseDecimal } from "@wealthgraph/kernel/decimal";
import type { Instrument } from "../../domain/instrument.js";
import type { ProvidedPrice } from "../../operations/ports.js";
import { readCsvText } from "../csvFile.js";
import { fetchText } from "./fetchText.js";
import { ProviderFault } from "./ProviderFault.js";
import type { QuoteClient } from "./RemoteProvider.js";
import { usSymbol } from "./venueSymbol.js";

const COLUMNS = ["Symbol", "Date", "Time", "Open", "High", "Low", "Close", "Volume"] as const;
/** Stooq's dates and times are Warsaw's. */
const ZONE = "Europe/Warsaw";

/** Stooq's last quotes as CSV, US securities: `/q/l/?s=<symbol>.us&f=sd2t2ohlcv&h&e=csv`. No previous close. */
export class StooqClient implements QuoteClient {
  readonly name = "stooq";
  readonly refreshMs = 60_000;

  constructor(private readonly options: { readonly baseUrl: string; readonly timeoutMs: number }) {}

  async quote(instrument: Instrument): Promise<ProvidedPrice | null> {
    const symbol = usSymbol(instrument);
    if (symbol === null || instrument.currency !== "USD") return null;
    const asked = `${symbol}.US`;
    const url = new URL("q/l/", this.options.baseUrl);
    url.search = `${new URLSearchParams({ s: asked.toLowerCase(), f: "sd2t2ohlcv" }).toString()}&h&e=csv`;
    const text = await fetchText(url, { timeoutMs: this.options.timeoutMs });
    return text === null ? null : toPrice(text, asked);
  }
}

function toPrice(text: string, asked: string): ProvidedPrice | null {
  if (/^exceeded the daily hits limit/i.test(text.trim())) {
    throw new ProviderFault("RATE_LIMITED", "daily hits limit", 3_600);
  }
  const [symbol, date = "", time = "", , , , close = ""] = onlyRow(text);
  if (symbol?.toUpperCase() !== asked) throw new ProviderFault("GARBAGE", "another symbol answers");
  if (date === "N/D") return null;
  const price = parseDecimal(close);
  const asOf = instantIn(date, time);
  if (!price || !asOf) throw new ProviderFault("GARBAGE", "date, time or close cannot be read");
  return { price, previousClose: null, asOf };
}

function onlyRow(text: string): readonly string[] {
  const { rows } = readCsvText(text, COLUMNS);
  const [row] = rows;
  if (rows.length === 1 && row?.cells.length === COLUMNS.length) return row.cells;
  throw new ProviderFault("GARBAGE", "one line of the documented columns is expected");
}

function instantIn(date: string, time: string): Date | null {
  const on = parseCalendarDate(date);
  const match = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(time);
  if (!on || !match) return null;
  const minute = instantOf(on, ZONE, { hour: Number(match[1]), minute: Number(match[2]) });
  return new Date(minute.getTime() + Number(match[3]) * 1_000);
}
