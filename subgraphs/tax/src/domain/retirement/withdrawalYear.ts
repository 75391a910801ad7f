import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, smaller, total } from "../exact.js";

/** What a household can draw on. USD, >= 0. */
export interface Balances {
  readonly taxable: Decimal;
  readonly taxableBasis: Decimal; // may exceed `taxable`: an unrealized loss
  readonly deferred: Decimal; // traditional IRAs and plans, without basis
  readonly roth: Decimal; // qualified
  readonly hsa: Decimal;
}

export type Bucket = "taxable" | "deferred" | "roth" | "hsa";

/** Named orders of buckets; PROPORTIONAL takes from all by their balances. */
export const WITHDRAWAL_ORDERS = {
  TAXABLE_DEFERRED_ROTH: ["taxable", "deferred", "roth", "hsa"],
  DEFERRED_TAXABLE_ROTH: ["deferred", "taxable", "roth", "hsa"],
  TAXABLE_ROTH_DEFERRED: ["taxable", "roth", "hsa", "deferred"],
  ROTH_TAXABLE_DEFERRED: ["roth", "taxable", "hsa", "deferred"],
  PROPORTIONAL: null,
} as const satisfies Record<string, readonly Bucket[] | null>;

export type WithdrawalOrder = keyof typeof WITHDRAWAL_ORDERS;

export type Draws = Readonly<Record<Bucket, Decimal>>;

const BUCKETS: readonly Bucket[] = ["taxable", "deferred", "roth", "hsa"];

/** What may be taken from each bucket this year, and what must be. USD. */
export interface Available {
  readonly max: Draws; // of the HSA no more than the year's medical costs
  readonly requiredMinimum: Decimal; // of the deferred bucket
}

export const drawn = (draws: Draws): Decimal =>
  total(draws.taxable, draws.deferred, draws.roth, draws.hsa);

/**
 * How an order meets a wanted amount: the required minimum first, the rest by the order.
 *
 * @param wanted USD; less than the required minimum draws the minimum
 * @returns sums to `wanted` or the minimum, or to everything there is; no bucket falls when `wanted` rises
 */
export function drawsOf(order: WithdrawalOrder, wanted: Decimal, available: Available): Draws {
  const { max, requiredMinimum } = available;
  const rest = atLeastZero(wanted.minus(requiredMinimum));
  const free: Draws = { ...max, deferred: max.deferred.minus(requiredMinimum) };
  const buckets = WITHDRAWAL_ORDERS[order];
  const own = buckets ? inTurn(buckets, rest, free) : byBalance(rest, free);
  return { ...own, deferred: own.deferred.plus(requiredMinimum) };
}

/** What a year takes before the rest comes in turn; cut to what there is. USD. */
export interface FirstDraws {
  readonly deferred: Decimal; // beyond the required minimum, needed or not: it may fill a bracket
  readonly roth: Decimal; // as far as needed
  readonly hsa: Decimal; // as far as needed
}

/**
 * How chosen amounts meet a wanted one: the required minimum and the chosen deferred amount always,
 * chosen amounts of HSA and Roth as far as needed, then the taxable account, then what is left.
 *
 * @returns sums to `wanted` or to what is always taken, or to everything there is; no bucket falls when `wanted` rises
 */
export function drawsFirst(first: FirstDraws, wanted: Decimal, available: Available): Draws {
  const { max, requiredMinimum } = available;
  const always = requiredMinimum.plus(smaller(first.deferred, max.deferred.minus(requiredMinimum)));
  const chosen: Draws = {
    taxable: ZERO,
    deferred: ZERO,
    roth: smaller(first.roth, max.roth),
    hsa: smaller(first.hsa, max.hsa),
  };
  const rest = atLeastZero(wanted.minus(always));
  const early = inTurn(["hsa", "roth"], rest, chosen);
  const open: Draws = {
    taxable: max.taxable,
    deferred: max.deferred.minus(always),
    roth: max.roth.minus(early.roth),
    hsa: max.hsa.minus(early.hsa),
  };
  const late = inTurn(
    ["taxable", "deferred", "roth", "hsa"],
    rest.minus(total(early.roth, early.hsa)),
    open,
  );
  return {
    taxable: late.taxable,
    deferred: always.plus(late.deferred),
    roth: early.roth.plus(late.roth),
    hsa: early.hsa.plus(late.hsa),
  };
}

function inTurn(buckets: readonly Bucket[], wanted: Decimal, max: Draws): Draws {
  const taken: Record<Bucket, Decimal> = { taxable: ZERO, deferred: ZERO, roth: ZERO, hsa: ZERO };
  let left = wanted;
  for (const bucket of buckets) {
    taken[bucket] = smaller(left, max[bucket]);
    left = left.minus(taken[bucket]);
  }
  return taken;
}

/** Each bucket's share of what there is, down to the cent; the cents left over come in turn. */
function byBalance(wanted: Decimal, max: Draws): Draws {
  const all = drawn(max);
  if (wanted.gte(all)) return max;
  const share = (b: Bucket) => wanted.times(max[b]).div(all).toDecimalPlaces(2, Decimal.ROUND_DOWN);
  const floor: Draws = {
    taxable: share("taxable"),
    deferred: share("deferred"),
    roth: share("roth"),
    hsa: share("hsa"),
  };
  const open: Draws = {
    taxable: max.taxable.minus(floor.taxable),
    deferred: max.deferred.minus(floor.deferred),
    roth: max.roth.minus(floor.roth),
    hsa: max.hsa.minus(floor.hsa),
  };
  const cents = inTurn(BUCKETS, wanted.minus(drawn(floor)), open);
  return {
    taxable: floor.taxable.plus(cents.taxable),
    deferred: floor.deferred.plus(cents.deferred),
    roth: floor.roth.plus(cents.roth),
    hsa: floor.hsa.plus(cents.hsa),
  };
}
