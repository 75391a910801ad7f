import { invariant } from "@wealthgraph/kernel/refusal";
import type { OutcomeSlice } from "../domain/plan/pathOutcomes.js";
import { fanRows, SCALARS } from "../domain/plan/pathOutcomes.js";
import type { PlanInputs } from "../domain/plan/planInputs.js";
import type { PlanResult, PlanSimulation } from "../domain/plan/planSimulation.js";
import { SIMULATION_STATUSES, type SimulationFailure } from "../domain/simulation.js";
import type { KeptOutcomes } from "../operations/planSimulationPorts.js";

/** Columns of a simulation without its outcomes. */
export const PLAN_SIMULATION_COLUMNS =
  "id, household_id, plan_id, status, input_hash, paths_done, inputs, result, failure, created_at, started_at, finished_at";

/** A row of planning.plan_simulation; the JSON columns hold what we wrote. */
export interface PlanSimulationRow {
  readonly id: string;
  readonly household_id: string;
  readonly plan_id: string;
  readonly status: string;
  readonly input_hash: string;
  readonly paths_done: number;
  readonly inputs: PlanInputs;
  readonly result: PlanResult | null;
  readonly failure: SimulationFailure | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
}

export function toPlanSimulation(row: PlanSimulationRow): PlanSimulation {
  const status = SIMULATION_STATUSES.find((s) => s === row.status);
  invariant(status, `a stored simulation has a known status (${row.status})`);
  return {
    id: row.id,
    householdId: row.household_id,
    planId: row.plan_id,
    status,
    pathsDone: row.paths_done,
    inputs: row.inputs,
    inputHash: row.input_hash,
    result: row.result,
    failure: row.failure,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** A row of planning.plan_simulation_slice: little-endian numbers, as the arrays have them. */
export interface SliceRow {
  readonly first_path: number;
  readonly paths: number;
  readonly fan: Buffer;
  readonly scalars: Buffer;
}

export function toSlice(row: SliceRow): OutcomeSlice {
  const { paths } = row;
  const fan = new Float32Array(aligned(row.fan));
  const scalars = new Float64Array(aligned(row.scalars));
  const years = (fan.length / paths - 2) / 3;
  invariant(
    fan.length === paths * fanRows(years) && scalars.length === paths * SCALARS.length,
    "a stored slice has the rows of its paths",
  );
  return { firstPath: row.first_path, paths, years, fan, scalars };
}

export const bytesOf = (array: Float32Array | Float64Array | Uint8Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);

/** A copy that begins at a boundary of its numbers. */
const aligned = (bytes: Buffer): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** A byte of success and eight of terminal wealth for each path, one after the other. */
export function toBytes({ succeeded, terminal }: KeptOutcomes): Buffer {
  return Buffer.concat([bytesOf(succeeded), bytesOf(terminal)]);
}

export function toKeptOutcomes(bytes: Buffer): KeptOutcomes {
  const paths = bytes.length / 9;
  const copy = aligned(bytes);
  return {
    succeeded: new Uint8Array(copy.slice(0, paths)),
    terminal: new Float64Array(copy.slice(paths)),
  };
}
