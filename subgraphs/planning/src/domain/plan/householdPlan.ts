import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { AllocationWeight } from "../simulationInputs.js";
import type { Sex } from "./longevity.js";
import type { SpendingRule } from "./spendingRule.js";

// Amounts are dollars: of today where they rise with prices, otherwise of their date. Doubles: a plan
// is a set of assumptions, and no ledger reads it. Growth and rates are fractions a year.

export const INCOME_KINDS = ["WAGES", "PENSION", "ORDINARY", "TAX_FREE"] as const;
export type PlanIncomeKind = (typeof INCOME_KINDS)[number];

export const EXPENSE_CATEGORIES = ["ESSENTIAL", "DISCRETIONARY", "HEALTH", "EDUCATION"] as const;
export type ExpenseCategory = (typeof EXPENSE_CATEGORIES)[number];

export const TREATMENTS = ["TAXABLE", "TAX_DEFERRED", "ROTH", "HSA", "EDUCATION"] as const;
export type Treatment = (typeof TREATMENTS)[number];

export const PLAN_FILING_STATUSES = [
  "SINGLE",
  "MARRIED_FILING_JOINTLY",
  "HEAD_OF_HOUSEHOLD",
] as const;
export type PlanFilingStatus = (typeof PLAN_FILING_STATUSES)[number];

export interface PlanSocialSecurity {
  /** Primary insurance amount a month, in today's money: what the statement says for the full age. */
  readonly monthlyAmount: number;
  /** 62 x 12 to 70 x 12. */
  readonly claimAgeMonths: number;
}

export interface PlanPerson {
  readonly personId: string;
  readonly name: string;
  readonly birthDate: CalendarDate;
  readonly sex: Sex | null;
  readonly socialSecurity: PlanSocialSecurity | null;
}

export interface PlanIncome {
  readonly name: string;
  readonly kind: PlanIncomeKind;
  /** Ends with the life of this person; null: of the household. */
  readonly personId: string | null;
  readonly monthlyAmount: number;
  /** True: rises with prices and by `growth` above them. False: by `growth` alone. */
  readonly isIndexed: boolean;
  readonly growth: number;
  /** null: from today. */
  readonly from: CalendarDate | null;
  /** The first day without it; null: for life. */
  readonly until: CalendarDate | null;
  /** Pensions: what goes on to the survivor. */
  readonly survivorShare: number;
}

export interface PlanExpense {
  readonly name: string;
  readonly category: ExpenseCategory;
  readonly personId: string | null;
  readonly monthlyAmount: number;
  /** Above prices. */
  readonly growth: number;
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
}

export interface PlanDebt {
  readonly name: string;
  readonly balance: number;
  readonly annualRate: number;
  readonly monthlyPayment: number;
}

/** Money that comes (TAX_FREE, ORDINARY) or goes once. */
export interface PlanOneTime {
  readonly name: string;
  readonly kind: "TAX_FREE" | "ORDINARY" | ExpenseCategory;
  /** In today's money. */
  readonly amount: number;
  readonly on: CalendarDate;
}

/** Served in the order of the plan, from what a month leaves. */
export interface PlanContribution {
  readonly name: string;
  readonly personId: string | null;
  readonly treatment: Treatment;
  /** In today's money. */
  readonly yearlyAmount: number;
  readonly isPreTax: boolean;
  readonly employerYearlyAmount: number;
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
}

export interface PlanLifeEvent {
  readonly id: string;
  readonly template: string;
  readonly name: string;
  readonly on: CalendarDate;
  readonly personId: string | null;
  /** By the template's names; what is absent is the template's. */
  readonly assumptions: Readonly<Record<string, number>>;
}

/** Target weights on a date; between two dates the weights move in a line. */
export interface GlidePoint {
  readonly on: CalendarDate;
  readonly weights: readonly AllocationWeight[];
}

export const REBALANCING_KINDS = ["NEVER", "MONTHLY", "YEARLY", "BAND"] as const;
export type RebalancingKind = (typeof REBALANCING_KINDS)[number];

export interface Rebalancing {
  readonly kind: RebalancingKind;
  /** BAND: trades when a weight is this far from its target. */
  readonly band: number;
  /** Of each dollar traded. */
  readonly costRate: number;
}

/** What a household expects and intends. */
export interface PlanDocument {
  readonly filingStatus: PlanFilingStatus;
  /** Postal code; null: no state income tax. */
  readonly state: string | null;
  /** One or two. */
  readonly people: readonly PlanPerson[];
  /** Lives end by the life table, or all at this age of each person. */
  readonly fixedAgeYears: number | null;
  readonly incomes: readonly PlanIncome[];
  readonly expenses: readonly PlanExpense[];
  readonly debts: readonly PlanDebt[];
  readonly oneTimes: readonly PlanOneTime[];
  readonly contributions: readonly PlanContribution[];
  readonly lifeEvents: readonly PlanLifeEvent[];
  /** TAXABLE, TAX_DEFERRED and ROTH, each once. */
  readonly withdrawalOrder: readonly Treatment[];
  readonly spendingRule: SpendingRule;
  /** The rule's first month; null: at once. */
  readonly spendingRuleFrom: CalendarDate | null;
  /** Essential and discretionary spending of one who is left of a couple. */
  readonly survivorSpendingShare: number;
  /** What a month leaves goes to a taxable account; otherwise it is spent. */
  readonly savesSurplus: boolean;
  /** Empty: today's weights. */
  readonly glidePath: readonly GlidePoint[];
  readonly rebalancing: Rebalancing;
}

/** A household's plan as it is stored. */
export interface HouseholdPlan {
  readonly id: string;
  readonly householdId: string;
  readonly name: string;
  /** The household's own plan, or a scenario: a copy with changes. */
  readonly isBaseline: boolean;
  readonly document: PlanDocument;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
