import { Decimal } from "@wealthgraph/kernel/decimal";

/** Why a price is shown but not used. */
export const QUARANTINE_REASONS = [
  "NOT_POSITIVE",
  "FROM_THE_FUTURE",
  "SCALED_BY_100",
  "SPLIT_NOT_ANNOUNCED",
  "IMPLAUSIBLE_MOVE",
] as const;

export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** Clocks may differ by this much. */
export const FUTURE_MS_MAX = 60_000;
/** A price above three halves, or below two thirds, of the last good one is not believed unconfirmed. */
export const MOVE_MAX = new Decimal("1.5");
/** How near to 100 (or 1/100) a ratio is a matter of units. */
export const SCALE_TOLERANCE = new Decimal("0.2");
/** How near to a usual split ratio a ratio is a split. */
export const SPLIT_TOLERANCE = new Decimal("0.05");
/** Another provider confirms a price within this fraction. */
export const CONFIRMATION_TOLERANCE = new Decimal("0.02");

const SPLIT_RATIOS = [1.5, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50];

export interface JudgedPrice {
  readonly price: Decimal;
  readonly previousClose: Decimal | null;
  readonly asOf: Date;
}

/**
 * Whether a price can be believed at `now`.
 *
 * @param reference the last price that was believed, in units after every announced split; null when
 * there is none: then the provider's own previous close serves
 * @returns null for a price that may be used
 */
export function quarantineReason(
  judged: JudgedPrice,
  reference: Decimal | null,
  now: Date,
): QuarantineReason | null {
  const { price, previousClose, asOf } = judged;
  if (!price.gt(0) || previousClose?.lte(0)) return "NOT_POSITIVE";
  if (asOf.getTime() > now.getTime() + FUTURE_MS_MAX) return "FROM_THE_FUTURE";
  const known = reference ?? previousClose;
  return known?.gt(0) ? moveReason(price.div(known)) : null;
}

/** True when another provider's price is near enough to confirm this one. */
export function confirms(other: Decimal, price: Decimal): boolean {
  return other.minus(price).abs().lte(price.abs().times(CONFIRMATION_TOLERANCE));
}

function moveReason(ratio: Decimal): QuarantineReason | null {
  const size = ratio.gte(1) ? ratio : new Decimal(1).div(ratio);
  if (isNear(size, 100, SCALE_TOLERANCE)) return "SCALED_BY_100";
  if (size.lt(MOVE_MAX)) return null;
  const isSplit = SPLIT_RATIOS.some((split) => isNear(size, split, SPLIT_TOLERANCE));
  return isSplit ? "SPLIT_NOT_ANNOUNCED" : "IMPLAUSIBLE_MOVE";
}

function isNear(size: Decimal, target: number, tolerance: Decimal): boolean {
  return size.div(target).minus(1).abs().lte(tolerance);
}
