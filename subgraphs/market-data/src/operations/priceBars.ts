import { addYears } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Instrument } from "../domain/instrument.js";
import { barColumns, type PriceBars } from "../domain/priceBars.js";
import { chooseProvider } from "./priceInstrument.js";
import type { DateRange, Market } from "./ports.js";

export const BAR_YEARS_MAX = 40;

/**
 * Daily bars of sessions that have closed, from the provider whose price counts today, so that
 * history and the live price are one path.
 *
 * @returns empty columns of source "none" when nobody has a price
 * @throws {Refusal} BAD_INPUT when `from` is after `to`, or the range is longer than 40 years
 */
export async function priceBars(
  market: Market,
  instrument: Instrument,
  range: DateRange,
  now: Date,
): Promise<PriceBars> {
  const { from, to } = range;
  if (from > to) throw new Refusal("BAD_INPUT", `from ${from} is after to ${to}`, { from, to });
  if (to > addYears(from, BAR_YEARS_MAX)) {
    throw new Refusal("BAD_INPUT", `at most ${BAR_YEARS_MAX} years of bars at once`, {
      yearsMax: BAR_YEARS_MAX,
    });
  }
  const chosen = await chooseProvider(market, instrument, now);
  if (!chosen) return barColumns([], { source: "none", isSimulated: false });
  const { name: source, isSimulated } = chosen.provider;
  return barColumns(await chosen.provider.bars(instrument, range, now), { source, isSimulated });
}
