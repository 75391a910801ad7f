import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import type { ExportRequest } from "./exportRequest.js";
import type { Scope, Unit, Work } from "./ports.js";
import { requireCurrentDisposals } from "./realizedTotals.js";
import { inAccountCurrency } from "./saveHoldings.js";

export const STATEMENT_COLUMNS = ["line", "amount", "currency", "note"];

/** What a household's value did in a range of days, USD: the lines from opening to closing add up. */
export interface Statement {
  readonly openingDay: CalendarDate | null;
  readonly closingDay: CalendarDate | null;
  readonly opening: Decimal;
  readonly inflow: Decimal;
  readonly outflow: Decimal; // <= 0
  readonly income: Decimal; // after withholding
  readonly realizedGain: Decimal; // proceeds less cost, before the wash-sale rule
  readonly unrealizedAndOther: Decimal; // change of unrealised gain, less fees that are no part of a trade
  readonly closing: Decimal;
  readonly fees: Decimal; // of which fees and commissions, in the lines above
  readonly isEstimated: boolean;
}

/** @returns null when no day of the range has a value */
export async function statementOf(unit: Unit, request: ExportRequest): Promise<Statement | null> {
  const { householdId, from, to } = request;
  await requireCurrentDisposals(unit, [householdId]);
  const days = await unit.snapshots.performanceOfHousehold(householdId, from, to);
  const within = days.filter(({ day }) => day >= from);
  const last = within.at(-1);
  if (!last) return null;
  const before = days.find(({ day }) => day < from) ?? null;
  const opening = before?.value ?? sum([]);
  const inflow = sum(within.map((d) => d.inflow));
  const outflow = sum(within.map((d) => d.outflow)).negated();
  const income = sum(
    (await unit.ledger.incomeOf(householdId, from, last.day)).map(
      (t) => inAccountCurrency(t).amount,
    ),
  );
  const range = { from, to: last.day };
  const sums = await unit.disposals.totals(householdId, range);
  const realizedGain = sum(sums.map(({ proceeds, cost }) => proceeds.minus(cost)));
  const named = opening.plus(inflow).plus(outflow).plus(income).plus(realizedGain);
  return {
    openingDay: before?.day ?? null,
    closingDay: last.day,
    opening,
    inflow,
    outflow,
    income,
    realizedGain,
    unrealizedAndOther: last.value.minus(named),
    closing: last.value,
    fees: sum(within.map((d) => d.fees)),
    isEstimated: within.some((d) => d.isEstimated),
  };
}

/** A statement as records: each line with its amount; without values, one record that says so. */
export async function* statementRows(
  work: Work,
  scope: Scope,
  request: ExportRequest,
): AsyncGenerator<readonly (string | null)[]> {
  const made = await work.within(scope, (unit) => statementOf(unit, request));
  if (!made) {
    yield ["NO_VALUES", null, "USD", "no day of the range has a value yet"];
    return;
  }
  const line = (name: string, amount: Decimal, note: string | null = null) => [
    name,
    amount.toFixed(),
    "USD",
    note,
  ];
  yield line("OPENING_VALUE", made.opening, made.openingDay);
  yield line("INFLOW", made.inflow);
  yield line("OUTFLOW", made.outflow);
  yield line("INCOME", made.income, "after withholding");
  yield line("REALIZED_GAIN", made.realizedGain, "before the wash-sale rule");
  yield line("UNREALIZED_AND_OTHER", made.unrealizedAndOther, "after fees");
  yield line("CLOSING_VALUE", made.closing, made.closingDay);
  yield line("OF_WHICH_FEES", made.fees, "part of the lines above");
  if (made.isEstimated) yield ["NOTE", null, null, "a day was valued at a last trade price"];
}
