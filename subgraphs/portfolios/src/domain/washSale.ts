import { type CalendarDate, addDays, daysBetween } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { COST_PLACES, type Lot, UNIT_PLACES, divideLot } from "./lot.js";

/** Days before and after a sale at a loss; with the day itself the window is 61 days. */
export const WASH_SALE_DAYS = 30;

/** Units bought that replace units sold at a loss. */
export interface WashSale {
  readonly instrumentId: string;
  readonly saleId: string;
  readonly saleAccountId: string;
  readonly soldOn: CalendarDate;
  readonly soldLotKey: string;
  readonly purchaseId: string;
  readonly replacementAccountId: string;
  readonly replacementLotKey: string;
  readonly replacedOn: CalendarDate;
  /** In units of the replacement. */
  readonly units: Decimal;
  /** > 0 unless the loss was too small to share; added to the replacement's cost unless permanent. */
  readonly disallowedLoss: Decimal;
  /** True when the replacement sits in a sheltered account: the loss is gone for good. */
  readonly isPermanent: boolean;
}

/** Units sold at a loss that no purchase has replaced yet. */
export interface OpenLoss {
  /** Index of the realized gain it belongs to. */
  readonly realized: number;
  readonly taxpayer: string;
  readonly saleId: string;
  readonly saleAccountId: string;
  readonly soldOn: CalendarDate;
  readonly soldLotKey: string;
  /** Purchase of the units sold: its own other units are no replacement. */
  readonly purchaseId: string;
  /** Days the units sold were held, those tacked before included. */
  readonly heldDays: number;
  /** As sold. */
  readonly saleUnits: Decimal;
  /** The same in units of today: splits after the sale change it. */
  readonly units: Decimal;
  /** > 0: loss of these units. */
  readonly loss: Decimal;
  /** Last day on which a purchase washes the sale. */
  readonly until: CalendarDate;
}

/** First and last day on which a purchase washes a sale at a loss on `soldOn`. */
export function washSaleWindow(soldOn: CalendarDate): { from: CalendarDate; until: CalendarDate } {
  return { from: addDays(soldOn, -WASH_SALE_DAYS), until: addDays(soldOn, WASH_SALE_DAYS) };
}

/**
 * Takes the loss of `units` out of an open loss; a share is rounded down, the remainder stays.
 *
 * @param units 0 < units ≤ `open.units`
 */
export function takeLoss(open: OpenLoss, units: Decimal) {
  if (units.eq(open.units)) return { loss: open.loss, saleUnits: open.saleUnits, left: null };
  const part = (amount: Decimal, places: number) =>
    amount.times(units).div(open.units).toDecimalPlaces(places, Decimal.ROUND_FLOOR);
  const loss = part(open.loss, COST_PLACES);
  const saleUnits = part(open.saleUnits, UNIT_PLACES);
  const left: OpenLoss = {
    ...open,
    units: open.units.minus(units),
    saleUnits: open.saleUnits.minus(saleUnits),
    loss: open.loss.minus(loss),
  };
  return { loss, saleUnits, left };
}

/** True when units of `lot` may replace units that came from the purchase `soldPurchaseId`. */
export function canReplace(lot: Lot, soldPurchaseId: string): boolean {
  return lot.isPurchase && !lot.isReplacement && lot.purchaseId !== soldPurchaseId;
}

/**
 * Makes units of a lot the replacement of units sold at a loss.
 *
 * The disallowed loss joins their cost and the days held join their holding period. A sheltered
 * replacement only loses its power to replace again: its cost stays as it is.
 *
 * @param lot `canReplace` holds; at least `match.units`
 * @param match `key` names the replacing part when the lot is divided
 * @returns the replacing part, and the rest of the lot under the lot's own key
 * @see 26 U.S.C. 1091(d), 1223(3); Treas. Reg. 1.1091-1, 1.1091-2; Rev. Rul. 2008-5
 */
export function replaceUnits(
  lot: Lot,
  match: {
    readonly units: Decimal;
    readonly loss: Decimal;
    readonly heldDays: number;
    readonly isPermanent: boolean;
    readonly key: () => string;
  },
): { replacement: Lot; rest: Lot | null } {
  const { taken, rest } = divideLot(lot, match.units);
  const part = { ...taken, key: rest ? match.key() : lot.key, isReplacement: true };
  if (match.isPermanent) return { replacement: part, rest };
  return {
    replacement: {
      ...part,
      cost: part.cost.plus(match.loss),
      disallowedLoss: part.disallowedLoss.plus(match.loss),
      acquiredOn: addDays(part.acquiredOn, -match.heldDays),
    },
    rest,
  };
}

/** Days from the start of the holding period to the sale. */
export function heldDaysOf(lot: Lot, soldOn: CalendarDate): number {
  return daysBetween(lot.acquiredOn, soldOn);
}
