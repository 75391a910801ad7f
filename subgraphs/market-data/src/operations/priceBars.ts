import { setImmediate } from "node:timers/promises";
import { addYears } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type BarAdjustment, splitAdjusted, totalReturnAdjusted } from "../domain/adjustedBars.js";
import type { CorporateAction } from "../domain/corporateAction.js";
import { DECIMATED_MAX, DECIMATED_MIN, decimatedBars } from "../domain/decimatedBars.js";
import type { Instrument } from "../domain/instrument.js";
import { barColumns, type DailyBar, type PriceBars } from "../domain/priceBars.js";
import { chooseProvider } from "./priceInstrument.js";
import type { DateRange, Market, MarketDataProvider } from "./ports.js";

export const BAR_YEARS_MAX = 40;
/** Instruments whose bars come in one answer. */
export const BAR_SERIES_MAX = 100;
/** Decimal places of an adjusted figure on the wire, rounded half-even; as traded nothing is rounded. */
const ADJUSTED_PLACES = 12;

export interface BarsAsked extends DateRange {
  readonly adjustment: BarAdjustment;
  /** Bars at most, for charts; absent: all */
  readonly atMost?: number | null;
}

/**
 * Bars of many instruments over one range.
 *
 * @returns as many as instruments, in order
 * @throws {Refusal} BAD_INPUT for more than 100 instruments; and as `priceBars`
 */
export async function priceBarsOf(
  market: Market,
  instruments: readonly Instrument[],
  asked: BarsAsked,
  now: Date,
): Promise<PriceBars[]> {
  if (instruments.length > BAR_SERIES_MAX) {
    throw new Refusal("BAD_INPUT", `at most ${BAR_SERIES_MAX} instruments at once`, {
      instrumentsMax: BAR_SERIES_MAX,
    });
  }
  const series: PriceBars[] = [];
  for (const instrument of instruments) {
    series.push(await priceBars(market, instrument, asked, now));
    await setImmediate(); // a long history takes 75 ms: others have their turn between two
  }
  return series;
}

/**
 * Daily bars of sessions that have closed, from the provider whose price counts today, so that
 * history and the live price are one path; of those that have bars.
 *
 * While a provider whose history is kept gives no price, what is kept stands before simulated bars.
 *
 * Adjusted series are in shares of the last bar there is, whatever `range.to`: so two ranges of one
 * series fit together.
 *
 * @returns empty columns of source "none" when nobody has a price
 * @throws {Refusal} BAD_INPUT when `from` is after `to`, the range is longer than 40 years, or `atMost` is
 * out of its range; NO_QUOTE when a total return does not exist
 */
export async function priceBars(
  market: Market,
  instrument: Instrument,
  asked: BarsAsked,
  now: Date,
): Promise<PriceBars> {
  const { from, to, adjustment, atMost = null } = asked;
  checkRange(asked);
  checkCount(atMost);
  const provider = await barProvider(market, instrument, now);
  if (!provider) return barColumns([], { source: "none", isSimulated: false });
  const { name: source, isSimulated } = provider;
  const actions = isSimulated ? [] : market.actions.actionsOf(instrument);
  const isRaw = adjustment === "RAW" || actions.length === 0;
  const today = market.calendar.dateAt(now);
  const range = { from, to: isRaw || to > today ? to : today };
  const bars = await provider.bars(instrument, range, now);
  const series = (isRaw ? bars : adjusted(bars, actions, adjustment)).filter(
    (bar) => bar.date <= to,
  );
  const shown = atMost === null ? series : decimatedBars(series, atMost);
  return barColumns(shown, { source, isSimulated });
}

/** Whose bars count: of the price that counts; while a real provider is away, the one whose history is kept. */
async function barProvider(
  market: Market,
  instrument: Instrument,
  now: Date,
): Promise<MarketDataProvider | null> {
  const providers = market.providers.filter((provider) => provider.hasBars !== false);
  const { chosen, isImpaired } = await chooseProvider({ ...market, providers }, instrument, now);
  const isReal = chosen?.provider.isSimulated === false;
  const kept = isImpaired && !isReal ? providers.find((one) => one.hasHistory === true) : null;
  return kept ?? chosen?.provider ?? null;
}

/**
 * Corporate actions with an ex-date from `from` to `to`, both included, oldest first.
 *
 * @throws {Refusal} BAD_INPUT when `from` is after `to`, or the range is longer than 40 years
 */
export function corporateActions(
  market: Market,
  instrument: Instrument,
  range: DateRange,
): readonly CorporateAction[] {
  checkRange(range);
  return market.actions
    .actionsOf(instrument)
    .filter(({ exDate }) => exDate >= range.from && exDate <= range.to);
}

function checkRange({ from, to }: DateRange): void {
  if (from > to) throw new Refusal("BAD_INPUT", `from ${from} is after to ${to}`, { from, to });
  if (to > addYears(from, BAR_YEARS_MAX)) {
    throw new Refusal("BAD_INPUT", `at most ${BAR_YEARS_MAX} years of bars at once`, {
      yearsMax: BAR_YEARS_MAX,
    });
  }
}

function checkCount(atMost: number | null): void {
  if (atMost === null || (atMost >= DECIMATED_MIN && atMost <= DECIMATED_MAX)) return;
  throw new Refusal("BAD_INPUT", `atMost is ${DECIMATED_MIN} to ${DECIMATED_MAX}`, {
    barsMin: DECIMATED_MIN,
    barsMax: DECIMATED_MAX,
  });
}

function adjusted(
  bars: readonly DailyBar[],
  actions: readonly CorporateAction[],
  adjustment: BarAdjustment,
): DailyBar[] {
  const series =
    adjustment === "SPLIT" ? splitAdjusted(bars, actions) : totalReturnAdjusted(bars, actions);
  const rounded = (figure: Decimal) =>
    figure.toDecimalPlaces(ADJUSTED_PLACES, Decimal.ROUND_HALF_EVEN);
  return series.map((bar) => ({
    date: bar.date,
    open: rounded(bar.open),
    high: rounded(bar.high),
    low: rounded(bar.low),
    close: rounded(bar.close),
    volume: rounded(bar.volume),
  }));
}
