import type { Beneficiary } from "./socialSecurity.js";
import type { SpendingRule } from "./spendingRule.js";
import type { RebalancingKind } from "./householdPlan.js";
import type { TaxRegime } from "./taxYear.js";

// A plan as flat data that a thread walks along a path. Month 0 is the first; arrays over months hold
// today's money where they rise with prices. Only numbers, so that a thread can be sent it.

export interface CompiledPerson {
  readonly ageMonths: number;
  readonly birthYear: number;
  /** Chance of being alive at the start of each month; null: dies in `fixedDeathMonth`. */
  readonly survival: Float64Array | null;
  /** FOREVER or more: outlives the plan. */
  readonly fixedDeathMonth: number;
  /** null without Social Security. */
  readonly benefits: Beneficiary | null;
}

/** Flows of one kind and person; index into FLOW_KINDS, person -1 for the household. */
export interface FlowGroup {
  readonly kind: number;
  readonly person: number;
  readonly survivorShare: number;
  /** Today's money, for each month. */
  readonly indexed: Float64Array;
  /** Money of the month, for each month. */
  readonly nominal: Float64Array;
}

/** A nominal flow whose level is fixed by prices in a month that is still to come. */
export interface FloatingFlow {
  readonly kind: number;
  readonly person: number;
  readonly baseMonth: number;
  readonly from: number;
  readonly until: number;
  readonly amounts: Float64Array;
}

export interface CompiledContribution {
  readonly person: number;
  readonly account: number;
  readonly monthly: number;
  readonly employerMonthly: number;
  readonly isPreTax: boolean;
  readonly from: number;
  readonly until: number;
}

/** Index into TREATMENTS; person -1 for the household's. */
export interface CompiledAccount {
  readonly id: string | null;
  readonly name: string;
  readonly treatment: number;
  readonly person: number;
  readonly value: number;
  readonly basis: number;
}

export interface CompiledGoal {
  readonly month: number;
  /** In today's money. */
  readonly amount: number;
  readonly spends: boolean;
}

export interface CompiledTaxes {
  /** Of two people by number of aged ones (0 to 2); null for a plan of one. */
  readonly joint: readonly TaxRegime[] | null;
  /** Of one person by number of aged ones (0 or 1). */
  readonly single: readonly TaxRegime[];
}

export interface CompiledPlan {
  readonly months: number;
  /** 0 for January. */
  readonly calendarMonth: number;
  readonly key: readonly [number, number];
  readonly people: readonly CompiledPerson[];
  readonly groups: readonly FlowGroup[];
  readonly floating: readonly FloatingFlow[];
  readonly contributions: readonly CompiledContribution[];
  readonly accounts: readonly CompiledAccount[];
  /** Treatments in the order they are drawn from. */
  readonly order: readonly number[];
  /** Where a surplus goes. */
  readonly surplusAccount: number;
  readonly savesSurplus: boolean;
  readonly survivorSpendingShare: number;
  readonly rule: SpendingRule;
  /** Months without end: never. */
  readonly ruleFrom: number;
  /** GUARDRAILS: rates for plans of 1, 2 … years, of the target, low and high probability. */
  readonly sustainable: readonly Float64Array[] | null;
  readonly assets: number;
  readonly startWeights: Float64Array;
  /** (Months + 1) x assets, row-major. */
  readonly targets: Float64Array;
  /** Yield a year of each asset, taxed as interest and as qualified dividends. */
  readonly interestYields: Float64Array;
  readonly dividendYields: Float64Array;
  /** Column of US equity; -1 without it. */
  readonly equityColumn: number;
  readonly rebalancing: RebalancingKind;
  readonly band: number;
  readonly costRate: number;
  readonly goals: readonly CompiledGoal[];
  /** null: a run without taxes. */
  readonly taxes: CompiledTaxes | null;
  /** Tax that is withheld each month of the first year, today's money. */
  readonly firstWithholding: number;
}
