import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import type { Household } from "../domain/household.js";
import type { HouseholdStore } from "../operations/ports.js";

interface HouseholdRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly version: number;
}

const COLUMNS = "id, name, created_at, version";

export class PostgresHouseholdStore implements HouseholdStore {
  constructor(private readonly em: SqlEntityManager) {}

  async insert(household: Household): Promise<void> {
    const { id, name, createdAt, version } = household;
    await query(
      this.em,
      "insert into users.household (id, name, created_at, version) values ($1, $2, $3, $4)",
      [id, name, createdAt, version],
    );
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Household>> {
    const rows = await query<HouseholdRow>(
      this.em,
      `select ${COLUMNS} from users.household where id = any ($1::uuid[])`,
      [ids.filter(isId)],
    );
    return new Map(rows.map((row) => [row.id, toHousehold(row)]));
  }

  async lock(id: string): Promise<Household | null> {
    if (!isId(id)) return null;
    const [row] = await query<HouseholdRow>(
      this.em,
      `select ${COLUMNS} from users.household where id = $1 for update`,
      [id],
    );
    return row ? toHousehold(row) : null;
  }

  async rename(id: string, name: string, version: number): Promise<Household | null> {
    if (!isId(id)) return null;
    const [row] = await query<HouseholdRow>(
      this.em,
      `update users.household set name = $2, version = version + 1
       where id = $1 and version = $3 returning ${COLUMNS}`,
      [id, name, version],
    );
    return row ? toHousehold(row) : null;
  }
}

function toHousehold(row: HouseholdRow): Household {
  return { id: row.id, name: row.name, createdAt: row.created_at, version: row.version };
}
