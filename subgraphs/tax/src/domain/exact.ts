import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";

/** The value, or 0 when it is negative: "if zero or less, enter -0-" of the IRS worksheets. */
export const atLeastZero = (value: Decimal): Decimal => (value.isNegative() ? ZERO : value);

export const smaller = (a: Decimal, b: Decimal): Decimal => (a.lte(b) ? a : b);

export const larger = (a: Decimal, b: Decimal): Decimal => (a.gte(b) ? a : b);

/** To the cent, half-even: once per printed line, never inside a calculation. */
export const cents = (value: Decimal): Decimal =>
  value.toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN).plus(ZERO);
