import { addDays, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { PricedHarvestPlan } from "./harvestPlan.js";
import { harvestSecurities } from "./harvestSecurities.js";

/** A security that a purchase of would wash a loss. */
export interface DoNotBuy {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly before: CalendarDate; // first harmless day
  readonly loss: Decimal; // USD, > 0
  readonly isProposed: boolean; // false: only sold lately
}

/** What the household should not buy: what it sold at a loss lately, and what the plan would sell. */
export function doNotBuy(plan: PricedHarvestPlan): readonly DoNotBuy[] {
  const lately = plan.lossesAtRisk.map(({ instrumentId, symbol, loss, until }) => ({
    instrumentId,
    symbol,
    loss,
    before: addDays(until, 1),
    isProposed: false,
  }));
  const proposed = harvestSecurities(plan).flatMap(({ security, loss, doNotBuyBefore }) =>
    doNotBuyBefore === null
      ? []
      : [
          {
            instrumentId: security.instrumentId,
            symbol: security.symbol,
            loss,
            before: doNotBuyBefore,
            isProposed: true,
          },
        ],
  );
  const all = new Map<string, DoNotBuy>();
  for (const one of [...lately, ...proposed]) {
    const known = all.get(one.instrumentId);
    all.set(one.instrumentId, known ? together(known, one) : one);
  }
  return [...all.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

const together = (a: DoNotBuy, b: DoNotBuy): DoNotBuy => ({
  ...a,
  before: a.before > b.before ? a.before : b.before,
  loss: a.loss.plus(b.loss),
  isProposed: a.isProposed || b.isProposed,
});
