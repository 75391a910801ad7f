import type { PathStatistics } from "../domain/simulationResult.js";
import type { SimulationPlan } from "../domain/simulationPlan.js";

/** Computes a plan. The statistics depend on the plan only, not on who computes or in what order. */
export interface SimulationRunner {
  /**
   * Statistics of the paths done so far, at most ten times a second, and at the end of all of them.
   * Leaving the iteration, or `signal`, stops the work.
   *
   * @throws {Failure} SIMULATION_THREADS_FAILED when threads keep dying
   */
  run(plan: SimulationPlan, signal: AbortSignal): AsyncIterable<PathStatistics>;
}
