import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Simulation } from "../domain/simulation.js";
import type { SimulationNews, SimulationPage, SimulationStore } from "./ports.js";

/** @returns null when there is none among the viewer's */
export async function findSimulation(
  load: (id: string) => Promise<Simulation | null>,
  viewer: Viewer,
  id: string,
): Promise<Simulation | null> {
  const simulation = await load(id);
  return simulation && viewer.households.has(simulation.householdId) ? simulation : null;
}

/** @throws {Refusal} NOT_FOUND when there is none among the viewer's */
export async function simulationById(
  load: (id: string) => Promise<Simulation | null>,
  viewer: Viewer,
  id: string,
): Promise<Simulation> {
  const simulation = await findSimulation(load, viewer, id);
  if (!simulation) throw new Refusal("NOT_FOUND", "no such simulation among yours");
  requireHousehold(viewer, simulation.householdId, "read");
  return simulation;
}

/** @throws {Refusal} NOT_FOUND for a household that is not the viewer's */
export async function simulationPage(
  simulations: SimulationStore,
  viewer: Viewer,
  householdId: string,
  options: { readonly first: number; readonly afterId: string | null },
): Promise<SimulationPage> {
  requireHousehold(viewer, householdId, "read");
  return simulations.page(householdId, options);
}

/**
 * Stops a simulation that waits or runs; one that is finished stays as it is.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN
 */
export async function cancelSimulation(
  simulations: SimulationStore,
  news: SimulationNews,
  viewer: Viewer,
  id: string,
): Promise<Simulation> {
  const load = async (wanted: string): Promise<Simulation | null> =>
    (await simulations.byIds([wanted])).get(wanted) ?? null;
  const simulation = await simulationById(load, viewer, id);
  requireHousehold(viewer, simulation.householdId, "write");
  if (await simulations.cancel(id)) await news.publish(id);
  return simulationById(load, viewer, id);
}
