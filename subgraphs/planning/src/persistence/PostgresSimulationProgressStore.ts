import {
  type Database,
  type HouseholdScope,
  query,
  type SqlEntityManager,
} from "@wealthgraph/chassis/database";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import type { Simulation, SimulationFailure } from "../domain/simulation.js";
import type { SimulationResult } from "../domain/simulationResult.js";
import type { SimulationProgressStore } from "../operations/ports.js";
import { type SimulationRow, toSimulation } from "./SimulationRow.js";

/** A simulation that is finished or cancelled matches none of these statements. */
const BEGIN = `
  update planning.simulation
  set status = 'RUNNING', started_at = coalesce(started_at, now())
  where id = $1 and status in ('QUEUED', 'RUNNING') returning *`;

const ADVANCE = `
  update planning.simulation
  set paths_done = greatest(paths_done, $2::int),
    result = case when $2::int >= paths_done then $3::jsonb else result end
  where id = $1 and status = 'RUNNING' returning *`;

const FINISH = `
  update planning.simulation
  set status = 'DONE', paths_done = $2, result = $3, finished_at = now()
  where id = $1 and status = 'RUNNING' returning *`;

const FAIL = `
  update planning.simulation set status = 'FAILED', failure = $2, finished_at = now()
  where id = $1 and status in ('QUEUED', 'RUNNING') returning *`;

/** Simulations in PostgreSQL, as the job that runs one sees them. */
export class PostgresSimulationProgressStore implements SimulationProgressStore {
  readonly #database: Database;
  readonly #scope: HouseholdScope;

  constructor(database: Database, scope: HouseholdScope) {
    this.#database = database;
    this.#scope = scope;
  }

  async begin(id: string): Promise<Simulation | null> {
    const row = await this.#write(BEGIN, [id]);
    return row ? toSimulation(row) : null;
  }

  async advance(id: string, result: SimulationResult): Promise<boolean> {
    return (await this.#write(ADVANCE, [id, result.paths, JSON.stringify(result)])) !== null;
  }

  async finish(id: string, result: SimulationResult): Promise<boolean> {
    const values = [id, result.paths, JSON.stringify(result)];
    return (await this.#write(FINISH, values, "simulation.finished")) !== null;
  }

  async fail(id: string, failure: SimulationFailure): Promise<boolean> {
    const values = [id, JSON.stringify(failure)];
    return (await this.#write(FAIL, values, "simulation.failed")) !== null;
  }

  #write(sql: string, values: readonly unknown[], event?: string): Promise<SimulationRow | null> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<SimulationRow>(em, sql, values);
      if (row && event) await announce(em, event, row);
      return row ?? null;
    });
  }
}

function announce(em: SqlEntityManager, type: string, row: SimulationRow): Promise<void> {
  const { id: simulationId, household_id: householdId } = row;
  return publishEvent(em, "planning", { householdId, type, data: { simulationId } });
}
