import type { Treatment } from "./householdPlan.js";

export const FLOW_KINDS = [
  "WAGES",
  "PENSION",
  "ORDINARY",
  "TAX_FREE",
  "ESSENTIAL",
  "DISCRETIONARY",
  "HEALTH",
  "EDUCATION",
  "DEBT",
] as const;

export type FlowKind = (typeof FLOW_KINDS)[number];

/** One stream of money in a plan's months; month 0 is the first, money moves at its start. */
export interface CashFlow {
  readonly name: string;
  readonly kind: FlowKind;
  /** Index of the person with whose life it ends; null: of the household. */
  readonly person: number | null;
  /** Dollars a month, >= 0: of today, or of `baseMonth`. */
  readonly amount: number;
  /** A year, as a fraction: from today, or from `baseMonth`. */
  readonly growth: number;
  /** null: rises with prices. Otherwise nominal: the price level of this month is kept. */
  readonly baseMonth: number | null;
  readonly from: number;
  /** The first month without it. */
  readonly until: number;
  /** What goes on to the survivor when the person dies. */
  readonly survivorShare: number;
}

/** Money into an account, as far as a month leaves it. */
export interface ContributionFlow {
  readonly name: string;
  readonly person: number | null;
  readonly treatment: Treatment;
  /** In today's money; rises with prices. */
  readonly monthly: number;
  readonly isPreTax: boolean;
  readonly employerMonthly: number;
  readonly from: number;
  readonly until: number;
}

/** What a flow is in a month before price levels: multiply by that of the month or of its base month. */
export function amountAt(flow: CashFlow, month: number): number {
  if (month < flow.from || month >= flow.until) return 0;
  return flow.amount * (1 + flow.growth) ** ((month - (flow.baseMonth ?? 0)) / 12);
}
