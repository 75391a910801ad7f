import { date } from "@wealthgraph/kernel/calendarDate";
import { money } from "@wealthgraph/kernel/money";
import { invariant } from "@wealthgraph/kernel/refusal";
import { GOAL_KINDS, type Goal, type GoalDraft } from "../domain/goal.js";

/** A row of planning.goal. */
export interface GoalRow {
  readonly id: string;
  readonly household_id: string;
  readonly name: string;
  readonly kind: string;
  readonly target_amount: string;
  readonly currency: string;
  readonly target_date: string;
  readonly priority: number;
  readonly version: number;
}

export function toGoal(row: GoalRow): Goal {
  const kind = GOAL_KINDS.find((k) => k === row.kind);
  invariant(kind, `a stored goal has a known kind (${row.kind})`);
  return {
    id: row.id,
    householdId: row.household_id,
    name: row.name,
    kind,
    targetAmount: money(row.target_amount, row.currency),
    targetDate: date(row.target_date),
    priority: row.priority,
    version: row.version,
  };
}

/** In the order name, kind, target_amount, currency, target_date, priority. */
export function toValues(draft: GoalDraft): unknown[] {
  const { name, kind, targetAmount, targetDate, priority } = draft;
  return [name, kind, targetAmount.amount.toFixed(), targetAmount.currency, targetDate, priority];
}
