import { type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { invariant } from "@wealthgraph/kernel/refusal";
import { type CorporateAction, type CorporateActionKind } from "../domain/corporateAction.js";
import type { DailyBar } from "../domain/priceBars.js";
import type { Reconciliation } from "../domain/reconciliation.js";

/** One row of market_data.daily_bar. */
export interface BarRow {
  readonly date: CalendarDate;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

export function toBar(row: BarRow): DailyBar {
  return {
    date: row.date,
    open: new Decimal(row.open),
    high: new Decimal(row.high),
    low: new Decimal(row.low),
    close: new Decimal(row.close),
    volume: new Decimal(row.volume),
  };
}

/** One row of market_data.corporate_action. */
export interface ActionRow {
  readonly instrument_id: string;
  readonly kind: CorporateActionKind;
  readonly ex_date: CalendarDate;
  readonly ratio: string | null;
  readonly amount: string | null;
  readonly related_symbol: string | null;
}

export function toAction(row: ActionRow): CorporateAction {
  const { kind, ex_date: exDate, related_symbol: related } = row;
  const figure = (text: string | null) => {
    invariant(text !== null, `a stored ${kind} has its figures`);
    return new Decimal(text);
  };
  switch (kind) {
    case "SPLIT":
    case "STOCK_DIVIDEND":
      return { kind, exDate, ratio: figure(row.ratio) };
    case "CASH_DIVIDEND":
    case "SPECIAL_DIVIDEND":
      return { kind, exDate, amount: figure(row.amount), referenceClose: null };
    case "CASH_IN_LIEU":
      return { kind, exDate, amount: figure(row.amount) };
    case "SPIN_OFF": {
      invariant(related, "a stored spin-off has a child");
      const [ratio, amount] = [figure(row.ratio), figure(row.amount)];
      return { kind, exDate, ratio, amount, related, referenceClose: null };
    }
    case "MERGER":
      return { kind, exDate, ratio: figure(row.ratio), amount: figure(row.amount), related };
  }
}

/** Kind, ex-date, ratio, amount, related symbol: columns of a row. */
export function actionValues(action: CorporateAction): (string | null)[] {
  return [
    action.kind,
    action.exDate,
    "ratio" in action ? action.ratio.toFixed() : null,
    "amount" in action ? action.amount.toFixed() : null,
    "related" in action ? action.related : null,
  ];
}

/** Equal for two actions that say the same. */
export function actionIdentity(action: CorporateAction): string {
  return actionValues(action).join("|");
}

/** One row of market_data.reconciliation. */
export interface ReconciliationRow {
  readonly instrument_id: string;
  readonly source: string;
  readonly from_date: CalendarDate;
  readonly to_date: CalendarDate;
  readonly days: number;
  readonly max_difference: string;
  readonly worst_on: CalendarDate;
  readonly is_reconciled: boolean;
}

export function toReconciliation(row: ReconciliationRow): Reconciliation {
  return {
    source: row.source,
    from: row.from_date,
    to: row.to_date,
    days: row.days,
    maxDifference: new Decimal(row.max_difference),
    worstOn: row.worst_on,
    isReconciled: row.is_reconciled,
  };
}
