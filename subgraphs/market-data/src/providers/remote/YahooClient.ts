import { z } from "zod";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { CorporateAction } from "../../domain/corporateAction.js";
import type { Instrument } from "../../domain/instrument.js";
import { newYorkDate, newYorkInstant } from "../../domain/newYorkTime.js";
import type { DailyBar } from "../../domain/priceBars.js";
import type { DateRange, ProvidedHistory, ProvidedPrice } from "../../operations/ports.js";
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
              dividends: z
                .record(z.string(), z.object({ date: seconds, amount: z.number().positive() }))
                .optional(),
            })
            .optional(),
          indicators: z.object({
            adjclose: z.array(z.object({ adjclose: column.optional() })).optional(),
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
    return (await this.history(instrument, range, now)).bars;
  }

  /** Bars as traded, with the splits and dividends of the range as they were declared. */
  async history(instrument: Instrument, range: DateRange, now: Date): Promise<ProvidedHistory> {
    const from = Math.floor(newYorkInstant(range.from, 0).getTime() / 1_000);
    const answered = await this.#chart(instrument, {
      interval: "1d",
      period1: String(from),
      period2: String(Math.floor(now.getTime() / 1_000)),
      events: "div,split",
    });
    if (!answered) return { bars: [], actions: [], adjustedCloses: new Map() };
    const today = newYorkDate(now);
    const isAsked = (on: CalendarDate) => on >= range.from && on <= range.to && on < today;
    const { result, divisor } = answered;
    return {
      bars: toBars(result, divisor).filter(({ date }) => isAsked(date)),
      actions: toActions(result, divisor).filter(({ exDate }) => isAsked(exDate)),
      adjustedCloses: new Map(
        toAdjustedCloses(result, divisor).filter(([on]) => on >= range.from && on < today),
      ),
    };
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

interface Split {
  readonly on: CalendarDate;
  readonly ratio: Decimal;
}

function splitsOf(result: ChartResult): Split[] {
  return Object.values(result.events?.splits ?? {}).map(({ date, numerator, denominator }) => ({
    on: newYorkDate(new Date(date * 1_000)),
    ratio: new Decimal(numerator).div(denominator),
  }));
}

/** Shares of today for one share on a day. */
function sharesSince(splits: readonly Split[], day: CalendarDate): Decimal {
  return splits
    .filter(({ on }) => on > day)
    .reduce((all, { ratio }) => all.times(ratio), new Decimal(1));
}

/** Yahoo divides dividends by later splits, as it does prices. */
function toActions(result: ChartResult, divisor: number): CorporateAction[] {
  const splits = splitsOf(result);
  const dividends = Object.values(result.events?.dividends ?? {}).map(
    ({ date, amount }): CorporateAction => {
      const exDate = newYorkDate(new Date(date * 1_000));
      const declared = new Decimal(String(amount)).times(sharesSince(splits, exDate)).div(divisor);
      return {
        kind: "CASH_DIVIDEND",
        exDate,
        amount: declared.toSignificantDigits(BAR_DIGITS),
        referenceClose: null,
      };
    },
  );
  const shares = splits.map(({ on, ratio }): CorporateAction => ({
    kind: "SPLIT",
    exDate: on,
    ratio,
  }));
  return [...shares, ...dividends].sort((a, b) => (a.exDate < b.exDate ? -1 : 1));
}

function toAdjustedCloses(result: ChartResult, divisor: number): [CalendarDate, Decimal][] {
  const closes = result.indicators.adjclose?.[0]?.adjclose ?? [];
  return (result.timestamp ?? []).flatMap((time, i): [CalendarDate, Decimal][] => {
    const close = closes[i];
    return close && close > 0
      ? [[newYorkDate(new Date(time * 1_000)), new Decimal(String(close)).div(divisor)]]
      : [];
  });
}

function toBars(result: ChartResult, divisor: number): DailyBar[] {
  const [quote] = result.indicators.quote;
  const splits = splitsOf(result);
  const columns = [quote?.open, quote?.high, quote?.low, quote?.close, quote?.volume];
  const times = result.timestamp ?? [];
  if (columns.some((figures) => (figures?.length ?? 0) !== times.length)) {
    throw new ProviderFault("GARBAGE", "columns of several lengths");
  }
  return times.flatMap((time, i): DailyBar[] => {
    const [open, high, low, close, volume] = columns.map((figures) => figures?.[i] ?? 0);
    if (!open || !high || !low || !close) return []; // a halted day has nulls
    const date = newYorkDate(new Date(time * 1_000));
    const ratio = sharesSince(splits, date);
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
