import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { ZERO } from "@wealthgraph/kernel/decimal";
import type { Money } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";

/** RETIREMENT and LEGACY are balances to reach; the others are sums to spend. */
export const GOAL_KINDS = [
  "RETIREMENT",
  "LEGACY",
  "HOME",
  "EDUCATION",
  "TRAVEL",
  "VEHICLE",
  "OTHER",
] as const;

export type GoalKind = (typeof GOAL_KINDS)[number];

/** A sum a household wants to have, or to spend, on a date. */
export interface Goal {
  readonly id: string;
  readonly householdId: string;
  readonly name: string;
  readonly kind: GoalKind;
  /** In today's money. */
  readonly targetAmount: Money;
  readonly targetDate: CalendarDate;
  /** 1 is served first; among goals due in the same month. */
  readonly priority: number;
  /** Rises with every change; a change names the version it read. */
  readonly version: number;
}

export type GoalDraft = Pick<Goal, "name" | "kind" | "targetAmount" | "targetDate" | "priority">;

/** True when meeting the goal takes its amount out of the pool. */
export function spends(kind: GoalKind): boolean {
  return kind !== "RETIREMENT" && kind !== "LEGACY";
}

/**
 * @returns the draft with its name trimmed
 * @throws {Refusal} BAD_INPUT when the name is empty or above 200 characters, the amount not positive,
 * above 10^12 or not in USD, or the priority not 1..100
 */
export function validateGoal(draft: GoalDraft): GoalDraft {
  const name = draft.name.trim();
  const refuse = (message: string, facts = {}): never => {
    throw new Refusal("BAD_INPUT", message, facts);
  };
  if (name.length < 1 || name.length > 200) {
    refuse("a goal's name has 1 to 200 characters", { input: "name", charactersMax: 200 });
  }
  const { amount, currency } = draft.targetAmount;
  if (!amount.gt(ZERO) || amount.gt(1e12)) {
    refuse("a goal's amount is above 0 and at most 10^12", { input: "targetAmount" });
  }
  if (currency !== "USD") {
    refuse(`a goal is in USD, the household's currency (asked: ${currency})`, {
      input: "targetAmount",
    });
  }
  if (!Number.isInteger(draft.priority) || draft.priority < 1 || draft.priority > 100) {
    refuse("a goal's priority is 1 to 100", { input: "priority", priorityMax: 100 });
  }
  return { ...draft, name };
}
