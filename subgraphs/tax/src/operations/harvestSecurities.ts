import {
  addDays,
  addYears,
  type CalendarDate,
  daysBetween,
} from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { isListedIdentical } from "../domain/harvesting/identicalSecurities.js";
import {
  type HeldSecurity,
  type HouseholdPosition,
  hasWashSales,
} from "../domain/harvesting/householdLot.js";
import { doNotBuyBefore, WASH_SALE_DAYS } from "../domain/harvesting/washSaleForecast.js";
import type { PricedHarvestPlan } from "./harvestPlan.js";

/** A purchase of the window before the sale, or one of a security that our list puts with it. */
export interface LedgerPurchase {
  readonly position: HouseholdPosition;
  readonly lotId: string;
  readonly purchasedOn: CalendarDate;
  readonly units: Decimal;
  readonly isListedOnly: boolean; // another security, which our list calls substantially identical
  readonly isSold: boolean; // proposed for sale itself: then it replaces nothing
  readonly isPermanent: boolean; // in a sheltered account: the loss would be lost for good
  readonly disallowed: Decimal; // of the proposed sales' losses, USD
}

/** A position whose dividends bought more of the security in the last year. */
export interface ComingReinvestment {
  readonly position: HouseholdPosition;
  readonly lastOn: CalendarDate;
  readonly expectedOn: CalendarDate | null; // by the usual distance of two; null after a single one
  readonly isPermanent: boolean;
}

/** A security of which lots are proposed for sale. */
export interface HarvestSecurity {
  readonly source: PricedHarvestPlan;
  readonly security: HeldSecurity;
  readonly loss: Decimal; // of its proposed sales, USD, > 0
  readonly lots: number;
  readonly doNotBuyBefore: CalendarDate | null; // null: no wash sales of such property
  readonly purchases: readonly LedgerPurchase[];
  readonly reinvestments: readonly ComingReinvestment[];
}

/** The securities of the proposed sales, the largest loss first, each with its wash-sale ledger. */
export function harvestSecurities(source: PricedHarvestPlan): readonly HarvestSecurity[] {
  const proposed = source.plan.candidates.filter(({ place }) => place !== null);
  const bySecurity = Map.groupBy(proposed, ({ priced }) => priced.lot.security.instrumentId);
  const sold = new Set(proposed.map(({ priced }) => priced.lot.id));
  const disallowed = new Map<string, Decimal>();
  for (const { replacement, disallowed: part } of source.plan.replacements)
    disallowed.set(replacement.id, (disallowed.get(replacement.id) ?? ZERO).plus(part));
  const recent = recentPurchases(source, { sold, disallowed });
  return [...bySecurity.values()]
    .flatMap((lots) => {
      const security = lots[0]?.priced.lot.security;
      if (!security) return [];
      const washes = hasWashSales(security);
      const isAlike = ({ position }: { readonly position: HouseholdPosition }) =>
        washes && isListedIdentical(position.security.symbol, security.symbol);
      return [
        {
          source,
          security,
          loss: lots.reduce((total, { priced }) => total.minus(priced.gain), ZERO),
          lots: lots.length,
          doNotBuyBefore: washes ? doNotBuyBefore(source.plan.asOf) : null,
          purchases: recent.filter(isAlike).map((purchase) => ({
            ...purchase,
            isListedOnly: purchase.position.security.instrumentId !== security.instrumentId,
          })),
          reinvestments: source.positions
            .filter((position) => isAlike({ position }))
            .flatMap((position) => comingReinvestment(position) ?? []),
        },
      ];
    })
    .sort((a, b) => b.loss.comparedTo(a.loss));
}

function recentPurchases(
  { positions, plan }: PricedHarvestPlan,
  known: { readonly sold: ReadonlySet<string>; readonly disallowed: ReadonlyMap<string, Decimal> },
): LedgerPurchase[] {
  const from = addDays(plan.asOf, -WASH_SALE_DAYS);
  return positions.flatMap((position) =>
    position.account.kind === "CUSTODIAL"
      ? []
      : position.lots.flatMap(({ id, purchasedOn, units, canReplace }) =>
          canReplace && purchasedOn !== null && purchasedOn >= from && purchasedOn <= plan.asOf
            ? [
                {
                  position,
                  lotId: id,
                  purchasedOn,
                  units,
                  isListedOnly: false,
                  isSold: known.sold.has(id),
                  isPermanent: position.account.taxTreatment !== "TAXABLE",
                  disallowed: known.disallowed.get(id) ?? ZERO,
                },
              ]
            : [],
        ),
  );
}

function comingReinvestment(position: HouseholdPosition): ComingReinvestment | null {
  const days = position.reinvestedOn;
  const lastOn = days.at(-1);
  if (!lastOn) return null;
  const gaps = days
    .slice(1)
    .map((day, i) => daysBetween(days[i] ?? day, day))
    .sort((a, b) => a - b);
  const usual = gaps[Math.floor((gaps.length - 1) / 2)];
  return {
    position,
    lastOn,
    expectedOn: usual === undefined ? null : addDays(lastOn, usual),
    isPermanent: position.account.taxTreatment !== "TAXABLE",
  };
}

/** The year of daily prices that correlations look at. */
export const correlationRange = (asOf: CalendarDate) => ({ from: addYears(asOf, -1), to: asOf });
