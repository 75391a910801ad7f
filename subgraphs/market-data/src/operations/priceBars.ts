import { addYears } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type BarAdjustment, splitAdjusted, totalReturnAdjusted } from "../domain/adjustedBars.js";
import type { CorporateAction } from "../domain/corporateAction.js";
import type { Instrument } from "../domain/instrument.js";
import { barColumns, type DailyBar, type PriceBars } from "../domain/priceBars.js";
import { chooseProvider } from "./priceInstrument.js";
import type { DateRange, Market } from "./ports.js";

export const BAR_YEARS_MAX = 40;
/** Decimal places of an adjusted figure on the wire, rounded half-even; as traded nothing is rounded. */
const ADJUSTED_PLACES = 12;

/**
 * Daily bars of sessions that have closed, from the provider whose price counts today, so that
 * history and the live price are one path; of those that have bars.
 *
 * Adjusted series are in shares of the last bar there is, whatever `range.to`: so two ranges of one
 * series fit together.
 *
 * @returns empty columns of source "none" when nobody has a price
 * @throws {Refusal} BAD_INPUT when `from` is after `to`, or the range is longer than 40 years; NO_QUOTE
 * when a total return does not exist
 */
export async function priceBars(
  market: Market,
  instrument: Instrument,
  asked: DateRange & { readonly adjustment: BarAdjustment },
  now: Date,
): Promise<PriceBars> {
  const { from, to, adjustment } = asked;
  checkRange(asked);
  const providers = market.providers.filter((provider) => provider.hasBars !== false);
  const { chosen } = await chooseProvider({ ...market, providers }, instrument, now);
  if (!chosen) return barColumns([], { source: "none", isSimulated: false });
  const { name: source, isSimulated } = chosen.provider;
  const actions = isSimulated ? [] : market.actions.actionsOf(instrument);
  const isRaw = adjustment === "RAW" || actions.length === 0;
  const today = market.calendar.dateAt(now);
  const range = { from, to: isRaw || to > today ? to : today };
  const bars = await chosen.provider.bars(instrument, range, now);
  const series = isRaw ? bars : adjusted(bars, actions, adjustment);
  return barColumns(
    series.filter((bar) => bar.date <= to),
    { source, isSimulated },
  );
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
