import {
  type Database,
  type HouseholdScope,
  query,
  type SqlEntityManager,
} from "@wealthgraph/chassis/database";
import { isId, newId } from "@wealthgraph/chassis/id";
import type { JobQueue } from "@wealthgraph/chassis/jobs";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { PlanInputs } from "../domain/plan/planInputs.js";
import type { PlanSimulation } from "../domain/plan/planSimulation.js";
import type {
  KeptOutcomes,
  PlanSimulationPage,
  PlanSimulationStore,
} from "../operations/planSimulationPorts.js";
import { PLAN_SIMULATION_QUEUE, type PlanSimulationJob } from "./planSimulationQueue.js";
import {
  PLAN_SIMULATION_COLUMNS,
  type PlanSimulationRow,
  toKeptOutcomes,
  toPlanSimulation,
} from "./PlanSimulationRow.js";

const INSERT = `
  insert into planning.plan_simulation
    (id, household_id, plan_id, status, input_hash, paths, inputs)
  values ($1, $2, $3, 'QUEUED', $4, $5, $6)
  on conflict (household_id, input_hash) where status in ('QUEUED', 'RUNNING', 'DONE') do nothing
  returning ${PLAN_SIMULATION_COLUMNS}`;

const CACHED = `
  select ${PLAN_SIMULATION_COLUMNS} from planning.plan_simulation
  where household_id = $1 and input_hash = $2 and status in ('QUEUED', 'RUNNING', 'DONE')`;

/** Plan simulations in PostgreSQL, as a viewer sees and starts them. */
export class PostgresPlanSimulationStore implements PlanSimulationStore {
  readonly #database: Database;
  readonly #scope: HouseholdScope;
  readonly #jobs: Pick<JobQueue, "enqueue">;

  constructor(database: Database, scope: HouseholdScope, jobs: Pick<JobQueue, "enqueue">) {
    this.#database = database;
    this.#scope = scope;
    this.#jobs = jobs;
  }

  async page(
    householdId: string,
    { first, afterId }: { readonly first: number; readonly afterId: string | null },
  ): Promise<PlanSimulationPage> {
    if (!isId(householdId) || (afterId !== null && !isId(afterId))) {
      return { nodes: [], hasNextPage: false };
    }
    const rows = await this.#rows<PlanSimulationRow>(
      `select ${PLAN_SIMULATION_COLUMNS} from planning.plan_simulation
       where household_id = $1 and ($2::uuid is null or id < $2)
       order by id desc limit $3`,
      [householdId, afterId, first + 1],
    );
    const nodes = rows.slice(0, first).map(toPlanSimulation);
    return { nodes, hasNextPage: rows.length > first };
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, PlanSimulation>> {
    const rows = await this.#rows<PlanSimulationRow>(
      `select ${PLAN_SIMULATION_COLUMNS} from planning.plan_simulation where id = any ($1::uuid[])`,
      [ids.filter(isId)],
    );
    return new Map(rows.map((row) => [row.id, toPlanSimulation(row)]));
  }

  async countActive(householdId: string): Promise<number> {
    const [row] = await this.#rows<{ count: number }>(
      `select count(*)::int as count from planning.plan_simulation
       where household_id = $1 and status in ('QUEUED', 'RUNNING')`,
      [householdId],
    );
    return row?.count ?? 0;
  }

  add(
    householdId: string,
    planId: string,
    inputs: PlanInputs,
    hash: string,
  ): Promise<PlanSimulation> {
    const values = [newId(), householdId, planId, hash, inputs.paths, JSON.stringify(inputs)];
    return this.#database.within(this.#scope, async (em) => {
      const [added] = await query<PlanSimulationRow>(em, INSERT, values);
      if (added) await this.#enqueue(em, added);
      const [row] = added
        ? [added]
        : await query<PlanSimulationRow>(em, CACHED, [householdId, hash]);
      invariant(row, "a simulation is inserted, or one of the same inputs is there");
      return toPlanSimulation(row);
    });
  }

  /** Leaves no half result. */
  cancel(id: string): Promise<boolean> {
    return this.#database.within(this.#scope, async (em) => {
      const rows = await query(
        em,
        `update planning.plan_simulation
         set status = 'CANCELLED', result = null, finished_at = now()
         where id = $1 and status in ('QUEUED', 'RUNNING') returning id`,
        [id],
      );
      if (rows.length === 0) return false;
      await query(em, "delete from planning.plan_simulation_slice where simulation_id = $1", [id]);
      return true;
    });
  }

  async outcomes(id: string): Promise<KeptOutcomes | null> {
    const [row] = await this.#rows<{ outcomes: Buffer }>(
      "select outcomes from planning.plan_simulation where id = $1 and status = 'DONE'",
      [id],
    );
    return row ? toKeptOutcomes(row.outcomes) : null;
  }

  #enqueue(em: SqlEntityManager, row: PlanSimulationRow): Promise<void> {
    const job: PlanSimulationJob = { simulationId: row.id, householdId: row.household_id };
    return this.#jobs.enqueue(em, PLAN_SIMULATION_QUEUE.name, job, { priority: "high" });
  }

  #rows<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return this.#database.within(this.#scope, (em) => query<Row>(em, sql, values));
  }
}
