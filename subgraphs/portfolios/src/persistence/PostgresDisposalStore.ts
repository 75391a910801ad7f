import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { AccountKind } from "../domain/account.js";
import type { Term } from "../domain/realizedGain.js";
import {
  DISPOSAL_CALCULATION,
  type DisposalRange,
  type DisposalStore,
  type DisposalSum,
  type StoredDisposal,
} from "../operations/disposalPorts.js";
import type { Slice } from "../operations/ports.js";
import {
  DISPOSAL_COLUMNS,
  type DisposalRow,
  SELECT_DISPOSAL,
  toDisposal,
  toDisposalRow,
} from "./DisposalRow.js";
import { insertRows, rowsOf } from "./insertRows.js";

export class PostgresDisposalStore implements DisposalStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  async replace(
    householdId: string,
    disposals: Iterable<StoredDisposal>,
    instruments: readonly string[] | null,
  ): Promise<void> {
    await query(
      this.#em,
      `delete from portfolios.disposal
       where household_id = $1 and ($2::text[] is null or instrument_id = any ($2::text[]))`,
      [householdId, instruments],
    );
    await insertRows(this.#em, "disposal", DISPOSAL_COLUMNS, rowsOf(disposals, toDisposalRow));
    if (instruments !== null) return;
    await query(
      this.#em,
      `insert into portfolios.disposal_calculation (household_id, version) values ($1, $2)
       on conflict (household_id) do update set version = excluded.version`,
      [householdId, DISPOSAL_CALCULATION],
    );
  }

  async outdated(householdIds: readonly string[]): Promise<readonly string[]> {
    const rows = await query<{ readonly household_id: string }>(
      this.#em,
      `select h.household_id from unnest($2::uuid[]) as h (household_id)
       where h.household_id = any ($3::uuid[])
         and not exists (select 1 from portfolios.disposal_calculation c
           where c.household_id = h.household_id and c.version >= $1)
         and exists (select 1 from portfolios.transaction t where t.household_id = h.household_id)`,
      [DISPOSAL_CALCULATION, householdIds, this.#households],
    );
    return rows.map((row) => row.household_id);
  }

  async totals(householdId: string, { from, to }: DisposalRange): Promise<readonly DisposalSum[]> {
    const rows = await query<SumRow>(
      this.#em,
      `select a.kind as account_kind, d.term, d.is_cost_known, count(*)::int as n,
         sum(d.proceeds) as proceeds, sum(d.cost) as cost,
         sum(d.disallowed_loss) as disallowed_loss, sum(d.permanent_loss) as permanent_loss
       from portfolios.disposal d
       join portfolios.account a on a.household_id = d.household_id and a.id = d.account_id
       where d.household_id = any ($1::uuid[]) and d.household_id = $2
         and d.disposed_on between $3 and $4
       group by a.kind, d.term, d.is_cost_known`,
      [this.#households, householdId, from, to],
    );
    return rows.map(toSum);
  }

  ofHouseholds(
    householdIds: readonly string[],
    range: DisposalRange,
    slice: Slice,
  ): Promise<readonly StoredDisposal[]> {
    return this.#pages("household_id", householdIds, range, slice);
  }

  ofAccounts(
    accountIds: readonly string[],
    range: DisposalRange,
    slice: Slice,
  ): Promise<readonly StoredDisposal[]> {
    return this.#pages("account_id", accountIds, range, slice);
  }

  /** The first rows after a key, for each of several parents, in one statement. */
  async #pages(
    parent: "account_id" | "household_id",
    parentIds: readonly string[],
    { from, to }: DisposalRange,
    slice: Slice,
  ): Promise<readonly StoredDisposal[]> {
    const [disposedOn = null, id = null] = slice.after ?? [];
    const rows = await query<DisposalRow>(
      this.#em,
      `select page.* from unnest($2::uuid[]) as wanted (parent) cross join lateral (
         ${SELECT_DISPOSAL}
         where d.household_id = any ($1::uuid[]) and d.${parent} = wanted.parent
           and d.disposed_on between $3 and $4
           and ($5::date is null or (d.disposed_on, d.id) > ($5::date, $6::uuid))
         order by d.disposed_on, d.id limit $7) page`,
      [this.#households, parentIds, from, to, disposedOn, id, slice.first],
    );
    return rows.map(toDisposal);
  }
}

interface SumRow {
  readonly account_kind: string;
  readonly term: string;
  readonly is_cost_known: boolean;
  readonly n: number;
  readonly proceeds: string;
  readonly cost: string;
  readonly disallowed_loss: string;
  readonly permanent_loss: string;
}

function toSum(row: SumRow): DisposalSum {
  return {
    // written by the stores only, from the domain's unions
    accountKind: row.account_kind as AccountKind,
    term: row.term as Term,
    isCostKnown: row.is_cost_known,
    count: row.n,
    proceeds: new Decimal(row.proceeds),
    cost: new Decimal(row.cost),
    disallowedLoss: new Decimal(row.disallowed_loss),
    permanentLoss: new Decimal(row.permanent_loss),
  };
}

/** Over all households that have an account, as the system role. */
export async function outdatedDisposals(em: SqlEntityManager): Promise<readonly string[]> {
  const rows = await query<{ readonly household_id: string }>(
    em,
    `select distinct a.household_id from portfolios.account a
     where not exists (select 1 from portfolios.disposal_calculation c
       where c.household_id = a.household_id and c.version >= $1)
     order by a.household_id`,
    [DISPOSAL_CALCULATION],
  );
  return rows.map((row) => row.household_id);
}
