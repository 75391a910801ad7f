import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { addMonths, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import {
  grossDividends,
  incomeBy,
  type IncomeEntry,
  type IncomeTotals,
  incomeTotals,
  yieldOn,
} from "../domain/performance/income.js";
import { viewerScope } from "./access.js";
import { requireRange } from "./performance.js";
import type { DayRange } from "./performancePeriod.js";
import type { StoredPosition, StoredTransaction, Work } from "./ports.js";
import { inAccountCurrency } from "./saveHoldings.js";

export interface InstrumentIncome extends IncomeTotals {
  /** null for income of no security. */
  readonly instrumentId: string | null;
  readonly trailingDividends: Decimal;
  readonly yieldOnCost: number | null;
}

export interface MonthIncome extends IncomeTotals {
  /** First day of the month. */
  readonly month: CalendarDate;
}

/** Income of a household, in USD. */
export interface IncomeFigures extends IncomeTotals {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly byInstrument: readonly InstrumentIncome[];
  readonly byMonth: readonly MonthIncome[];
  /** Gross dividends of the twelve months until `to`, of what is held now. */
  readonly trailingDividends: Decimal;
  readonly yieldOnCost: number | null;
  readonly assumptions: readonly string[];
}

const ASSUMPTIONS = [
  "Income counts on the day its broker booked it; capital gain distributions count as dividends.",
  "Gross is before withholding and fees; net is what reached the account.",
  "Yield on cost is the gross dividends of the twelve months until the last day, of instruments held now, by the adjusted cost of all lots held now.",
  "Amounts in foreign currency are in USD at the rate of their trade date.",
];

/** @throws {Refusal} BAD_INPUT when `from` is after `to` */
export async function portfolioIncome(
  work: Work,
  viewer: Viewer,
  householdId: string,
  range: DayRange,
): Promise<IncomeFigures> {
  requireHousehold(viewer, householdId, "read");
  requireRange(range);
  const yearBefore = addMonths(range.to, -12);
  const first = range.from < yearBefore ? range.from : yearBefore;
  const read = await work.within(viewerScope(viewer), async (unit) => ({
    transactions: await unit.ledger.incomeOf(householdId, first, range.to),
    positions: await unit.holdings.positionsOfHouseholds([householdId], null),
  }));
  return incomeFigures(read.transactions.map(entryOf), read.positions, range);
}

function incomeFigures(
  entries: readonly IncomeEntry[],
  positions: readonly StoredPosition[],
  { from, to }: DayRange,
): IncomeFigures {
  const inRange = entries.filter(({ date }) => date >= from);
  const costs = new Map<string, Decimal>();
  for (const { instrumentId, cost } of positions) {
    costs.set(instrumentId, (costs.get(instrumentId) ?? ZERO).plus(cost.amount));
  }
  const trailing = trailingByInstrument(entries, addMonths(to, -12), to);
  const ofHeld = sum([...costs.keys()].map((id) => trailing.get(id) ?? ZERO));
  const months = incomeBy(inRange, ({ date }) => `${date.slice(0, 7)}-01` as CalendarDate);
  const instruments = incomeBy(inRange, ({ instrumentId }) => instrumentId);
  return {
    from,
    to,
    ...incomeTotals(inRange),
    byInstrument: [...instruments].map(([instrumentId, totals]) => {
      const trailingDividends = trailing.get(instrumentId) ?? ZERO;
      const cost = instrumentId === null ? ZERO : (costs.get(instrumentId) ?? ZERO);
      return {
        ...totals,
        instrumentId,
        trailingDividends,
        yieldOnCost: yieldOn(cost, trailingDividends),
      };
    }),
    byMonth: [...months].map(([month, totals]) => ({ ...totals, month })),
    trailingDividends: ofHeld,
    yieldOnCost: yieldOn(sum(costs.values()), ofHeld),
    assumptions: ASSUMPTIONS,
  };
}

function trailingByInstrument(
  entries: readonly IncomeEntry[],
  after: CalendarDate,
  to: CalendarDate,
): Map<string | null, Decimal> {
  const grouped = Map.groupBy(entries, ({ instrumentId }) => instrumentId);
  return new Map([...grouped].map(([id, own]) => [id, grossDividends(own, after, to)]));
}

function entryOf(stored: StoredTransaction): IncomeEntry {
  const { tradeDate, kind, instrumentId, amount, fees } = inAccountCurrency(stored);
  // the store gives these kinds only
  return { date: tradeDate, kind: kind as IncomeEntry["kind"], instrumentId, amount, fees };
}
