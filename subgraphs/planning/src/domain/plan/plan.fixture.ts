import { date } from "@wealthgraph/kernel/calendarDate";
import { ASSUMPTIONS_2026 } from "../capitalMarketAssumptions.js";
import { compilePlan } from "./compilePlan.js";
import type { CompiledPlan } from "./compiledPlan.js";
import type { PlanDocument, PlanExpense, PlanIncome, PlanPerson } from "./householdPlan.js";
import { HouseholdWalk, type PathMarket } from "./householdWalk.js";
import { LEDGER, type LedgerLine } from "./ledger.js";
import {
  type FrozenAccount,
  type FrozenTaxTables,
  PLAN_ENGINE_VERSION,
  type PlanInputs,
} from "./planInputs.js";
import { DEFAULT_RULE } from "./spendingRule.js";

/** The day of the tests' plans: month 0 is January. */
export const TODAY = date("2026-01-15");

export const ADA: PlanPerson = {
  personId: "ada",
  name: "Ada",
  birthDate: date("1961-01-10"), // 65
  sex: "FEMALE",
  socialSecurity: null,
};

export const BEN: PlanPerson = {
  personId: "ben",
  name: "Ben",
  birthDate: date("1963-01-10"), // 63
  sex: "MALE",
  socialSecurity: null,
};

/** A plan of Ada alone to 75, with nothing in it. */
export function planDocument(change: Partial<PlanDocument> = {}): PlanDocument {
  return {
    filingStatus: "SINGLE",
    state: null,
    people: [ADA],
    fixedAgeYears: 75,
    incomes: [],
    expenses: [],
    debts: [],
    oneTimes: [],
    contributions: [],
    lifeEvents: [],
    withdrawalOrder: ["TAXABLE", "TAX_DEFERRED", "ROTH"],
    spendingRule: DEFAULT_RULE,
    spendingRuleFrom: null,
    survivorSpendingShare: 0.75,
    savesSurplus: true,
    glidePath: [],
    rebalancing: { kind: "YEARLY", band: 0.05, costRate: 0 },
    ...change,
  };
}

export const income = (change: Partial<PlanIncome>): PlanIncome => ({
  name: "Income",
  kind: "ORDINARY",
  personId: null,
  monthlyAmount: 0,
  isIndexed: true,
  growth: 0,
  from: null,
  until: null,
  survivorShare: 0,
  ...change,
});

export const expense = (change: Partial<PlanExpense>): PlanExpense => ({
  name: "Expense",
  category: "ESSENTIAL",
  personId: null,
  monthlyAmount: 0,
  growth: 0,
  from: null,
  until: null,
  ...change,
});

export const account = (change: Partial<FrozenAccount>): FrozenAccount => ({
  id: "a",
  name: "Account",
  treatment: "ROTH",
  personId: null,
  value: 0,
  basis: 0,
  ...change,
});

/** 20 % above 10,000 of ordinary income, 10 % above 10,000 of gains, no state. */
export function simpleTables(change: Partial<FrozenTaxTables> = {}): FrozenTaxTables {
  return {
    year: 2026,
    filingStatus: "SINGLE",
    agedPersons: 0,
    indexation: 1,
    federal: [
      { kind: "PENSION", incomes: [0, 10_000, 1_000_000], taxes: [0, 0, 198_000] },
      { kind: "LONG_TERM_GAIN", incomes: [0, 10_000, 1_000_000], taxes: [0, 0, 99_000] },
    ],
    stateSchedules: [],
    thresholds: {
      socialSecurityBase: 25_000,
      socialSecurityAdjustedBase: 34_000,
      netInvestmentIncomeRate: 0.038,
      netInvestmentIncomeOver: 200_000,
      additionalMedicareRate: 0.009,
      additionalMedicareOver: 200_000,
      socialSecurityRate: 0.062,
      socialSecurityWageBase: 184_500,
      medicareRate: 0.0145,
      capitalLossLimit: 3_000,
    },
    maxError: 0,
    source: "test",
    ...change,
  };
}

export function planInputs(change: Partial<PlanInputs> = {}): PlanInputs {
  return {
    asOf: TODAY,
    seed: "1",
    paths: 100,
    engineVersion: PLAN_ENGINE_VERSION,
    planName: "Plan",
    planVersion: 1,
    document: planDocument(),
    accounts: [],
    holdings: [{ assetClass: "COMMODITY", weight: 1 }],
    goals: [],
    assumptions: ASSUMPTIONS_2026,
    taxTables: [],
    remarks: [],
    ...change,
  };
}

/** One year of a walk as tests read it. */
export type YearRow = Record<LedgerLine, number> & { readonly total: number };

/** Markets that do the same every month. */
export function steadyMarket(
  plan: CompiledPlan,
  { yearly = 0, inflation = 0 }: { readonly yearly?: number; readonly inflation?: number },
): PathMarket {
  const gross = new Float64Array(plan.months * plan.assets).fill((1 + yearly) ** (1 / 12));
  const priceLevels = Float64Array.from(
    { length: plan.months + 1 },
    (_, m) => (1 + inflation) ** (m / 12),
  );
  return { gross, priceLevels, stride: 1, lane: 0 };
}

/** Walks a plan in a steady market. */
export function walk(
  inputs: PlanInputs,
  market: { readonly yearly?: number; readonly inflation?: number } = {},
): { readonly walk: HouseholdWalk; readonly years: YearRow[]; readonly plan: CompiledPlan } {
  const { plan } = compilePlan(inputs);
  const walker = new HouseholdWalk(plan);
  const years: YearRow[] = [];
  walker.run(steadyMarket(plan, market), 0, (month) => {
    if ((month + 1) % 12 !== 0) return;
    const lines = Object.fromEntries(LEDGER.map((name, i) => [name, walker.ledger[i] ?? 0]));
    years.push({ ...(lines as Record<LedgerLine, number>), total: walker.portfolio.total() });
  });
  return { walk: walker, years, plan };
}
