import {
  type Database,
  type HouseholdScope,
  query,
  type SqlEntityManager,
} from "@wealthgraph/chassis/database";
import { isId, newId } from "@wealthgraph/chassis/id";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { Goal, GoalDraft } from "../domain/goal.js";
import type { GoalStore } from "../operations/ports.js";
import { type GoalRow, toGoal, toValues } from "./GoalRow.js";

const INSERT = `
  insert into planning.goal
    (id, household_id, name, kind, target_amount, currency, target_date, priority, version)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 1)
  returning *`;

const UPDATE = `
  update planning.goal
  set name = $3, kind = $4, target_amount = $5, currency = $6, target_date = $7, priority = $8,
    version = version + 1, updated_at = now()
  where id = $1 and version = $2
  returning *`;

const DELETE = "delete from planning.goal where id = $1 and version = $2 returning *";

/** Goals in PostgreSQL; every read and write is one transaction within `scope`. */
export class PostgresGoalStore implements GoalStore {
  readonly #database: Database;
  readonly #scope: HouseholdScope;

  constructor(database: Database, scope: HouseholdScope) {
    this.#database = database;
    this.#scope = scope;
  }

  async ofHouseholds(
    householdIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Goal[]>> {
    const rows = await this.#database.within(this.#scope, (em) =>
      query<GoalRow>(
        em,
        `select * from planning.goal where household_id = any ($1::uuid[])
         order by target_date, priority, id`,
        [householdIds.filter(isId)],
      ),
    );
    return Map.groupBy(rows.map(toGoal), (goal) => goal.householdId);
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Goal>> {
    const rows = await this.#database.within(this.#scope, (em) =>
      query<GoalRow>(em, "select * from planning.goal where id = any ($1::uuid[])", [
        ids.filter(isId),
      ]),
    );
    return new Map(rows.map((row) => [row.id, toGoal(row)]));
  }

  async add(householdId: string, draft: GoalDraft): Promise<Goal> {
    const goal = await this.#write("goal.created", INSERT, [
      newId(),
      householdId,
      ...toValues(draft),
    ]);
    invariant(goal, "an inserted goal is returned");
    return goal;
  }

  replace(goal: Pick<Goal, "id" | "version">, draft: GoalDraft): Promise<Goal | null> {
    return this.#write("goal.updated", UPDATE, [goal.id, goal.version, ...toValues(draft)]);
  }

  async remove(goal: Pick<Goal, "id" | "version">): Promise<boolean> {
    return (await this.#write("goal.removed", DELETE, [goal.id, goal.version])) !== null;
  }

  #write(event: string, sql: string, values: readonly unknown[]): Promise<Goal | null> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<GoalRow>(em, sql, values);
      if (!row) return null;
      const goal = toGoal(row);
      await announce(em, event, goal);
      return goal;
    });
  }
}

function announce(em: SqlEntityManager, type: string, goal: Goal): Promise<void> {
  const { id: goalId, householdId, version } = goal;
  return publishEvent(em, "planning", { householdId, type, data: { goalId, version } });
}
