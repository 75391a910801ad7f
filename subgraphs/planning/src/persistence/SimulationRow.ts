import { invariant } from "@wealthgraph/kernel/refusal";
import type { FrozenInputs } from "../domain/frozenInputs.js";
import {
  type Simulation,
  SIMULATION_STATUSES,
  type SimulationFailure,
} from "../domain/simulation.js";
import type { SimulationResult } from "../domain/simulationResult.js";

/** A row of planning.simulation; the JSON columns hold what we wrote. */
export interface SimulationRow {
  readonly id: string;
  readonly household_id: string;
  readonly status: string;
  readonly paths_done: number;
  readonly inputs: FrozenInputs;
  readonly result: SimulationResult | null;
  readonly failure: SimulationFailure | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
}

export function toSimulation(row: SimulationRow): Simulation {
  const status = SIMULATION_STATUSES.find((s) => s === row.status);
  invariant(status, `a stored simulation has a known status (${row.status})`);
  return {
    id: row.id,
    householdId: row.household_id,
    status,
    pathsDone: row.paths_done,
    inputs: row.inputs,
    result: row.result,
    failure: row.failure,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
