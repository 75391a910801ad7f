import { type Database, type HouseholdScope, query } from "@wealthgraph/chassis/database";
import { isId, newId } from "@wealthgraph/chassis/id";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import type { HouseholdPlan, PlanDocument } from "../domain/plan/householdPlan.js";
import type { HouseholdPlanStore, PlanDraft } from "../operations/planPorts.js";
import { type HouseholdPlanRow, toHouseholdPlan } from "./HouseholdPlanRow.js";

const INSERT = `
  insert into planning.household_plan (id, household_id, name, is_baseline, document, version)
  values ($1, $2, $3, $4, $5, 1)
  on conflict (household_id) where is_baseline do nothing
  returning *`;

const UPDATE = `
  update planning.household_plan
  set name = $3, document = $4, version = version + 1, updated_at = now()
  where id = $1 and version = $2 returning *`;

const DELETE = `
  delete from planning.household_plan where id = $1 and version = $2 and not is_baseline returning *`;

/** Plans in PostgreSQL; every read and write is one transaction within `scope`. */
export class PostgresHouseholdPlanStore implements HouseholdPlanStore {
  readonly #database: Database;
  readonly #scope: HouseholdScope;

  constructor(database: Database, scope: HouseholdScope) {
    this.#database = database;
    this.#scope = scope;
  }

  async ofHouseholds(
    householdIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly HouseholdPlan[]>> {
    const rows = await this.#database.within(this.#scope, (em) =>
      query<HouseholdPlanRow>(
        em,
        `select * from planning.household_plan where household_id = any ($1::uuid[])
         order by is_baseline desc, id`,
        [householdIds.filter(isId)],
      ),
    );
    return Map.groupBy(rows.map(toHouseholdPlan), (plan) => plan.householdId);
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, HouseholdPlan>> {
    const rows = await this.#database.within(this.#scope, (em) =>
      query<HouseholdPlanRow>(
        em,
        "select * from planning.household_plan where id = any ($1::uuid[])",
        [ids.filter(isId)],
      ),
    );
    return new Map(rows.map((row) => [row.id, toHouseholdPlan(row)]));
  }

  add(householdId: string, draft: PlanDraft, isBaseline: boolean): Promise<HouseholdPlan | null> {
    const values = [newId(), householdId, draft.name, isBaseline, JSON.stringify(draft.document)];
    return this.#write("plan.created", INSERT, values);
  }

  replace(
    plan: Pick<HouseholdPlan, "id" | "version">,
    draft: { readonly name: string; readonly document: PlanDocument },
  ): Promise<HouseholdPlan | null> {
    const values = [plan.id, plan.version, draft.name, JSON.stringify(draft.document)];
    return this.#write("plan.updated", UPDATE, values);
  }

  async remove(plan: Pick<HouseholdPlan, "id" | "version">): Promise<boolean> {
    return (await this.#write("plan.removed", DELETE, [plan.id, plan.version])) !== null;
  }

  #write(type: string, sql: string, values: readonly unknown[]): Promise<HouseholdPlan | null> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<HouseholdPlanRow>(em, sql, values);
      if (!row) return null;
      const plan = toHouseholdPlan(row);
      const { id: planId, householdId, version } = plan;
      await publishEvent(em, "planning", { householdId, type, data: { planId, version } });
      return plan;
    });
  }
}
