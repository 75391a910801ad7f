import { addYears, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Money } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { ASSET_CLASSES, isAssetClass, simulatedClassOf } from "./assetClass.js";
import { ASSUMPTIONS_2026, type CapitalMarketAssumptions } from "./capitalMarketAssumptions.js";
import { annualHistory } from "./annualHistory.js";
import type { CapitalMarketChoice, MarketHistory } from "./capitalMarket.js";
import { sequencesIn } from "./marketFit.js";
import { columnsFor, type ImportedHistory } from "./importedHistory.js";
import { type Goal, spends } from "./goal.js";
import type {
  AccountFact,
  HouseholdFacts,
  MarginalRates,
  PersonFact,
  PositionFact,
} from "./householdFacts.js";
import {
  type AllocationWeight,
  LIMITS,
  type SimulatedGoal,
  type SimulationInputs,
  validateSimulation,
} from "./simulationInputs.js";

/** What a caller asks for; what is null is taken from the household. Amounts in today's money. */
export interface SimulationRequest {
  readonly paths: number;
  readonly seed: string;
  readonly horizonMonths: number | null;
  readonly startBalance: Money | null;
  readonly monthlyContribution: Money | null;
  readonly contributionMonths: number | null;
  readonly monthlyWithdrawal: Money | null;
  readonly withdrawalStartsMonth: number | null;
  readonly allocation: readonly AllocationWeight[] | null;
  readonly assumptions: CapitalMarketAssumptions | null;
  readonly includeGoals: boolean;
  readonly capitalMarket: CapitalMarketChoice;
  readonly isAntithetic: boolean;
  /** The household's own monthly history; null: the built-in yearly table. */
  readonly importedHistory: ImportedHistory | null;
}

/** The inputs of one simulation as they were when it was started: enough to explain and to repeat it. */
export interface FrozenInputs extends SimulationInputs {
  readonly asOf: CalendarDate;
  readonly people: readonly PersonFact[];
  readonly accounts: readonly AccountFact[];
  /** null without a tax profile; recorded, not yet used: paths are before tax */
  readonly marginalRates: MarginalRates | null;
  /** What was decided on the way, in words. */
  readonly remarks: readonly string[];
}

/** The age to which a plan runs when no horizon is given. */
export const HORIZON_AGE_YEARS = 95;

/**
 * Freezes a request together with what the household has today, and validates it.
 *
 * @param asOf today; month 1 of the simulation starts on it
 * @throws {Refusal} SIMULATION_INPUT_INVALID naming the input
 */
export function freezeInputs(
  request: SimulationRequest,
  facts: HouseholdFacts,
  goals: readonly Goal[],
  asOf: CalendarDate,
): FrozenInputs {
  const remarks: string[] = [...facts.remarks];
  const horizonMonths = request.horizonMonths ?? horizonToAge(facts.people, asOf);
  const holdings = holdingsByClass(facts, remarks);
  const monthlyContribution = dollars("monthlyContribution", request.monthlyContribution);
  const contributionMonths =
    request.contributionMonths ??
    (monthlyContribution === 0 ? 0 : (request.withdrawalStartsMonth ?? horizonMonths + 1) - 1);
  const allocation = request.allocation ?? allocationOf(holdings);
  const assumptions = request.assumptions ?? ASSUMPTIONS_2026;
  const inputs: FrozenInputs = {
    seed: request.seed,
    paths: request.paths,
    isAntithetic: request.isAntithetic,
    capitalMarket: {
      ...request.capitalMarket,
      history: historyFor(request, { allocation, assumptions }, remarks),
    },
    horizonMonths,
    startBalance: request.startBalance
      ? dollars("startBalance", request.startBalance)
      : balanceOf(holdings),
    monthlyContribution,
    contributionMonths,
    monthlyWithdrawal: dollars("monthlyWithdrawal", request.monthlyWithdrawal),
    withdrawalStartsMonth:
      request.withdrawalStartsMonth ?? Math.min(contributionMonths + 1, horizonMonths),
    allocation,
    assumptions,
    goals: request.includeGoals ? simulatedGoals(goals, { asOf, horizonMonths }, remarks) : [],
    asOf,
    people: facts.people,
    accounts: facts.accounts,
    marginalRates: facts.marginalRates,
    remarks,
  };
  validateSimulation(inputs);
  return withinSequences(inputs);
}

/** What the chosen model is fitted to; null when it needs nothing but the assumptions. */
function historyFor(
  { capitalMarket: { model }, importedHistory }: SimulationRequest,
  of: Pick<SimulationInputs, "allocation" | "assumptions">,
  remarks: string[],
): MarketHistory | null {
  if (model === "LOGNORMAL") return null;
  const assets = of.allocation.flatMap(({ assetClass, weight }) =>
    weight > 0 ? [assetClass] : [],
  );
  if (importedHistory) return columnsFor(importedHistory, assets);
  if (model === "STUDENT_T" || model === "SKEWED_T") return null;
  const annual = annualHistory(assets, of.assumptions);
  remarks.push(...annual.remarks);
  return annual.history;
}

/** Historical sequences have as many paths as there are starting months, not more. */
function withinSequences(inputs: FrozenInputs): FrozenInputs {
  const { capitalMarket, horizonMonths, paths, remarks } = inputs;
  if (capitalMarket?.model !== "HISTORICAL_SEQUENCES" || !capitalMarket.history) return inputs;
  const count = sequencesIn(capitalMarket.history, horizonMonths);
  if (paths <= count) return inputs;
  const remark = `The history has ${count} starting months with the full horizon: ${count} paths instead of ${paths}.`;
  return { ...inputs, paths: count, remarks: [...remarks, remark] };
}

/** Months until the youngest person with a birth date turns 95; at least a year, at most 100. */
function horizonToAge(people: readonly PersonFact[], asOf: CalendarDate): number {
  const births = people.flatMap(({ birthDate }) => (birthDate ? [birthDate] : []));
  const youngest = births.sort().at(-1);
  if (!youngest) {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      "give horizonMonths: no person of the household has a birth date",
      { input: "horizonMonths" },
    );
  }
  const months = monthsBetween(asOf, addYears(youngest, HORIZON_AGE_YEARS));
  return Math.min(Math.max(months, 12), LIMITS.monthsMax);
}

/** Whole calendar months from one date to another, by year and month. */
function monthsBetween(from: CalendarDate, to: CalendarDate): number {
  const months = (d: CalendarDate): number => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7));
  return months(to) - months(from);
}

type Holdings = ReadonlyMap<string, number>;

/** Dollars by simulated class; cash counts as CASH. */
function holdingsByClass(facts: HouseholdFacts, remarks: string[]): Holdings {
  const byClass = new Map<string, number>(ASSET_CLASSES.map((c) => [c, 0]));
  const add = (assetClass: string, value: number): void => {
    byClass.set(assetClass, (byClass.get(assetClass) ?? 0) + value);
  };
  add("CASH", dollars("cash", facts.cash));
  for (const { assetClass, value } of facts.positions) {
    add(simulatedClassOf(assetClass), dollars("marketValue", value));
  }
  const others = facts.positions.filter(({ assetClass }) => !isAssetClass(assetClass));
  remark(remarks, others, "of a class without assumptions count as EMERGING_EQUITY");
  const unquoted = facts.positions.filter(({ isQuoted }) => !isQuoted);
  remark(remarks, unquoted, "without a quote count at their cost");
  return byClass;
}

function remark(remarks: string[], positions: readonly PositionFact[], what: string): void {
  if (positions.length > 0) remarks.push(`${positions.length} position(s) ${what}.`);
}

const balanceOf = (holdings: Holdings): number =>
  Math.max(
    0,
    [...holdings.values()].reduce((a, b) => a + b, 0),
  );

/** Today's weights; a debt (negative cash) lowers the balance and has no weight. */
function allocationOf(holdings: Holdings): AllocationWeight[] {
  const held = ASSET_CLASSES.map((assetClass) => ({
    assetClass,
    value: Math.max(0, holdings.get(assetClass) ?? 0),
  })).filter(({ value }) => value > 0);
  const total = held.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      "give an allocation: the household holds nothing it could be taken from",
      { input: "allocation" },
    );
  }
  return held.map(({ assetClass, value }) => ({ assetClass, weight: value / total }));
}

/** Goals inside the horizon, by month, then priority, then name. */
export function simulatedGoals(
  goals: readonly Goal[],
  span: { readonly asOf: CalendarDate; readonly horizonMonths: number },
  remarks: string[],
): SimulatedGoal[] {
  const dated = goals.map((goal) => ({ goal, month: monthsBetween(span.asOf, goal.targetDate) }));
  const inside = dated.filter(({ month }) => month >= 1 && month <= span.horizonMonths);
  if (inside.length < goals.length) {
    remarks.push(`${goals.length - inside.length} goal(s) fall outside the horizon.`);
  }
  return inside
    .sort(
      (a, b) =>
        a.month - b.month ||
        a.goal.priority - b.goal.priority ||
        a.goal.name.localeCompare(b.goal.name, "en") ||
        (a.goal.id < b.goal.id ? -1 : 1),
    )
    .map(({ goal, month }) => ({
      id: goal.id,
      name: goal.name,
      amount: dollars("targetAmount", goal.targetAmount),
      month,
      spends: spends(goal.kind),
    }));
}

/** An exact amount as a double: a simulation is an estimate. Absent is 0. */
function dollars(input: string, given: Money | null): number {
  if (!given) return 0;
  if (given.currency !== "USD") {
    throw new Refusal("SIMULATION_INPUT_INVALID", `${input} is in USD (is: ${given.currency})`, {
      input,
      currency: given.currency,
    });
  }
  const amount: Decimal = given.amount;
  return amount.toNumber();
}
