import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";

/** The value, or 0 when it is negative: "if zero or less, enter -0-" of the IRS worksheets. */
export const atLeastZero = (value: Decimal): Decimal => (value.isNegative() ? ZERO : value);

/**
 * The order of two finite decimals, as decimal.js has it, without the copy that it makes of the
 * second: an engine compares more than it adds.
 *
 * @returns 1, 0 or -1 as `a` is larger, equal or smaller
 */
export function compare(a: Decimal, b: Decimal): number {
  const [x, y] = [a.d, b.d]; // digits in groups, the highest first; [0] for 0
  if (x[0] === 0) return y[0] === 0 ? 0 : -b.s;
  if (y[0] === 0 || a.s !== b.s) return a.s;
  if (a.e !== b.e) return a.e > b.e ? a.s : -a.s;
  return a.s > 0 ? compareDigits(x, y) : compareDigits(y, x);
}

function compareDigits(x: readonly number[], y: readonly number[]): number {
  for (let i = 0; i < x.length || i < y.length; i += 1) {
    const [left, right] = [x[i] ?? 0, y[i] ?? 0];
    if (left !== right) return left > right ? 1 : -1;
  }
  return 0;
}

export const smaller = (a: Decimal, b: Decimal): Decimal => (compare(a, b) <= 0 ? a : b);

export const larger = (a: Decimal, b: Decimal): Decimal => (compare(a, b) >= 0 ? a : b);

/** Exact sum; most lines of a return are 0, and adding 0 is what an engine does most. */
export const add = (a: Decimal, b: Decimal): Decimal => {
  if (b.isZero()) return a;
  return a.isZero() ? b : a.plus(b);
};

/** Exact difference, without work where nothing comes off. */
export const less = (a: Decimal, b: Decimal): Decimal => (b.isZero() ? a : a.minus(b));

/** Exact sum of any number of values. */
export const total = (...values: readonly Decimal[]): Decimal => {
  let sum = ZERO;
  for (const value of values) sum = add(sum, value);
  return sum;
};

/** Exact sum of one amount of each item. */
export const totalOf = <T>(items: readonly T[], amount: (item: T) => Decimal): Decimal => {
  let sum = ZERO;
  for (const item of items) sum = add(sum, amount(item));
  return sum;
};

/** Exact product; 0 without work where the amount is 0. */
export const times = (amount: Decimal, by: Decimal): Decimal =>
  amount.isZero() ? ZERO : amount.times(by);

/** How far `amount` lies over `limit`, 0 when it does not. */
export const excessOver = (amount: Decimal, limit: Decimal): Decimal =>
  amount.isZero() ? atLeastZero(limit.negated()) : atLeastZero(less(amount, limit));

/** To the cent, half-even: once per printed line, never inside a calculation. */
export const cents = (value: Decimal): Decimal =>
  value.isZero() ? ZERO : value.toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);
