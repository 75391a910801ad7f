import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { annualized } from "../domain/performance/annualize.js";
import { daysFrom } from "../domain/performance/dayNumber.js";
import { type Measure, onward } from "../domain/performance/measure.js";
import { modifiedDietz } from "../domain/performance/modifiedDietz.js";
import { moneyWeighted } from "../domain/performance/moneyWeighted.js";
import { beforeFees, type ReturnChain, timeWeighted } from "../domain/performance/timeWeighted.js";
import { viewerScope } from "./access.js";
import {
  type DayRange,
  performancePeriod,
  type PerformancePeriod,
  type PeriodMoney,
} from "./performancePeriod.js";
import { type Account, type PerformanceDay, SNAPSHOT_CALCULATION, type Work } from "./ports.js";

/** A return over the period, and the same as a yearly rate. */
export interface PeriodReturn {
  readonly value: Measure;
  readonly annualized: Measure;
}

/** Returns of a household or an account over a range of stored days. */
export interface PerformanceFigures {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly days: number;
  /** USD; null when no day is stored. */
  readonly money: PeriodMoney | null;
  readonly timeWeighted: PeriodReturn;
  readonly timeWeightedBeforeFees: PeriodReturn;
  readonly moneyWeighted: PeriodReturn;
  readonly roots: readonly number[];
  readonly modifiedDietz: PeriodReturn;
  readonly chains: readonly ReturnChain[];
  readonly dates: readonly CalendarDate[];
  readonly growth: readonly number[];
  readonly isEstimated: boolean;
  readonly calculationVersion: number;
  readonly assumptions: readonly string[];
}

const ASSUMPTIONS = [
  "Inflows count from the start of their day, outflows until its end.",
  "External flows are deposits, withdrawals and transfers in kind, the latter at the day's valuation.",
  "Before fees adds back all fees and commissions; taxes and withholding stay deducted.",
  "Money-weighted is XIRR with a year of 365 days; it starts with the value on the eve of the first day.",
  "Returns are annualized above 365 days only, with a year of 365 days.",
  "Holdings are valued at unadjusted closes times the units of that day, foreign ones at the day's rate.",
];

const HOUSEHOLD_ASSUMPTION =
  "A withdrawal and a deposit of the same amount in two own accounts on one day are one transfer, not flows.";
const ACCOUNT_ASSUMPTION = "Transfers between own accounts are external flows of each account.";

/** @throws {Refusal} BAD_INPUT when `from` is after `to` */
export async function portfolioPerformance(
  work: Work,
  viewer: Viewer,
  householdId: string,
  range: DayRange,
): Promise<PerformanceFigures> {
  requireHousehold(viewer, householdId, "read");
  requireRange(range);
  const stored = await work.within(viewerScope(viewer), (unit) =>
    unit.snapshots.performanceOfHousehold(householdId, range.from, range.to),
  );
  const assumptions = [...ASSUMPTIONS, HOUSEHOLD_ASSUMPTION];
  return performanceFigures(performancePeriod(stored, range), assumptions);
}

/**
 * @param daysOf loads the account's days of the range; several accounts share a statement
 * @throws {Refusal} BAD_INPUT when `from` is after `to`
 */
export async function accountPerformance(
  daysOf: (accountId: string, range: DayRange) => Promise<readonly PerformanceDay[]>,
  viewer: Viewer,
  account: Pick<Account, "id" | "householdId">,
  range: DayRange,
): Promise<PerformanceFigures> {
  requireHousehold(viewer, account.householdId, "read");
  requireRange(range);
  const stored = await daysOf(account.id, range);
  const assumptions = [...ASSUMPTIONS, ACCOUNT_ASSUMPTION];
  return performanceFigures(performancePeriod(stored, range), assumptions);
}

/** @throws {Refusal} BAD_INPUT when `from` is after `to` */
export function requireRange({ from, to }: DayRange): void {
  if (from > to) throw new Refusal("BAD_INPUT", `from ${from} is after to ${to}`, { from, to });
}

/** All returns of one period; estimates in doubles, money exact. */
export function performanceFigures(
  { valued, end, money, isEstimated, pending }: PerformancePeriod,
  assumptions: readonly string[],
): PerformanceFigures {
  const { start, opening, days } = valued;
  const length = daysFrom(start, end);
  const net = timeWeighted(opening, days);
  const ofMoney = moneyWeighted(valued);
  const withYear = (value: Measure): PeriodReturn => {
    const total = pending ?? value;
    return { value: total, annualized: onward(total, (rate) => annualized(rate, length)) };
  };
  return {
    from: start,
    to: end,
    days: length,
    money,
    timeWeighted: withYear(net.total),
    timeWeightedBeforeFees: withYear(timeWeighted(opening, beforeFees(days)).total),
    moneyWeighted: {
      value: pending ?? ofMoney.period,
      annualized: pending ?? ofMoney.annualRate,
    },
    roots: ofMoney.roots,
    modifiedDietz: withYear(modifiedDietz(valued)),
    chains: net.chains,
    dates: days.map(({ date }) => date),
    growth: net.growth,
    isEstimated,
    calculationVersion: SNAPSHOT_CALCULATION,
    assumptions,
  };
}
