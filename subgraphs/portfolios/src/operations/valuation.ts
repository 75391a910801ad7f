import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import type { Money } from "@wealthgraph/kernel/money";
import { LEDGER_CURRENCY } from "./createAccount.js";

/** A live price with the rate that turns it into USD. */
export interface LivePrice {
  readonly price: Money;
  readonly fxToUsd: Decimal;
}

/** Units of one instrument. */
export interface Held {
  readonly instrumentId: string;
  readonly units: Decimal;
}

/** @returns USD, unrounded; null without a quote: nobody's guess is a price */
export function marketValue(units: Decimal, quote: LivePrice | null): Money | null {
  if (quote === null) return null;
  return {
    amount: units.times(quote.price.amount).times(quote.fxToUsd),
    currency: LEDGER_CURRENCY,
  };
}

/**
 * What holdings and cash are worth at live prices.
 *
 * @param quotes by instrument
 * @returns USD, unrounded; null when one holding has no quote: a sum that leaves it out would be wrong
 */
export function portfolioValue(
  held: readonly Held[],
  quotes: ReadonlyMap<string, LivePrice>,
  cash: Money,
): Money | null {
  const values = held.map(({ instrumentId, units }) =>
    marketValue(units, quotes.get(instrumentId) ?? null),
  );
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return {
    amount: sum(known.map(({ amount }) => amount)).plus(cash.amount),
    currency: LEDGER_CURRENCY,
  };
}

/** @returns null when the value is not known */
export function unrealizedGain(value: Money | null, ...paid: readonly Money[]): Money | null {
  if (value === null) return null;
  return {
    amount: value.amount.minus(sum(paid.map(({ amount }) => amount))),
    currency: value.currency,
  };
}
