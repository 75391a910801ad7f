import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { yearOf } from "@wealthgraph/kernel/calendarDate";
import { freezeInputs, type SimulationRequest } from "../domain/frozenInputs.js";
import type { Simulation } from "../domain/simulation.js";
import { planOf } from "../domain/simulationPlan.js";
import type { GoalStore, HouseholdFactsSource, SimulationStore, Surroundings } from "./ports.js";

export interface StartSimulationPorts extends Surroundings {
  readonly facts: HouseholdFactsSource;
  readonly goals: GoalStore;
  readonly simulations: SimulationStore;
}

/** As the caller sends it: without a seed, one is drawn. */
export type StartSimulation = Omit<SimulationRequest, "seed"> & {
  readonly householdId: string;
  readonly seed: string | null;
};

/**
 * Freezes what the household has today and queues the run.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN; SIMULATION_INPUT_INVALID naming the input
 * @throws {Failure} when the graph does not answer: nothing is stored
 */
export async function startSimulation(
  ports: StartSimulationPorts,
  viewer: Viewer,
  asked: StartSimulation,
): Promise<Simulation> {
  const { householdId, ...request } = asked;
  requireHousehold(viewer, householdId, "write");
  const today = ports.today();
  const facts = await ports.facts.read(householdId, yearOf(today));
  const goals = (await ports.goals.ofHouseholds([householdId])).get(householdId) ?? [];
  const seed = request.seed ?? ports.randomSeed();
  const inputs = freezeInputs({ ...request, seed }, facts, goals, today);
  // what no plan can be made of is refused now, not in the job
  planOf(inputs);
  return ports.simulations.add(householdId, inputs);
}
