import type { Simulation as SimulationModel } from "../domain/simulation.js";
import { findSimulation } from "../operations/simulations.js";
import type { PlanningContext } from "./context.js";

/** A simulation by its key; null when there is none among the viewer's. */
export function resolveSimulation(
  reference: { readonly id: string },
  context: PlanningContext,
): Promise<SimulationModel | null> {
  return findSimulation((id) => context.simulationById.load(id), context.viewer, reference.id);
}
