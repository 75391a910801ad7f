import {
  type Database,
  type HouseholdScope,
  query,
  type SqlEntityManager,
} from "@wealthgraph/chassis/database";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import type { OutcomeSlice } from "../domain/plan/pathOutcomes.js";
import type { PlanResult, PlanSimulation } from "../domain/plan/planSimulation.js";
import type { SimulationFailure } from "../domain/simulation.js";
import type { KeptOutcomes, PlanProgressStore } from "../operations/planSimulationPorts.js";
import {
  bytesOf,
  PLAN_SIMULATION_COLUMNS,
  type PlanSimulationRow,
  type SliceRow,
  toBytes,
  toPlanSimulation,
  toSlice,
} from "./PlanSimulationRow.js";

/** A simulation that is finished or cancelled matches none of these statements. */
const BEGIN = `
  update planning.plan_simulation
  set status = 'RUNNING', started_at = coalesce(started_at, now())
  where id = $1 and status in ('QUEUED', 'RUNNING') returning ${PLAN_SIMULATION_COLUMNS}`;

const ADVANCE = `
  update planning.plan_simulation
  set paths_done = greatest(paths_done, $2::int), result = coalesce($3::jsonb, result)
  where id = $1 and status = 'RUNNING' returning id, household_id`;

const KEEP = `
  insert into planning.plan_simulation_slice
    (simulation_id, household_id, first_path, paths, fan, scalars)
  values ($1, $2, $3, $4, $5, $6) on conflict do nothing`;

const FINISH = `
  update planning.plan_simulation
  set status = 'DONE', paths_done = paths, result = $2, outcomes = $3, finished_at = now()
  where id = $1 and status = 'RUNNING' returning id, household_id`;

const FAIL = `
  update planning.plan_simulation
  set status = 'FAILED', failure = $2, result = null, finished_at = now()
  where id = $1 and status in ('QUEUED', 'RUNNING') returning id, household_id`;

const COMPLETE_GOALS = `
  update planning.goal set completed_at = now()
  where id = any ($1::uuid[]) and completed_at is null returning id`;

type Ids = Pick<PlanSimulationRow, "id" | "household_id">;

/** Plan simulations in PostgreSQL, as the job that runs one sees them. */
export class PostgresPlanProgressStore implements PlanProgressStore {
  readonly #database: Database;
  readonly #scope: HouseholdScope;

  constructor(database: Database, scope: HouseholdScope) {
    this.#database = database;
    this.#scope = scope;
  }

  async begin(id: string): Promise<PlanSimulation | null> {
    const [row] = await this.#database.within(this.#scope, (em) =>
      query<PlanSimulationRow>(em, BEGIN, [id]),
    );
    return row ? toPlanSimulation(row) : null;
  }

  async slices(id: string): Promise<readonly OutcomeSlice[]> {
    const rows = await this.#database.within(this.#scope, (em) =>
      query<SliceRow>(
        em,
        `select first_path, paths, fan, scalars from planning.plan_simulation_slice
         where simulation_id = $1 order by first_path`,
        [id],
      ),
    );
    return rows.map(toSlice);
  }

  advance(
    id: string,
    slices: readonly OutcomeSlice[],
    { done, result }: { readonly done: number; readonly result: PlanResult | null },
  ): Promise<boolean> {
    return this.#database.within(this.#scope, async (em) => {
      const json = result === null ? null : JSON.stringify(result);
      const [row] = await query<Ids>(em, ADVANCE, [id, done, json]);
      if (!row) return false;
      for (const { firstPath, paths, fan, scalars } of slices) {
        const bytes = [bytesOf(fan), bytesOf(scalars)];
        await query(em, KEEP, [id, row.household_id, firstPath, paths, ...bytes]);
      }
      return true;
    });
  }

  finish(
    id: string,
    result: PlanResult,
    kept: KeptOutcomes & { readonly completedGoalIds: readonly string[] },
  ): Promise<boolean> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<Ids>(em, FINISH, [id, JSON.stringify(result), toBytes(kept)]);
      if (!row) return false;
      await query(em, "delete from planning.plan_simulation_slice where simulation_id = $1", [id]);
      await announce(em, "simulation.completed", row, { success: result.success.value });
      const goals = await query<{ id: string }>(em, COMPLETE_GOALS, [kept.completedGoalIds]);
      for (const goal of goals) await announce(em, "goal.completed", row, { goalId: goal.id });
      return true;
    });
  }

  fail(id: string, failure: SimulationFailure): Promise<boolean> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<Ids>(em, FAIL, [id, JSON.stringify(failure)]);
      if (!row) return false;
      await query(em, "delete from planning.plan_simulation_slice where simulation_id = $1", [id]);
      await announce(em, "simulation.failed", row, {});
      return true;
    });
  }
}

function announce(em: SqlEntityManager, type: string, row: Ids, more: object): Promise<void> {
  const { id: simulationId, household_id: householdId } = row;
  const data = { simulationId, ...more };
  return publishEvent(em, "planning", { householdId, type, data });
}
