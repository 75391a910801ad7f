import { type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { type LedgerAccount, isIra, isSheltered, washSaleTaxpayer } from "./account.js";
import { type Lot, inFifoOrder } from "./lot.js";
import { canReplace, washSaleWindow } from "./washSale.js";

/** A purchase that would wash the sale of a lot. */
export interface WashSaleAcquisition {
  readonly accountId: string;
  readonly tradeDate: CalendarDate;
  /** Units that are free to replace others. */
  readonly units: Decimal;
  readonly isIra: boolean;
}

/** What the wash-sale rule would do to a sale of a whole lot at a loss. */
export interface WashSaleRisk {
  readonly conflict: boolean;
  /** Units of the lot whose loss would be disallowed: between 0 and all of them. */
  readonly replacementUnits: Decimal;
  /** True when part of the loss would be gone for good: a replacement sits in a sheltered account. */
  readonly permanent: boolean;
  /** Last day on which a purchase washes a sale on `asOf`. */
  readonly atRiskUntil: CalendarDate;
  /** Purchases that would replace units of the lot, earliest first. */
  readonly acquisitions: readonly WashSaleAcquisition[];
}

export interface WashSaleSurroundings {
  /** All open lots of the lot's security in the household; the lot may be among them. */
  readonly openLots: readonly Lot[];
  readonly accounts: ReadonlyMap<string, LedgerAccount>;
  /** Trade date of the sale that is thought of. */
  readonly asOf: CalendarDate;
  /** True for property that is neither stock nor security. */
  readonly isExempt?: boolean;
}

/**
 * Looks ahead: what if `lot` were sold at a loss on `asOf`. The same rules as the replay's, so that
 * the warning and the later booking agree. In a sheltered account there is no loss to lose.
 *
 * @see IRS Publication 550, Wash Sales; Rev. Rul. 2008-5
 */
export function washSaleRisk(lot: Lot, surroundings: WashSaleSurroundings): WashSaleRisk {
  const { openLots, accounts, asOf, isExempt = false } = surroundings;
  const window = washSaleWindow(asOf);
  const account = accounts.get(lot.accountId);
  const isTaxable = account !== undefined && !isSheltered(account.kind) && !isExempt;
  const candidates = isTaxable
    ? openLots.filter((other) => {
        const otherAccount = accounts.get(other.accountId);
        return (
          otherAccount !== undefined &&
          other.instrumentId === lot.instrumentId &&
          other.purchasedOn >= window.from &&
          other.purchasedOn <= asOf &&
          washSaleTaxpayer(otherAccount) === washSaleTaxpayer(account) &&
          canReplace(other, lot.purchaseId)
        );
      })
    : [];
  const replacing = firstUnits(candidates.toSorted(inFifoOrder), lot.units);
  const kindOf = (other: Lot) => accounts.get(other.accountId)?.kind ?? "TAXABLE";
  return {
    conflict: replacing.length > 0,
    replacementUnits: Decimal.min(lot.units, sum(replacing.map((other) => other.units))),
    permanent: replacing.some((other) => isSheltered(kindOf(other))),
    atRiskUntil: window.until,
    acquisitions: replacing.map((other) => ({
      accountId: other.accountId,
      tradeDate: other.purchasedOn,
      units: other.units,
      isIra: isIra(kindOf(other)),
    })),
  };
}

/** The first lots that together hold `units`; all when they hold fewer. */
function firstUnits(lots: readonly Lot[], units: Decimal): Lot[] {
  const first: Lot[] = [];
  let left = units;
  for (const lot of lots) {
    if (left.lte(0)) break;
    first.push(lot);
    left = left.minus(lot.units);
  }
  return first;
}
