import type { FrozenInputs } from "./frozenInputs.js";
import type { SimulationResult } from "./simulationResult.js";

export const SIMULATION_STATUSES = ["QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED"] as const;

export type SimulationStatus = (typeof SIMULATION_STATUSES)[number];

export interface SimulationFailure {
  readonly code: string;
  readonly message: string;
}

/** One run of one set of frozen inputs. Same inputs, same answer. */
export interface Simulation {
  readonly id: string;
  readonly householdId: string;
  readonly status: SimulationStatus;
  readonly pathsDone: number;
  readonly inputs: FrozenInputs;
  /** Of the paths done so far while it runs, of all when it is DONE. */
  readonly result: SimulationResult | null;
  readonly failure: SimulationFailure | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** True when nothing will change any more. */
export function isFinished(status: SimulationStatus): boolean {
  return status === "DONE" || status === "FAILED" || status === "CANCELLED";
}

/** @returns 0 to 100, 100 only when every path is done */
export function progressPercent(simulation: Simulation): number {
  return Math.floor((100 * simulation.pathsDone) / simulation.inputs.paths);
}
