import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import {
  type FlowTotals,
  type PerformanceDay,
  type Snapshot,
  SNAPSHOT_CALCULATION,
  type SnapshotStore,
} from "../operations/ports.js";
import { insertRows } from "./insertRows.js";

const COLUMNS = {
  household_id: "uuid",
  day: "date",
  value: "numeric",
  cash: "numeric",
  cost: "numeric",
  is_estimated: "boolean",
  inflow: "numeric",
  outflow: "numeric",
  fees: "numeric",
  calculation_version: "int",
} as const;

const ACCOUNT_COLUMNS = {
  household_id: "uuid",
  account_id: "uuid",
  day: "date",
  value: "numeric",
  cash: "numeric",
  is_estimated: "boolean",
  inflow: "numeric",
  outflow: "numeric",
  fees: "numeric",
  calculation_version: "int",
} as const;

interface PerformanceRow {
  readonly owner_id: string;
  readonly day: string;
  readonly value: string;
  readonly inflow: string;
  readonly outflow: string;
  readonly fees: string;
  readonly is_estimated: boolean;
  readonly calculation_version: number;
}

const flowColumns = ({ inflow, outflow, fees }: FlowTotals) => ({
  inflow: inflow.toFixed(),
  outflow: outflow.toFixed(),
  fees: fees.toFixed(),
});

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
    for (const table of ["snapshot", "account_snapshot"]) {
      await query(
        this.#em,
        `delete from portfolios.${table} where household_id = $1 and day >= $2`,
        [householdId, from],
      );
    }
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
        ...flowColumns(snapshot),
        calculation_version: SNAPSHOT_CALCULATION,
      })),
    );
    await insertRows(
      this.#em,
      "account_snapshot",
      ACCOUNT_COLUMNS,
      snapshots.flatMap(({ day, isEstimated, accounts }) =>
        accounts.map((account) => ({
          household_id: householdId,
          account_id: account.accountId,
          day,
          value: account.value.toFixed(),
          cash: account.cash.toFixed(),
          is_estimated: isEstimated,
          ...flowColumns(account),
          calculation_version: SNAPSHOT_CALCULATION,
        })),
      ),
    );
  }

  async between(
    householdId: string,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly Omit<Snapshot, "accounts" | keyof FlowTotals>[]> {
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

  async isOutdated(householdId: string): Promise<boolean> {
    const rows = await query(
      this.#em,
      `select 1 from portfolios.snapshot where household_id = any ($1::uuid[]) and household_id = $2
         and calculation_version < $3 limit 1`,
      [this.#households, householdId, SNAPSHOT_CALCULATION],
    );
    return rows.length > 0;
  }

  async performanceOfHousehold(
    householdId: string,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly PerformanceDay[]> {
    const rows = await this.#performance("household", [householdId], from, to);
    return rows.map(toPerformanceDay);
  }

  async performanceOfAccounts(
    accountIds: readonly string[],
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<ReadonlyMap<string, readonly PerformanceDay[]>> {
    const rows = await this.#performance("account", accountIds, from, to);
    const grouped = Map.groupBy(rows, ({ owner_id }) => owner_id);
    return new Map([...grouped].map(([id, own]) => [id, own.map(toPerformanceDay)]));
  }

  #performance(
    owner: "household" | "account",
    ids: readonly string[],
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly PerformanceRow[]> {
    const table = owner === "household" ? "portfolios.snapshot" : "portfolios.account_snapshot";
    const own = `household_id = any ($1::uuid[]) and ${owner}_id = wanted.id`;
    return query<PerformanceRow>(
      this.#em,
      `select wanted.id as owner_id, days.* from unnest($2::uuid[]) as wanted (id) cross join lateral (
         select day::text as day, value, inflow, outflow, fees, is_estimated, calculation_version
         from ${table} where ${own} and day <= $4
           and day >= coalesce((select max(day) from ${table} where ${own} and day < $3), $3)
         order by day) days`,
      [this.#households, ids, from, to],
    );
  }
}

function toPerformanceDay(row: PerformanceRow): PerformanceDay {
  return {
    day: row.day as CalendarDate,
    value: new Decimal(row.value),
    inflow: new Decimal(row.inflow),
    outflow: new Decimal(row.outflow),
    fees: new Decimal(row.fees),
    isEstimated: row.is_estimated,
    calculationVersion: row.calculation_version,
  };
}
