import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  type CashAction,
  type CorporateAction,
  isDistribution,
  isShareAction,
  type SpinOffAction,
} from "./corporateAction.js";
import type { DailyBar } from "./priceBars.js";

/** Which corporate actions are divided out of a series. */
export const BAR_ADJUSTMENTS = ["RAW", "SPLIT", "TOTAL_RETURN"] as const;

export type BarAdjustment = (typeof BAR_ADJUSTMENTS)[number];

const ONE = new Decimal(1);

/** What every price before an ex-date is multiplied with, after it was divided by `share`: exact for every ratio. */
export interface Multiplier {
  readonly exDate: CalendarDate;
  readonly price: Decimal;
  /** Shares after for one before; 1 for a dividend */
  readonly share: Decimal;
}

/**
 * Prices in shares of the last bar's day: each before a split a:b is multiplied by b/a, each volume by
 * a/b. An action after the last bar is not applied, so that the last bar stands as traded.
 *
 * @param bars as traded, oldest first
 * @returns one bar a bar, at full precision
 */
export function splitAdjusted(
  bars: readonly DailyBar[],
  actions: readonly CorporateAction[],
): DailyBar[] {
  return multiplied(bars, shareMultipliers(actions));
}

/**
 * Prices whose ratio is the total return with dividends reinvested at the ex-date: beside splits, each
 * before a cash dividend D, or a spin-off worth D a share, is multiplied by 1 - D / P. P is the close of the last session before the
 * ex-date; D and P are for one share as it was then.
 *
 * @param bars as traded, oldest first
 * @throws {Refusal} NO_QUOTE when a dividend is not below the close before it: the multiplier of a
 * distribution of everything does not exist
 * @see CRSP data guide, adjusted price A(t) = P(t) / C(t); Yahoo Finance help, "adjusted close"
 */
export function totalReturnAdjusted(
  bars: readonly DailyBar[],
  actions: readonly CorporateAction[],
): DailyBar[] {
  return multiplied(bars, totalReturnMultipliers(bars, actions));
}

/** @returns one multiplier an action that has bars before it */
export function totalReturnMultipliers(
  bars: readonly DailyBar[],
  actions: readonly CorporateAction[],
): Multiplier[] {
  const dividends = actions.flatMap((action): Multiplier[] => {
    if (!isDistribution(action)) return [];
    const close = action.referenceClose ?? closeBefore(bars, action.exDate);
    return close ? [dividendMultiplier(action, close)] : [];
  });
  return [...shareMultipliers(actions), ...dividends];
}

function shareMultipliers(actions: readonly CorporateAction[]): Multiplier[] {
  return actions
    .filter(isShareAction)
    .map(({ exDate, ratio }) => ({ exDate, price: ONE, share: ratio }));
}

function dividendMultiplier(
  { exDate, amount }: CashAction | SpinOffAction,
  close: Decimal,
): Multiplier {
  if (amount.lt(close)) return { exDate, price: ONE.minus(amount.div(close)), share: ONE };
  throw new Refusal(
    "NO_QUOTE",
    `no total return: the dividend of ${exDate} is not below the close before`,
    {
      exDate,
    },
  );
}

function closeBefore(bars: readonly DailyBar[], exDate: CalendarDate): Decimal | null {
  return bars.findLast((bar) => bar.date < exDate)?.close ?? null;
}

/** Walks from the last bar back, taking in each multiplier when its ex-date is passed. */
function multiplied(bars: readonly DailyBar[], multipliers: readonly Multiplier[]): DailyBar[] {
  const last = bars.at(-1);
  if (!last) return [];
  const waiting = multipliers
    .filter(({ exDate }) => exDate <= last.date)
    .sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
  let price = ONE;
  let share = ONE;
  return bars
    .toReversed()
    .map((bar) => {
      for (let next = waiting.at(-1); next && next.exDate > bar.date; next = waiting.at(-1)) {
        price = price.times(next.price);
        share = share.times(next.share);
        waiting.pop();
      }
      return price.eq(1) && share.eq(1) ? bar : scaled(bar, price, share);
    })
    .reverse();
}

function scaled(bar: DailyBar, price: Decimal, share: Decimal): DailyBar {
  const adjusted = (figure: Decimal) => figure.times(price).div(share);
  return {
    date: bar.date,
    open: adjusted(bar.open),
    high: adjusted(bar.high),
    low: adjusted(bar.low),
    close: adjusted(bar.close),
    volume: bar.volume.times(share),
  };
}
