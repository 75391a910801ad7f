import { Decimal, type DecimalValue, ZERO } from "./decimal.js";
import { invariant } from "./refusal.js";

/** ISO 4217 code in capitals, for example USD. */
export type Currency = string;

/** An exact amount of one currency. `amount` may have more places than the currency's minor unit. */
export interface Money {
  readonly amount: Decimal;
  readonly currency: Currency;
}

/** @param amount in major units (dollars, not cents) */
export function money(amount: DecimalValue, currency: Currency): Money {
  return { amount: new Decimal(amount), currency };
}

export function isCurrency(text: string): text is Currency {
  return /^[A-Z]{3}$/.test(text);
}

/** @throws {InvariantViolation} when the currencies differ: convert first */
export function addMoney(a: Money, b: Money): Money {
  invariant(
    a.currency === b.currency,
    `money of one currency is added (${a.currency}, ${b.currency})`,
  );
  return { amount: a.amount.plus(b.amount), currency: a.currency };
}

/** ISO 4217 minor-unit digits where they are not 2. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  ISK: 0,
  CLP: 0,
  VND: 0,
  HUF: 2,
  BHD: 3,
  KWD: 3,
  JOD: 3,
  OMR: 3,
  TND: 3,
};

/** Rounds half-even to the minor unit: for display and for posting cash, never inside a calculation. */
export function roundToMinorUnit(value: Money): Money {
  return {
    amount: value.amount.toDecimalPlaces(
      MINOR_DIGITS[value.currency] ?? 2,
      Decimal.ROUND_HALF_EVEN,
    ),
    currency: value.currency,
  };
}

/**
 * Splits `total` in proportion to `weights` so that the parts sum to it exactly.
 *
 * Each part is rounded down to `places`; what is left over goes, one unit of the last place at a
 * time, to the largest remainders (ties: the earlier one).
 *
 * @param weights each ≥ 0, at least one > 0
 * @returns as many parts as weights; sums to `total`
 */
export function allocate(total: Decimal, weights: readonly Decimal[], places: number): Decimal[] {
  const whole = weights.reduce((a, w) => a.plus(w), ZERO);
  invariant(
    whole.gt(0) && weights.every((w) => w.gte(0)),
    "weights are not negative and not all zero",
  );
  const exact = weights.map((w) => total.times(w).div(whole));
  const parts = exact.map((x) => x.toDecimalPlaces(places, Decimal.ROUND_FLOOR));
  const unit = new Decimal(10).pow(-places);
  let left = total.minus(parts.reduce((a, p) => a.plus(p), ZERO));
  const byRemainder = exact
    .map((x, i) => ({ i, remainder: x.minus(parts[i] ?? ZERO) }))
    .sort((a, b) => b.remainder.cmp(a.remainder) || a.i - b.i);
  for (const { i } of byRemainder) {
    if (left.lt(unit)) break;
    parts[i] = (parts[i] ?? ZERO).plus(unit);
    left = left.minus(unit);
  }
  const last = byRemainder[0]?.i ?? 0;
  parts[last] = (parts[last] ?? ZERO).plus(left);
  return parts;
}
