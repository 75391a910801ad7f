import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { type Currency, allocate } from "@wealthgraph/kernel/money";
import { Refusal, invariant } from "@wealthgraph/kernel/refusal";

/** Units of a security bought together, at one cost, on one day. */
export interface Lot {
  /** Stable name: the same history gives the same keys. Unique in the household. */
  readonly key: string;
  readonly accountId: string;
  readonly instrumentId: string;
  /** The transaction that acquired the units; kept when a lot is split or moves to another account. */
  readonly purchaseId: string;
  /** Trade date of that transaction: decides FIFO order and the wash-sale window. */
  readonly purchasedOn: CalendarDate;
  /** Start of the holding period: `purchasedOn`, moved back by the days a wash sale adds (tacking). */
  readonly acquiredOn: CalendarDate;
  /** Order of acquisition in the household: breaks ties of one day. */
  readonly sequence: number;
  readonly units: Decimal; // always > 0
  /** Of the whole lot, ≥ 0: fees included, disallowed losses included. */
  readonly cost: Decimal;
  /** Part of `cost` that wash sales added. */
  readonly disallowedLoss: Decimal;
  readonly currency: Currency;
  /** False for units that came from elsewhere without their cost: `cost` is then an assumption. */
  readonly isCostKnown: boolean;
  /** True when these units were bought (reinvestment included), and so can replace units sold at a loss. */
  readonly isPurchase: boolean;
  /** True when these units replaced units sold at a loss: each unit does so once. */
  readonly isReplacement: boolean;
}

/** Places to which a cost is rounded when a lot is divided; the remainder stays. */
export const COST_PLACES = 8;

/** Places to which units are rounded when a split divides a position. */
export const UNIT_PLACES = 18;

/** The share of `amount` that `part` of `whole` carries, rounded down (towards minus infinity). */
export function shareOf(amount: Decimal, part: Decimal, whole: Decimal): Decimal {
  if (part.eq(whole)) return amount;
  return amount.times(part).div(whole).toDecimalPlaces(COST_PLACES, Decimal.ROUND_FLOOR);
}

/**
 * Divides a lot in two.
 *
 * Cost leaves in proportion to units, rounded down, so that the remainder stays in `rest` and a
 * lot that is closed in many parts has a cost of exactly 0 at the end.
 *
 * @param units 0 < units ≤ the lot's
 * @returns both parts under the lot's key; `rest` is null when all is taken. Costs sum to the lot's
 */
export function divideLot(lot: Lot, units: Decimal): { taken: Lot; rest: Lot | null } {
  invariant(units.gt(0) && units.lte(lot.units), "a part of a lot is not larger than the lot");
  if (units.eq(lot.units)) return { taken: lot, rest: null };
  const cost = shareOf(lot.cost, units, lot.units);
  const disallowedLoss = shareOf(lot.disallowedLoss, units, lot.units);
  return {
    taken: { ...lot, units, cost, disallowedLoss },
    rest: {
      ...lot,
      units: lot.units.minus(units),
      cost: lot.cost.minus(cost),
      disallowedLoss: lot.disallowedLoss.minus(disallowedLoss),
    },
  };
}

/** Oldest purchase first; of one day, in order of acquisition. */
export function inFifoOrder(a: Lot, b: Lot): number {
  if (a.purchasedOn !== b.purchasedOn) return a.purchasedOn < b.purchasedOn ? -1 : 1;
  return a.sequence - b.sequence;
}

export interface Disposed {
  /** Lots or parts of lots that leave, oldest first. */
  readonly taken: readonly Lot[];
  /** A new list: the caller's to keep. */
  readonly open: Lot[];
}

/**
 * Takes `units` out of `lots`, oldest first (FIFO).
 *
 * Wash-sale tacking changes the holding period, not the order: the order is that of purchase.
 *
 * @param lots open lots of one security in one account, in FIFO order (`inFifoOrder`)
 * @param units units to dispose of; > 0
 * @returns units and costs of `taken` and `open` sum to those of `lots`
 * @throws {Refusal} UNITS_EXCEED_POSITION when `lots` hold fewer units than asked
 * @see Treas. Reg. 1.1012-1(c)(1); IRS Publication 550 (shares not identified)
 */
export function disposeFifo(lots: readonly Lot[], units: Decimal): Disposed {
  invariant(units.gt(0), "a disposal has a positive quantity");
  const taken: Lot[] = [];
  let left = units;
  for (const [index, lot] of lots.entries()) {
    if (left.lt(lot.units)) {
      const parts = divideLot(lot, left);
      taken.push(parts.taken);
      const open = lots.slice(parts.rest ? index : index + 1);
      if (parts.rest) open[0] = parts.rest;
      return { taken, open };
    }
    taken.push(lot);
    left = left.minus(lot.units);
    if (left.isZero()) return { taken, open: lots.slice(index + 1) };
  }
  throw unitsExceed(units.minus(left), units);
}

export function unitsExceed(held: Decimal, asked: Decimal): Refusal {
  return new Refusal(
    "UNITS_EXCEED_POSITION",
    `More units are asked than are held (held: ${held.toString()}, asked: ${asked.toString()}).`,
    { unitsHeld: held.toString(), unitsAsked: asked.toString() },
  );
}

/**
 * Adds units to a position without cost: a split, a reverse split, a stock dividend. Holding
 * periods and the total cost stay.
 *
 * @param added spread in proportion to units; negative for a reverse split
 * @returns units sum to the old sum plus `added`; costs sum to the old costs
 * @throws {Refusal} UNITS_EXCEED_POSITION when nothing is held, or nothing would be left
 * @see 26 U.S.C. 305(a), 307(a), 1223(4)
 */
export function addUnits(lots: readonly Lot[], added: Decimal): Lot[] {
  const held = sum(lots.map((lot) => lot.units));
  const after = held.plus(added);
  if (held.isZero() || after.lte(0)) throw unitsExceed(held, added.abs());
  const units = allocate(
    after,
    lots.map((lot) => lot.units),
    UNIT_PLACES,
  );
  return joinEmpty(lots.map((lot, i) => ({ ...lot, units: units[i] ?? lot.units })));
}

/** A lot that a reverse split rounded to nothing leaves its cost to the largest lot. */
function joinEmpty(lots: Lot[]): Lot[] {
  const empty = lots.filter((lot) => lot.units.isZero());
  if (empty.length === 0) return lots;
  const largest = lots.reduce((a, b) => (b.units.gt(a.units) ? b : a));
  return lots
    .filter((lot) => !lot.units.isZero())
    .map((lot) =>
      lot === largest
        ? {
            ...lot,
            cost: lot.cost.plus(sum(empty.map((e) => e.cost))),
            disallowedLoss: lot.disallowedLoss.plus(sum(empty.map((e) => e.disallowedLoss))),
          }
        : lot,
    );
}

export interface CapitalReturned {
  readonly lots: Lot[];
  /** Per lot, what exceeds its cost and is gain; lots without excess are left out. */
  readonly excess: readonly { readonly lot: Lot; readonly amount: Decimal }[];
}

/**
 * Lowers cost by a return of capital, in proportion to units; what exceeds a lot's cost is gain.
 *
 * @param amount > 0, of all `lots` together
 * @returns cost lowered plus excess is `amount`
 * @see 26 U.S.C. 301(c)(2) and (3); IRS Publication 550, Nondividend Distributions
 */
export function returnCapital(lots: readonly Lot[], amount: Decimal): CapitalReturned {
  const shares = allocate(
    amount,
    lots.map((lot) => lot.units),
    COST_PLACES,
  );
  const excess: { lot: Lot; amount: Decimal }[] = [];
  const lowered = lots.map((lot, i) => {
    const share = shares[i] ?? new Decimal(0);
    if (share.gt(lot.cost)) excess.push({ lot, amount: share.minus(lot.cost) });
    const cost = Decimal.max(0, lot.cost.minus(share));
    return { ...lot, cost, disallowedLoss: Decimal.min(lot.disallowedLoss, cost) };
  });
  return { lots: lowered, excess };
}
