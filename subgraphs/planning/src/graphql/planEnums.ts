import { registerEnumType } from "type-graphql";
import {
  EXPENSE_CATEGORIES,
  INCOME_KINDS,
  PLAN_FILING_STATUSES,
  REBALANCING_KINDS,
  TREATMENTS,
} from "../domain/plan/householdPlan.js";
import { LIFE_EVENTS } from "../domain/plan/lifeEventTemplates.js";
import { SPENDING_RULES } from "../domain/plan/spendingRule.js";

const enumOf = (names: readonly string[], name: string, description: string) => {
  const values = Object.fromEntries(names.map((n) => [n, n]));
  registerEnumType(values, { name, description });
  return values;
};

export const PlanIncomeKindEnum = enumOf(
  INCOME_KINDS,
  "PlanIncomeKind",
  "WAGES: with payroll tax. ORDINARY: taxed otherwise, such as rent. TAX_FREE: gifts and the like.",
);

export const ExpenseCategoryEnum = enumOf(
  EXPENSE_CATEGORIES,
  "ExpenseCategory",
  "HEALTH and EDUCATION are paid from accounts for them first. All but DISCRETIONARY must be met.",
);

export const PlanTreatmentEnum = enumOf(TREATMENTS, "PlanTreatment", "How an account is taxed.");

export const PlanFilingStatusEnum = enumOf(
  PLAN_FILING_STATUSES,
  "PlanFilingStatus",
  "Filing status of the federal return; a survivor files as SINGLE from the year after.",
);

export const RebalancingKindEnum = enumOf(
  REBALANCING_KINDS,
  "RebalancingKind",
  "When the portfolio is brought back to its target.",
);

export const SpendingRuleKindEnum = enumOf(
  SPENDING_RULES,
  "SpendingRuleKind",
  "How much leaves the portfolio in a year. PLANNED_EXPENSES pays what is planned; the others decide each year from the portfolio.",
);

export const LifeEventTemplateEnum = enumOf(
  LIFE_EVENTS,
  "LifeEventKind",
  "Templates of lifeEventTemplates.",
);
