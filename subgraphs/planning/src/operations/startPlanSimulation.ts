import { createHash } from "node:crypto";
import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { annualHistory } from "../domain/annualHistory.js";
import type { CapitalMarketModel, FrozenCapitalMarket } from "../domain/capitalMarket.js";
import { ASSUMPTIONS_2026 } from "../domain/capitalMarketAssumptions.js";
import { simulatedGoals } from "../domain/frozenInputs.js";
import type { Goal } from "../domain/goal.js";
import { requireHistory } from "../domain/marketFit.js";
import { assetsOf, compilePlan, horizonMonths, planMarketFit } from "../domain/plan/compilePlan.js";
import type { HouseholdPlan, PlanDocument } from "../domain/plan/householdPlan.js";
import { PLAN_ENGINE_VERSION, type PlanInputs, validatePaths } from "../domain/plan/planInputs.js";
import type { PlanSimulation } from "../domain/plan/planSimulation.js";
import { validatePlan } from "../domain/plan/validatePlan.js";
import type { HouseholdPlanStore } from "./planPorts.js";
import type {
  PlanFactsSource,
  PlanSimulationStore,
  TaxTablesWanted,
} from "./planSimulationPorts.js";
import type { GoalStore, Surroundings } from "./ports.js";

export interface StartPlanPorts extends Surroundings {
  readonly planFacts: PlanFactsSource;
  readonly plans: HouseholdPlanStore;
  readonly goals: GoalStore;
  readonly planSimulations: PlanSimulationStore;
}

export interface StartPlanSimulation {
  readonly householdId: string;
  /** null: the household's own plan. */
  readonly scenarioId: string | null;
  readonly paths: number;
  /** null: drawn. */
  readonly seed: string | null;
  readonly model: CapitalMarketModel;
  readonly includeTaxes: boolean;
}

/** Simulations of one household that wait or run at once. */
const ACTIVE_MAX = 10;
/** The first year without the temporary deduction for seniors (P.L. 119-21 §70103). */
const LASTING_TAX_YEAR = 2029;

/**
 * Freezes the plan with what the household has today, and queues the run. The same inputs, seed and
 * engine give the simulation that is there already.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN; PLAN_MISSING before savePlan; PLAN_INVALID when time has made
 * the plan contradict itself; SIMULATION_INPUT_INVALID; TAX_STATE_UNKNOWN; RATE_LIMITED
 * @throws {Failure} when the graph does not answer: nothing is stored
 */
export async function startPlanSimulation(
  ports: StartPlanPorts,
  viewer: Viewer,
  asked: StartPlanSimulation,
): Promise<PlanSimulation> {
  const { householdId, paths } = asked;
  requireHousehold(viewer, householdId, "write");
  const seed = asked.seed ?? ports.randomSeed();
  validatePaths(paths, seed);
  const plan = await planToRun(ports.plans, householdId, asked.scenarioId);
  if ((await ports.planSimulations.countActive(householdId)) >= ACTIVE_MAX) {
    throw new Refusal("RATE_LIMITED", `${ACTIVE_MAX} simulations of the household wait or run`, {
      activeMax: ACTIVE_MAX,
    });
  }
  const asOf = ports.today();
  validatePlan(plan.document, asOf);
  const tables = asked.includeTaxes ? tablesWanted(plan.document, asOf) : [];
  const [facts, taxTables] = await Promise.all([
    ports.planFacts.read(householdId),
    ports.planFacts.taxTables(householdId, tables),
  ]);
  const goals = (await ports.goals.ofHouseholds([householdId])).get(householdId) ?? [];
  const remarks = [...facts.remarks];
  const holder = { document: plan.document, holdings: facts.holdings };
  const months = horizonMonths(plan.document, asOf);
  const capitalMarket = marketOf(asked.model, holder, months, remarks);
  const inputs: PlanInputs = {
    asOf,
    seed,
    paths,
    engineVersion: PLAN_ENGINE_VERSION,
    planName: plan.name,
    planVersion: plan.version,
    document: plan.document,
    accounts: facts.accounts,
    holdings: facts.holdings,
    ...goalsInPlan(goals, plan.document, asOf, remarks),
    assumptions: ASSUMPTIONS_2026,
    capitalMarket,
    taxTables,
  };
  // what cannot be compiled is refused now, not in the job
  if (!planMarketFit(inputs)) compilePlan(inputs);
  return ports.planSimulations.add(householdId, plan.id, inputs, hashOf(inputs));
}

/** The model with the built-in yearly table where it needs a history. */
function marketOf(
  model: CapitalMarketModel,
  plan: Pick<PlanInputs, "holdings" | "document">,
  months: number,
  remarks: string[],
): FrozenCapitalMarket {
  if (model === "HISTORICAL_SEQUENCES") {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      "a plan's lives are drawn: HISTORICAL_SEQUENCES has too few paths for it",
      { input: "model" },
    );
  }
  const choice = { regimes: null, degreesOfFreedom: null, skew: null, meanBlockMonths: null };
  const needsNone = model === "LOGNORMAL" || model === "STUDENT_T" || model === "SKEWED_T";
  if (needsNone) return { model, ...choice, history: null };
  const annual = annualHistory(assetsOf(plan), ASSUMPTIONS_2026);
  remarks.push(...annual.remarks);
  requireHistory(model, annual.history, months);
  return { model, ...choice, history: annual.history };
}

async function planToRun(
  plans: HouseholdPlanStore,
  householdId: string,
  scenarioId: string | null,
): Promise<HouseholdPlan> {
  const held = (await plans.ofHouseholds([householdId])).get(householdId) ?? [];
  if (scenarioId === null) {
    const plan = held.find((p) => p.isBaseline);
    if (!plan)
      throw new Refusal("PLAN_MISSING", "the household has no plan: save one with savePlan");
    return plan;
  }
  const scenario = held.find((p) => p.id === scenarioId);
  if (!scenario) throw new Refusal("NOT_FOUND", "no such plan of the household");
  return scenario;
}

/** Goals of the plan's months; the last month is that of its end. */
function goalsInPlan(
  goals: readonly Goal[],
  document: PlanDocument,
  asOf: CalendarDate,
  before: readonly string[],
): Pick<PlanInputs, "goals" | "remarks"> {
  const remarks = [...before];
  const span = { asOf, horizonMonths: horizonMonths(document, asOf) - 1 };
  const inside = simulatedGoals(goals, span, remarks);
  return { goals: inside, remarks };
}

/** Tables of every filing status and number of aged persons that the plan can come to. */
function tablesWanted(document: PlanDocument, asOf: CalendarDate): TaxTablesWanted[] {
  const year = Math.max(LASTING_TAX_YEAR, yearOf(asOf));
  const { state, filingStatus } = document;
  const isJoint = filingStatus === "MARRIED_FILING_JOINTLY";
  const alone = isJoint ? "SINGLE" : filingStatus;
  const of = (status: typeof filingStatus, aged: number): TaxTablesWanted => ({
    year,
    filingStatus: status,
    agedPersons: aged,
    state,
  });
  const joint = isJoint ? [0, 1, 2].map((aged) => of(filingStatus, aged)) : [];
  return [...joint, of(alone, 0), of(alone, 1)];
}

/** SHA-256 of the inputs as JSON with sorted keys: one name for everything the answer depends on. */
export function hashOf(inputs: PlanInputs): string {
  const sorted = JSON.stringify(inputs, (_, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(sorted).digest("hex");
}
