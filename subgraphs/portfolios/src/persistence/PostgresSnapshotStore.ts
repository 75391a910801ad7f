import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Snapshot, SnapshotStore } from "../operations/ports.js";
import { insertRows } from "./insertRows.js";

/** Raised when the way snapshots are calculated changes; stored with each. */
export const CALCULATION_VERSION = 1;

const COLUMNS = {
  household_id: "uuid",
  day: "date",
  value: "numeric",
  cash: "numeric",
  cost: "numeric",
  is_estimated: "boolean",
  calculation_version: "int",
} as const;

export class PostgresSnapshotStore implements SnapshotStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  async replaceFrom(
    householdId: string,
    from: CalendarDate,
    snapshots: readonly Snapshot[],
  ): Promise<void> {
    const months = [...new Set(snapshots.map(({ day }) => `${day.slice(0, 7)}-01`))];
    await query(
      this.#em,
      "select portfolios.ensure_snapshot_month(month) from unnest($1::date[]) as m (month)",
      [months],
    );
    await query(this.#em, "delete from portfolios.snapshot where household_id = $1 and day >= $2", [
      householdId,
      from,
    ]);
    await insertRows(
      this.#em,
      "snapshot",
      COLUMNS,
      snapshots.map((snapshot) => ({
        household_id: householdId,
        day: snapshot.day,
        value: snapshot.value.toFixed(),
        cash: snapshot.cash.toFixed(),
        cost: snapshot.cost.toFixed(),
        is_estimated: snapshot.isEstimated,
        calculation_version: CALCULATION_VERSION,
      })),
    );
  }

  async between(
    householdId: string,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly Snapshot[]> {
    const rows = await query<{
      readonly day: string;
      readonly value: string;
      readonly cash: string;
      readonly cost: string;
      readonly is_estimated: boolean;
    }>(
      this.#em,
      `select day::text as day, value, cash, cost, is_estimated from portfolios.snapshot
       where household_id = any ($1::uuid[]) and household_id = $2 and day between $3 and $4
       order by day`,
      [this.#households, householdId, from, to],
    );
    return rows.map((row) => ({
      day: row.day as CalendarDate,
      value: new Decimal(row.value),
      cash: new Decimal(row.cash),
      cost: new Decimal(row.cost),
      isEstimated: row.is_estimated,
    }));
  }
}
