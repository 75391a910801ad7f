import { Decimal as DecimalJs } from "decimal.js";

/**
 * The exact decimal of the ledger: 40 significant digits, half-even. A constructor of our own, so
 * that no library that shares decimal.js can change precision or rounding under us.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  toExpNeg: -40,
  toExpPos: 40,
});
export type Decimal = DecimalJs;

export const ZERO: Decimal = new Decimal(0);

/** Plain decimal text as on the wire: optional minus, digits, optional fraction; no exponent, NaN or Infinity. */
const PLAIN = /^-?\d{1,30}(\.\d{1,18})?$/;

/**
 * Reads plain decimal text.
 *
 * @returns null when `text` is not a plain decimal of at most 30 digits before and 18 after the point
 */
export function parseDecimal(text: string): Decimal | null {
  return PLAIN.test(text) ? new Decimal(text) : null;
}

/** Sum of exact decimals; 0 for none. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}

/** What an exact decimal can be made of. A number only where it is a literal: a computed float is not money. */
export type DecimalValue = DecimalJs.Value;
