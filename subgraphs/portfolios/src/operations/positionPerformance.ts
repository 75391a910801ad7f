import { setImmediate } from "node:timers/promises";
import { requireHousehold } from "@wealthgraph/chassis/viewer";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { viewerScope } from "./access.js";
import { earliestDay } from "./confirmImport.js";
import { dailyValues } from "./dailyValues.js";
import { type PerformanceFigures, performanceFigures, requireRange } from "./performance.js";
import { type DayRange, performancePeriod } from "./performancePeriod.js";
import type { PartsPorts } from "./portfolioParts.js";
import { type PerformanceDay, SNAPSHOT_CALCULATION, type StoredPosition } from "./ports.js";
import { inAccountCurrency, ledgerAccounts, replayOptionsFor } from "./saveHoldings.js";
import { lastFinalDay, pricesOf } from "./takeSnapshots.js";

const ASSUMPTIONS = [
  "A purchase is money that comes in, a sale, a dividend or another payment is money that goes out.",
  "Inflows count from the start of their day, outflows until its end.",
  "Money-weighted is XIRR with a year of 365 days; it starts with the value on the eve of the first day.",
  "Returns are annualized above 365 days only, with a year of 365 days.",
  "The position is valued at unadjusted closes times the units of that day, foreign ones at the day's rate.",
];
const DAYS_AT_ONCE = 100;

/**
 * Returns of one position as if it were all there is: calculated from its own transactions and prices,
 * nothing stored.
 *
 * @throws {Refusal} BAD_INPUT when `from` is after `to`
 */
export async function positionPerformance(
  { work, market, viewer, now }: PartsPorts,
  position: Pick<StoredPosition, "accountId" | "instrumentId" | "householdId">,
  range: DayRange,
): Promise<PerformanceFigures> {
  const { accountId, instrumentId, householdId } = position;
  requireHousehold(viewer, householdId, "read");
  requireRange(range);
  const { accounts, all, lotMethods } = await work.within(viewerScope(viewer), async (unit) => ({
    accounts: await unit.accounts.ofHouseholds([householdId]),
    all: await unit.ledger.ofHousehold(householdId),
    lotMethods: await unit.lotMethods.ofHousehold(householdId),
  }));
  const transactions = all.filter(
    (one) => one.accountId === accountId && one.instrumentId === instrumentId,
  );
  const last = lastFinalDay(now);
  const to = range.to < last ? range.to : last;
  // from its first day: what was paid on a day is the change of the cash since the day before
  const from = earliestDay(transactions) ?? range.from;
  const days = dailyValues({
    accounts: ledgerAccounts(accounts),
    transactions: transactions.map(inAccountCurrency),
    options: replayOptionsFor(transactions, lotMethods),
    prices: await pricesOf(market, { householdId, transactions, from }, to),
    from,
    to,
  });
  const stored: PerformanceDay[] = [];
  let cashBefore = ZERO;
  for (const { day, value, cash, inflow, outflow, fees, isEstimated } of days) {
    const paid = cashBefore.minus(cash);
    cashBefore = cash;
    stored.push({
      day,
      value: value.minus(cash),
      inflow: sum([inflow, Decimal.max(paid, 0)]),
      outflow: sum([outflow, Decimal.max(paid.negated(), 0)]),
      fees,
      isEstimated,
      calculationVersion: SNAPSHOT_CALCULATION,
    });
    if (stored.length % DAYS_AT_ONCE === 0) await setImmediate();
  }
  return performanceFigures(performancePeriod(stored, range), ASSUMPTIONS);
}
