import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { yearOf } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { freezeInputs, type SimulationRequest } from "../domain/frozenInputs.js";
import type { Simulation } from "../domain/simulation.js";
import { planOf } from "../domain/simulationPlan.js";
import { marketFitOf } from "../domain/simulationInputs.js";
import { historyOf } from "./marketHistories.js";
import type {
  GoalStore,
  HouseholdFactsSource,
  MarketHistoryStore,
  SimulationStore,
  Surroundings,
} from "./ports.js";

export interface StartSimulationPorts extends Surroundings {
  readonly facts: HouseholdFactsSource;
  readonly goals: GoalStore;
  readonly simulations: SimulationStore;
  readonly marketHistories: MarketHistoryStore;
}

/** As the caller sends it: without a seed, one is drawn. */
export type StartSimulation = Omit<SimulationRequest, "seed" | "importedHistory"> & {
  readonly householdId: string;
  /** One of the household's market histories; null: none. */
  readonly historyId: string | null;
  readonly seed: string | null;
};

/** Simulations of one household that wait or run at once. */
const ACTIVE_MAX = 10;

/**
 * Freezes what the household has today and queues the run.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN; SIMULATION_INPUT_INVALID naming the input; HISTORY_TOO_SHORT;
 * RATE_LIMITED while
 * ten of the household's simulations wait or run
 * @throws {Failure} when the graph does not answer: nothing is stored
 */
export async function startSimulation(
  ports: StartSimulationPorts,
  viewer: Viewer,
  asked: StartSimulation,
): Promise<Simulation> {
  const { householdId, historyId, ...request } = asked;
  requireHousehold(viewer, householdId, "write");
  if ((await ports.simulations.countActive(householdId)) >= ACTIVE_MAX) {
    throw new Refusal("RATE_LIMITED", `${ACTIVE_MAX} simulations of the household wait or run`, {
      activeMax: ACTIVE_MAX,
    });
  }
  const today = ports.today();
  const facts = await ports.facts.read(householdId, yearOf(today));
  const goals = (await ports.goals.ofHouseholds([householdId])).get(householdId) ?? [];
  const seed = request.seed ?? ports.randomSeed();
  const importedHistory = historyId
    ? await historyOf(ports.marketHistories, householdId, historyId)
    : null;
  const inputs = freezeInputs({ ...request, seed, importedHistory }, facts, goals, today);
  // what no plan can be made of is refused now, not in the job; a market is fitted in the job
  if (!marketFitOf(inputs)) planOf(inputs);
  return ports.simulations.add(householdId, inputs);
}
