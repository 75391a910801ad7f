import { z } from "zod";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Instrument } from "../../domain/instrument.js";
import { newYorkDate, newYorkInstant } from "../../domain/newYorkTime.js";
import type { DailyBar } from "../../domain/priceBars.js";
import type { DateRange, ProvidedPrice } from "../../operations/ports.js";
import { fetchText } from "./fetchText.js";
import { ProviderFault } from "./ProviderFault.js";
import { decimalNumber, readJson } from "./readJson.js";
import type { QuoteClient } from "./RemoteProvider.js";
import { currencyDivisor, yahooSymbol } from "./venueSymbol.js";

const seconds = z.number().int().min(0).max(10_000_000_000);
const column = z.array(z.number().nullable());

const chart = z.object({
  chart: z.object({
    error: z.object({ code: z.string() }).nullable(),
    result: z
      .array(
        z.object({
          meta: z.object({
            currency: z.string(),
            symbol: z.string(),
            regularMarketPrice: decimalNumber,
            regularMarketTime: seconds,
            chartPreviousClose: decimalNumber.optional(),
          }),
          timestamp: z.array(seconds).optional(),
          events: z
            .object({
              splits: z
                .record(
                  z.string(),
                  z.object({
                    date: seconds,
                    numerator: z.number().positive(),
                    denominator: z.number().positive(),
                  }),
                )
                .optional(),
            })
            .optional(),
          indicators: z.object({
            quote: z
              .array(
                z.object({
                  open: column.optional(),
                  high: column.optional(),
                  low: column.optional(),
                  close: column.optional(),
                  volume: column.optional(),
                }),
              )
              .min(1),
          }),
        }),
      )
      .min(1)
      .nullable(),
  }),
});

type ChartResult = NonNullable<z.output<typeof chart>["chart"]["result"]>[number];

/** Yahoo's history comes as single-precision floats: beyond 8 digits there is noise. */
const BAR_DIGITS = 8;

/** Yahoo's chart endpoint, version 8: `/v8/finance/chart/<symbol>`. */
export class YahooClient implements QuoteClient {
  readonly name = "yahoo";
  readonly refreshMs = 15_000;

  constructor(private readonly options: { readonly baseUrl: string; readonly timeoutMs: number }) {}

  async quote(instrument: Instrument): Promise<ProvidedPrice | null> {
    const answered = await this.#chart(instrument, { interval: "1d", range: "1d" });
    if (!answered) return null;
    const { meta } = answered.result;
    return {
      price: meta.regularMarketPrice.div(answered.divisor),
      previousClose: meta.chartPreviousClose?.div(answered.divisor) ?? null,
      asOf: new Date(meta.regularMarketTime * 1_000),
    };
  }

  /**
   * Yahoo divides its history by later splits; they are multiplied back, so that the bars are as
   * traded. Therefore the answer is asked for up to today, whatever the range.
   */
  async bars(instrument: Instrument, range: DateRange, now: Date): Promise<readonly DailyBar[]> {
    const from = Math.floor(newYorkInstant(range.from, 0).getTime() / 1_000);
    const answered = await this.#chart(instrument, {
      interval: "1d",
      period1: String(from),
      period2: String(Math.floor(now.getTime() / 1_000)),
      events: "split",
    });
    if (!answered) return [];
    const today = newYorkDate(now);
    return toBars(answered.result, answered.divisor).filter(
      ({ date }) => date >= range.from && date <= range.to && date < today,
    );
  }

  async #chart(
    instrument: Instrument,
    parameters: Readonly<Record<string, string>>,
  ): Promise<{ readonly result: ChartResult; readonly divisor: 1 | 100 } | null> {
    const symbol = yahooSymbol(instrument);
    if (symbol === null) return null;
    const url = new URL(`v8/finance/chart/${encodeURIComponent(symbol)}`, this.options.baseUrl);
    url.search = new URLSearchParams(parameters).toString();
    const text = await fetchText(url, { timeoutMs: this.options.timeoutMs });
    if (text === null) return null;
    const { error, result } = readJson(text, chart).chart;
    if (error?.code === "Not Found") return null;
    const [first] = result ?? [];
    if (!first) throw new ProviderFault("GARBAGE", "neither a result nor a known error");
    if (first.meta.symbol !== symbol) throw new ProviderFault("GARBAGE", "another symbol answers");
    const divisor = currencyDivisor(first.meta.currency, instrument);
    if (divisor === null) throw new ProviderFault("GARBAGE", "another currency answers");
    return { result: first, divisor };
  }
}

function toBars(result: ChartResult, divisor: number): DailyBar[] {
  const [quote] = result.indicators.quote;
  const splits = Object.values(result.events?.splits ?? {});
  const columns = [quote?.open, quote?.high, quote?.low, quote?.close, quote?.volume];
  const times = result.timestamp ?? [];
  if (columns.some((figures) => (figures?.length ?? 0) !== times.length)) {
    throw new ProviderFault("GARBAGE", "columns of several lengths");
  }
  return times.flatMap((time, i): DailyBar[] => {
    const [open, high, low, close, volume] = columns.map((figures) => figures?.[i] ?? 0);
    if (!open || !high || !low || !close) return []; // a halted day has nulls
    const date = newYorkDate(new Date(time * 1_000));
    const ratio = splits
      .filter((split) => newYorkDate(new Date(split.date * 1_000)) > date)
      .reduce((all, s) => all.times(s.numerator).div(s.denominator), new Decimal(1));
    const asTraded = (figure: number) =>
      new Decimal(String(figure)).times(ratio).div(divisor).toSignificantDigits(BAR_DIGITS);
    const shares = new Decimal(String(volume ?? 0)).div(ratio).toDecimalPlaces(0);
    return [
      {
        date,
        open: asTraded(open),
        high: asTraded(high),
        low: asTraded(low),
        close: asTraded(close),
        volume: shares,
      },
    ];
  });
}
