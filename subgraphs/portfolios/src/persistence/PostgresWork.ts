import { type Database, query } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import type { ParseJob, Scope, Unit, Work } from "../operations/ports.js";
import { outdatedDisposals } from "./PostgresDisposalStore.js";
import { type Enqueue, PostgresUnit } from "./PostgresUnit.js";

/** Transactions of the portfolios database. */
export class PostgresWork implements Work {
  readonly #database: Database;
  readonly #jobs: Enqueue;

  constructor(database: Database, jobs: Enqueue) {
    this.#database = database;
    this.#jobs = jobs;
  }

  within<T>(scope: Scope, run: (unit: Unit) => Promise<T>): Promise<T> {
    const households = [...scope.householdIds].filter(isId);
    return this.#database.within({ householdIds: households, userId: scope.userId ?? null }, (em) =>
      run(new PostgresUnit(em, this.#jobs, households)),
    );
  }

  stalledImports(seconds: number): Promise<readonly ParseJob[]> {
    return this.#database.asSystem(async (em) => {
      const rows = await query<{ readonly id: string; readonly household_id: string }>(
        em,
        `select id, household_id from portfolios.import
         where status = 'PARSING' and moved_at < now() - make_interval(secs => $1 + rows_total / 1000.0)`,
        [seconds],
      );
      return rows.map((row) => ({ importId: row.id, householdId: row.household_id }));
    });
  }

  householdsWithOutdatedDisposals(): Promise<readonly string[]> {
    return this.#database.asSystem((em) => outdatedDisposals(em));
  }

  householdIds(): Promise<readonly string[]> {
    return this.#database.asSystem(async (em) => {
      const rows = await query<{ readonly household_id: string }>(
        em,
        "select distinct household_id from portfolios.account order by household_id",
      );
      return rows.map((row) => row.household_id);
    });
  }
}
