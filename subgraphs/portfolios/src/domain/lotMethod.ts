import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { allocate } from "@wealthgraph/kernel/money";
import { Refusal, invariant } from "@wealthgraph/kernel/refusal";
import {
  COST_PLACES,
  type Disposed,
  type Lot,
  disposeFifo,
  divideLot,
  unitsExceed,
} from "./lot.js";

/** Which units leave first: oldest, newest, dearest, or oldest at the pooled cost. */
export const LOT_METHODS = ["FIFO", "LIFO", "HIFO", "AVERAGE"] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

/** Units that a sale takes out of the purchase it names (specific identification). */
export interface LotChoice {
  readonly purchaseId: string;
  readonly units: Decimal; // > 0
}

/** A standing instruction: sales from a day on follow it, until a later one. */
export interface LotMethodElection {
  readonly accountId: string;
  /** null for every instrument of the account that has no election of its own. */
  readonly instrumentId: string | null;
  readonly method: LotMethod;
  readonly from: CalendarDate;
}

/**
 * The method of a sale without an instruction of its own: the latest election for its instrument
 * that had begun, else the latest for its account, else FIFO.
 *
 * @param elections in the order in which they were made: of one day the later one counts
 */
export function electedMethod(
  elections: readonly LotMethodElection[],
  sale: { readonly accountId: string; readonly instrumentId: string; readonly on: CalendarDate },
): LotMethod {
  const latest = (instrumentId: string | null) =>
    elections
      .filter(
        (e) =>
          e.accountId === sale.accountId && e.instrumentId === instrumentId && e.from <= sale.on,
      )
      .reduce<LotMethodElection | null>((a, b) => (a === null || b.from >= a.from ? b : a), null);
  return (latest(sale.instrumentId) ?? latest(null))?.method ?? "FIFO";
}

/**
 * Takes `units` out of `lots` by a method.
 *
 * AVERAGE gives every unit the pooled cost before the oldest leave, so that the holding period is
 * that of FIFO.
 *
 * @param lots open lots of one security in one account, in FIFO order
 * @returns units and costs of `taken` and `open` sum to those of `lots`; `open` stays in FIFO order
 * @throws {Refusal} UNITS_EXCEED_POSITION when `lots` hold fewer units than asked
 * @see Treas. Reg. 1.1012-1(c) and (e); IRS Publication 550
 */
export function disposeLots(lots: readonly Lot[], units: Decimal, method: LotMethod): Disposed {
  switch (method) {
    case "FIFO":
      return disposeFifo(lots, units);
    case "LIFO":
      return takeInOrder(lots, lots.toReversed(), units);
    case "HIFO":
      return takeInOrder(lots, lots.toSorted(dearestFirst), units);
    case "AVERAGE":
      return disposeFifo(atAverageCost(lots), units);
  }
}

/**
 * Takes the named units: of each purchase, its oldest part first.
 *
 * @param choices sum to what is sold
 * @throws {Refusal} LOT_NOT_HELD when a purchase has fewer open units in the account than are named
 */
export function disposeChosen(lots: readonly Lot[], choices: readonly LotChoice[]): Disposed {
  const taken: Lot[] = [];
  let open: Lot[] = [...lots];
  for (const { purchaseId, units } of choices) {
    const own = open.filter((lot) => lot.purchaseId === purchaseId);
    const held = sum(own.map((lot) => lot.units));
    if (held.lt(units)) {
      throw new Refusal(
        "LOT_NOT_HELD",
        `the purchase has fewer open units on that day than are named (held: ${held.toString()}, named: ${units.toString()})`,
        { purchaseId, unitsHeld: held.toString(), unitsNamed: units.toString() },
      );
    }
    const part = takeInOrder(open, own, units);
    taken.push(...part.taken);
    open = part.open;
  }
  return { taken, open };
}

/** Higher cost per unit first, without dividing; of equal ones the older (the sort is stable). */
function dearestFirst(a: Lot, b: Lot): number {
  return b.cost.times(a.units).cmp(a.cost.times(b.units));
}

/** @param order of `lots`, the first to leave first */
function takeInOrder(lots: readonly Lot[], order: readonly Lot[], units: Decimal): Disposed {
  invariant(units.gt(0), "a disposal has a positive quantity");
  const rests = new Map<Lot, Lot | null>();
  const taken: Lot[] = [];
  let left = units;
  for (const lot of order) {
    if (left.isZero()) break;
    const parts = divideLot(lot, Decimal.min(left, lot.units));
    taken.push(parts.taken);
    rests.set(lot, parts.rest);
    left = left.minus(parts.taken.units);
  }
  if (!left.isZero()) throw unitsExceed(units.minus(left), units);
  const open = lots.flatMap((lot) => {
    const rest = rests.get(lot);
    return rest === undefined ? [lot] : rest === null ? [] : [rest];
  });
  return { taken, open };
}

/**
 * The lots at one cost per unit: what was paid for all of them, shared by units.
 *
 * @returns costs sum to those of `lots`
 */
export function atAverageCost(lots: readonly Lot[]): Lot[] {
  if (lots.length < 2) return [...lots];
  const units = lots.map((lot) => lot.units);
  const costs = allocate(sum(lots.map((lot) => lot.cost)), units, COST_PLACES);
  return lots.map((lot, i) => {
    const cost = costs[i] ?? lot.cost;
    return { ...lot, cost, disallowedLoss: Decimal.min(lot.disallowedLoss, cost) };
  });
}

/**
 * True where the law lets the cost be averaged: shares of a mutual fund, and shares of a dividend
 * reinvestment plan. A fund is known by its symbol: five letters that end in X (NASDAQ's mutual
 * fund quotation service).
 *
 * @see 26 U.S.C. 1012(c), (d); Treas. Reg. 1.1012-1(e)(1)
 */
export function mayAverage(security: {
  readonly symbol: string;
  readonly isReinvested: boolean;
}): boolean {
  return security.isReinvested || /^[A-Z]{4}X$/.test(security.symbol);
}
