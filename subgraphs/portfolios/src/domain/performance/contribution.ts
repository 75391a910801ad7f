import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";

/** What a position, an asset class or any other part was worth in a period, in one currency. */
export interface PartPeriod {
  readonly key: string;
  readonly opening: Decimal;
  readonly closing: Decimal;
  /** What came into the part less what left it: purchases less sales and income paid out. */
  readonly netFlow: Decimal;
}

export interface Contribution {
  readonly key: string;
  /** closing - opening - netFlow. */
  readonly gain: Decimal;
  /** Gain by the whole portfolio's start capital, as a double; null when that is not positive. */
  readonly value: number | null;
}

/**
 * What each part added to the portfolio's return: gain by start capital.
 *
 * @param parts all parts, cash included; parts with one key are joined
 * @param startCapital of the whole portfolio, inflows at its start included
 * @returns gains that sum to the portfolio's; contributions that sum to gain by start capital
 */
export function contributions(
  parts: readonly PartPeriod[],
  startCapital: Decimal,
): readonly Contribution[] {
  const gains = new Map<string, Decimal>();
  for (const { key, opening, closing, netFlow } of parts) {
    gains.set(key, (gains.get(key) ?? ZERO).plus(closing.minus(opening).minus(netFlow)));
  }
  return [...gains].map(([key, gain]) => ({
    key,
    gain,
    value: startCapital.gt(0) ? gain.div(startCapital).toNumber() : null,
  }));
}

/** A holding in its own currency with the rates that turn it into the household's. */
export interface ForeignHolding {
  /** Cost, or value at the start, in the holding's currency. */
  readonly localStart: Decimal;
  readonly localEnd: Decimal;
  /** Household currency per unit of the holding's, at start and end. */
  readonly rateStart: Decimal;
  readonly rateEnd: Decimal;
}

export interface CurrencySplit {
  /** Local gain at the end's rate. */
  readonly market: Decimal;
  /** Start value times the change of the rate. */
  readonly currency: Decimal;
  readonly total: Decimal;
}

/**
 * How much of a gain the price made and how much the exchange rate.
 *
 * CHOICE: the product of both belongs to the market part.
 *
 * @returns parts that sum to the total exactly
 */
export function currencySplit(holding: ForeignHolding): CurrencySplit {
  const { localStart, localEnd, rateStart, rateEnd } = holding;
  const market = localEnd.minus(localStart).times(rateEnd);
  const currency = localStart.times(rateEnd.minus(rateStart));
  return { market, currency, total: sum([market, currency]) };
}
