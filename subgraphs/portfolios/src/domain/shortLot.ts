import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import { UNIT_PLACES, shareOf } from "./lot.js";

/** Units sold short together, as far as they are not covered. */
export interface ShortLot {
  /** Stable name; unique in the household, among lots too. */
  readonly key: string;
  readonly accountId: string;
  readonly instrumentId: string;
  /** The transaction that sold them; kept when the lot is split. */
  readonly shortId: string;
  readonly openedOn: CalendarDate;
  /** Order of opening: breaks ties of one day. */
  readonly sequence: number;
  readonly units: Decimal; // always > 0
  /** Of the whole lot, after fees, less losses that a wash sale put off. */
  readonly proceeds: Decimal;
  /** Loss that a wash sale took off the proceeds. */
  readonly disallowedLoss: Decimal;
  readonly currency: Currency;
  /** Units of the same security that were held for more than a year on that day: a loss on as many is long-term. */
  readonly longHeldUnits: Decimal;
  /** Units to which the rule that restarts a holding period can still apply. */
  readonly restartUnits: Decimal;
  /** True when it replaced a short that was covered at a loss. */
  readonly isReplacement: boolean;
}

/**
 * Divides a short lot; proceeds leave in proportion to units, rounded down, so that the remainder
 * stays. Units long held on the day of the short sale count for what is covered first.
 *
 * @param units 0 < units ≤ the lot's
 */
export function divideShort(
  lot: ShortLot,
  units: Decimal,
): { taken: ShortLot; rest: ShortLot | null } {
  if (units.eq(lot.units)) return { taken: lot, rest: null };
  const proceeds = shareOf(lot.proceeds, units, lot.units);
  const disallowedLoss = shareOf(lot.disallowedLoss, units, lot.units);
  const longHeldUnits = Decimal.min(units, lot.longHeldUnits);
  const restartUnits = Decimal.min(units, lot.restartUnits);
  return {
    taken: { ...lot, units, proceeds, disallowedLoss, longHeldUnits, restartUnits },
    rest: {
      ...lot,
      units: lot.units.minus(units),
      proceeds: lot.proceeds.minus(proceeds),
      disallowedLoss: lot.disallowedLoss.minus(disallowedLoss),
      longHeldUnits: lot.longHeldUnits.minus(longHeldUnits),
      restartUnits: lot.restartUnits.minus(restartUnits),
    },
  };
}

/**
 * A short lot after a split; what it owes is the same share of the company.
 *
 * @param factor new units for one old unit, > 0
 */
export function splitShort(lot: ShortLot, factor: Decimal): ShortLot {
  const times = (units: Decimal) => units.times(factor).toDecimalPlaces(UNIT_PLACES);
  return {
    ...lot,
    units: times(lot.units),
    longHeldUnits: times(lot.longHeldUnits),
    restartUnits: times(lot.restartUnits),
  };
}
