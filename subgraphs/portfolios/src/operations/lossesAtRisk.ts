import { addDays, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { isSheltered } from "../domain/account.js";
import { WASH_SALE_DAYS } from "../domain/washSale.js";
import type { StoredDisposal } from "./disposalPorts.js";

/** A loss that a purchase would still wash. */
export interface LossAtRisk {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly soldOn: CalendarDate;
  readonly loss: Decimal; // not disallowed yet, > 0; in the account's currency
  readonly until: CalendarDate;
}

/**
 * Thirty days after a loss of a security in a taxable account that is not wholly disallowed yet:
 * the last day on which a purchase can disallow more of it. Null when there is nothing to disallow.
 */
export function washSaleUntil(disposal: StoredDisposal): CalendarDate | null {
  const { gain, disallowedLoss, assetClass, accountKind, disposedOn } = disposal;
  const isOpen = gain.plus(disallowedLoss).lt(0);
  if (!isOpen || assetClass === "CRYPTO" || isSheltered(accountKind)) return null;
  return addDays(disposedOn, WASH_SALE_DAYS);
}

/** First day whose losses can still be washed on `today`. */
export const riskFrom = (today: CalendarDate): CalendarDate => addDays(today, -WASH_SALE_DAYS);

/** @param disposals of the 30 days before today; a child's account is its own taxpayer and is left out */
export function lossesAtRisk(disposals: readonly StoredDisposal[]): readonly LossAtRisk[] {
  return disposals.flatMap((disposal) => {
    const until = washSaleUntil(disposal);
    if (until === null || disposal.accountKind === "CUSTODIAL") return [];
    return [
      {
        accountId: disposal.accountId,
        instrumentId: disposal.instrumentId,
        symbol: disposal.symbol,
        soldOn: disposal.disposedOn,
        loss: disposal.gain.plus(disposal.disallowedLoss).negated(),
        until,
      },
    ];
  });
}
