import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { allocate } from "@wealthgraph/kernel/money";
import { COST_PLACES, type Lot, UNIT_PLACES, unitsExceed } from "./lot.js";

/** What a corporate action gives in another security. */
export interface Received {
  readonly instrumentId: string;
  /** > 0, of all lots together. */
  readonly units: Decimal;
}

export interface SpunOff {
  /** The lots of the parent, with what is left of their cost. */
  readonly parents: readonly Lot[];
  /** One lot of the new company for each of the parent's, with its dates; keys are still the parents'. */
  readonly children: readonly Lot[];
}

/**
 * Shares the cost of every lot with the shares of a company that was spun off: by relative market
 * value, which the parent publishes (Form 8937). Holding periods carry over; nothing is realized.
 *
 * @param basisShare of the cost that goes to the new shares, between 0 and 1
 * @returns costs of `parents` and `children` sum to those of `lots`
 * @throws {Refusal} UNITS_EXCEED_POSITION when nothing is held
 * @see 26 U.S.C. 355, 358(b), 1223(1); Treas. Reg. 1.358-2
 */
export function spinOff(lots: readonly Lot[], received: Received, basisShare: Decimal): SpunOff {
  const units = sharesOf(lots, received.units);
  const part = (amount: Decimal) =>
    amount.times(basisShare).toDecimalPlaces(COST_PLACES, Decimal.ROUND_FLOOR);
  const children = lots.map((lot, i) => ({
    ...lot,
    instrumentId: received.instrumentId,
    units: units[i] ?? ZERO,
    cost: part(lot.cost),
    disallowedLoss: part(lot.disallowedLoss),
    isPurchase: false,
  }));
  const parents = lots.map((lot, i) => ({
    ...lot,
    cost: lot.cost.minus(children[i]?.cost ?? ZERO),
    disallowedLoss: lot.disallowedLoss.minus(children[i]?.disallowedLoss ?? ZERO),
  }));
  return { parents, children };
}

export interface Exchanged {
  /** The same lots as units of the security received; keys, dates and purchases stay. */
  readonly lots: readonly Lot[];
  /** Per lot, its share of the cash and the gain in it, ≥ 0; lots without gain are left out. */
  readonly gains: readonly { readonly lot: Lot; readonly cash: Decimal; readonly gain: Decimal }[];
}

/**
 * Exchanges lots in a reorganisation: cost and holding period carry over. Of cash beside the shares,
 * each lot's gain is taxed up to the cash, a loss is not recognised, and cost goes down by the cash
 * and up by the gain.
 *
 * @param cash ≥ 0, shared by units
 * @param price market value of a unit received; needed when there is cash
 * @returns costs of `lots` are those before, less `cash`, plus the gains
 * @throws {Refusal} UNITS_EXCEED_POSITION when nothing is held
 * @see 26 U.S.C. 354, 356(a)(1), 356(c), 358(a)(1), 1223(1)
 */
export function exchange(
  lots: readonly Lot[],
  received: Received,
  { cash, price }: { readonly cash: Decimal; readonly price: Decimal },
): Exchanged {
  const units = sharesOf(lots, received.units);
  const cashes = cash.isZero()
    ? lots.map(() => ZERO)
    : allocate(
        cash,
        lots.map((lot) => lot.units),
        COST_PLACES,
      );
  const gains: { lot: Lot; cash: Decimal; gain: Decimal }[] = [];
  const exchanged = lots.map((lot, i) => {
    const own = cashes[i] ?? ZERO;
    const newUnits = units[i] ?? ZERO;
    const realized = newUnits.times(price).plus(own).minus(lot.cost);
    const taxed = Decimal.min(own, realized).toDecimalPlaces(COST_PLACES, Decimal.ROUND_FLOOR);
    // cash above the cost of a lot is gain whatever the shares are worth
    const gain = Decimal.max(taxed, own.minus(lot.cost), ZERO);
    if (gain.gt(0)) gains.push({ lot, cash: own, gain });
    const cost = lot.cost.minus(own).plus(gain);
    return {
      ...lot,
      instrumentId: received.instrumentId,
      units: newUnits,
      cost,
      disallowedLoss: Decimal.min(lot.disallowedLoss, cost),
    };
  });
  return { lots: exchanged, gains };
}

function sharesOf(lots: readonly Lot[], units: Decimal): Decimal[] {
  if (lots.length === 0) throw unitsExceed(ZERO, units);
  return allocate(
    units,
    lots.map((lot) => lot.units),
    UNIT_PLACES,
  );
}

/** Units of all lots. */
export function unitsHeld(lots: readonly Lot[]): Decimal {
  return sum(lots.map((lot) => lot.units));
}
