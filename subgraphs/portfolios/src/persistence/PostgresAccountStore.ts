import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { AccountKind, Broker } from "../domain/account.js";
import type { Account, AccountStore } from "../operations/ports.js";

interface AccountRow {
  readonly id: string;
  readonly household_id: string;
  readonly name: string;
  readonly kind: string;
  readonly broker: string | null;
  readonly owner_person_id: string | null;
  readonly currency: string;
  readonly cash: string;
  readonly allows_short: boolean;
  readonly version: number;
  readonly created_at: Date;
}

const SELECT = `select id, household_id, name, kind, broker, owner_person_id, currency, cash, allows_short, version, created_at
  from portfolios.account where household_id = any ($1::uuid[])`;

export class PostgresAccountStore implements AccountStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Account>> {
    const rows = await query<AccountRow>(this.#em, `${SELECT} and id = any ($2::uuid[])`, [
      this.#households,
      ids,
    ]);
    return new Map(rows.map((row) => [row.id, toAccount(row)]));
  }

  async ofHouseholds(householdIds: readonly string[]): Promise<readonly Account[]> {
    const rows = await query<AccountRow>(
      this.#em,
      `${SELECT} and household_id = any ($2::uuid[]) order by created_at, id`,
      [this.#households, householdIds],
    );
    return rows.map(toAccount);
  }

  async add(account: Account, createdBy: string): Promise<void> {
    await query(
      this.#em,
      `insert into portfolios.account
         (household_id, id, name, kind, broker, owner_person_id, currency, created_by, created_at, allows_short)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        account.householdId,
        account.id,
        account.name,
        account.kind,
        account.broker,
        account.ownerPersonId,
        account.currency,
        createdBy,
        account.createdAt,
        account.allowsShort,
      ],
    );
  }

  async update(account: Account): Promise<boolean> {
    const changed = await query(
      this.#em,
      `update portfolios.account
       set name = $4, kind = $5, broker = $6, owner_person_id = $7, allows_short = $8, version = version + 1
       where household_id = $1 and id = $2 and version = $3 returning id`,
      [
        account.householdId,
        account.id,
        account.version,
        account.name,
        account.kind,
        account.broker,
        account.ownerPersonId,
        account.allowsShort,
      ],
    );
    return changed.length === 1;
  }

  async setCash(cash: ReadonlyMap<string, Decimal>): Promise<void> {
    const rows = [...cash].map(([id, amount]) => ({ id, amount: amount.toFixed() }));
    await query(
      this.#em,
      `update portfolios.account a set cash = r.amount
       from json_to_recordset($2::json) as r(id uuid, amount numeric)
       where a.household_id = any ($1::uuid[]) and a.id = r.id and a.cash <> r.amount`,
      [this.#households, JSON.stringify(rows)],
    );
  }
}

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    householdId: row.household_id,
    name: row.name,
    // written by this store only, from these unions
    kind: row.kind as AccountKind,
    broker: row.broker as Broker | null,
    ownerPersonId: row.owner_person_id,
    currency: row.currency,
    cash: new Decimal(row.cash),
    allowsShort: row.allows_short,
    version: row.version,
    createdAt: row.created_at,
  };
}
