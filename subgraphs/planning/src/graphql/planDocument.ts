import { newId } from "@wealthgraph/chassis/id";
import type {
  PlanDocument,
  PlanLifeEvent as PlanLifeEventModel,
} from "../domain/plan/householdPlan.js";
import { templateOf } from "../domain/plan/lifeEventTemplates.js";
import { DEFAULT_RULE } from "../domain/plan/spendingRule.js";
import type { PlanDocumentInput } from "./PlanDocumentInput.js";
import type { PlanLifeEventInput } from "./PlanLifeEvent.js";

/** Absent is null: what is stored has one form. */
const orNull = <T extends object>(given: T, ...names: (keyof T)[]): T => {
  const filled = { ...given };
  // each named field may be null
  for (const name of names) filled[name] ??= null as T[keyof T];
  return filled;
};

/** A plan's document as the caller sends it; plain data with every field. */
export function documentOf(input: PlanDocumentInput): PlanDocument {
  return {
    filingStatus: input.filingStatus,
    state: input.state ?? null,
    people: input.people.map((person) => orNull(person, "sex", "socialSecurity")),
    fixedAgeYears: input.fixedAgeYears ?? null,
    incomes: input.incomes.map((income) => orNull(income, "personId", "from", "until")),
    expenses: input.expenses.map((expense) => orNull(expense, "personId", "from", "until")),
    debts: input.debts.map((debt) => orNull(debt)),
    oneTimes: input.oneTimes.map((once) => orNull(once)),
    contributions: input.contributions.map((c) => orNull(c, "personId", "from", "until")),
    lifeEvents: input.lifeEvents.map(lifeEventOf),
    withdrawalOrder: input.withdrawalOrder,
    spendingRule: orNull(input.spendingRule ?? DEFAULT_RULE),
    spendingRuleFrom: input.spendingRuleFrom ?? null,
    survivorSpendingShare: input.survivorSpendingShare,
    savesSurplus: input.savesSurplus,
    glidePath: input.glidePath.map(({ on, weights }) => ({
      on,
      weights: weights.map((weight) => orNull(weight)),
    })),
    rebalancing: orNull(input.rebalancing ?? { kind: "YEARLY", band: 0.05, costRate: 0.0005 }),
  };
}

export function lifeEventOf(input: PlanLifeEventInput): PlanLifeEventModel {
  return {
    id: newId(),
    template: input.template,
    name: input.name ?? templateOf(input.template)?.title ?? input.template,
    on: input.on,
    personId: input.personId ?? null,
    assumptions: Object.fromEntries(input.assumptions.map(({ name, value }) => [name, value])),
  };
}
