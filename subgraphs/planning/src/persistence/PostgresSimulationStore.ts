import { type Database, type HouseholdScope, query } from "@wealthgraph/chassis/database";
import { isId, newId } from "@wealthgraph/chassis/id";
import type { JobQueue } from "@wealthgraph/chassis/jobs";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { FrozenInputs } from "../domain/frozenInputs.js";
import type { Simulation } from "../domain/simulation.js";
import type { SimulationPage, SimulationStore } from "../operations/ports.js";
import { SIMULATION_QUEUE, type SimulationJob } from "./simulationQueue.js";
import { type SimulationRow, toSimulation } from "./SimulationRow.js";

/** Simulations in PostgreSQL, as a viewer sees and starts them. */
export class PostgresSimulationStore implements SimulationStore {
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
  ): Promise<SimulationPage> {
    if (!isId(householdId) || (afterId !== null && !isId(afterId))) {
      return { nodes: [], hasNextPage: false };
    }
    const rows = await this.#database.within(this.#scope, (em) =>
      query<SimulationRow>(
        em,
        `select * from planning.simulation
         where household_id = $1 and ($2::uuid is null or id < $2)
         order by id desc limit $3`,
        [householdId, afterId, first + 1],
      ),
    );
    return { nodes: rows.slice(0, first).map(toSimulation), hasNextPage: rows.length > first };
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Simulation>> {
    const rows = await this.#database.within(this.#scope, (em) =>
      query<SimulationRow>(em, "select * from planning.simulation where id = any ($1::uuid[])", [
        ids.filter(isId),
      ]),
    );
    return new Map(rows.map((row) => [row.id, toSimulation(row)]));
  }

  async countActive(householdId: string): Promise<number> {
    const [row] = await this.#database.within(this.#scope, (em) =>
      query<{ count: number }>(
        em,
        `select count(*)::int as count from planning.simulation
         where household_id = $1 and status in ('QUEUED', 'RUNNING')`,
        [householdId],
      ),
    );
    return row?.count ?? 0;
  }

  add(householdId: string, inputs: FrozenInputs): Promise<Simulation> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<SimulationRow>(
        em,
        `insert into planning.simulation (id, household_id, status, paths, inputs)
         values ($1, $2, 'QUEUED', $3, $4) returning *`,
        [newId(), householdId, inputs.paths, JSON.stringify(inputs)],
      );
      invariant(row, "an inserted simulation is returned");
      const job: SimulationJob = { simulationId: row.id, householdId };
      await this.#jobs.enqueue(em, SIMULATION_QUEUE.name, job, { priority: "high" });
      return toSimulation(row);
    });
  }

  async cancel(id: string): Promise<boolean> {
    const rows = await this.#database.within(this.#scope, (em) =>
      query(
        em,
        `update planning.simulation set status = 'CANCELLED', finished_at = now()
         where id = $1 and status in ('QUEUED', 'RUNNING') returning id`,
        [id],
      ),
    );
    return rows.length > 0;
  }
}
