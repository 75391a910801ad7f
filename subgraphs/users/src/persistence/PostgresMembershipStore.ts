import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import type { Membership, MembershipRole } from "../domain/membership.js";
import type { MembershipStore } from "../operations/ports.js";

interface MembershipRow {
  readonly id: string;
  readonly household_id: string;
  readonly user_id: string;
  readonly role: MembershipRole;
  readonly since: Date;
}

const SELECT = "select id, household_id, user_id, role, since from users.membership";

export class PostgresMembershipStore implements MembershipStore {
  constructor(private readonly em: SqlEntityManager) {}

  async insert(membership: Membership): Promise<void> {
    const { id, householdId, userId, role, since } = membership;
    await query(
      this.em,
      `insert into users.membership (id, household_id, user_id, role, since)
       values ($1, $2, $3, $4, $5)`,
      [id, householdId, userId, role, since],
    );
  }

  async byId(id: string): Promise<Membership | null> {
    return (await this.byIds([id])).get(id) ?? null;
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Membership>> {
    const rows = await query<MembershipRow>(this.em, `${SELECT} where id = any ($1::uuid[])`, [
      ids.filter(isId),
    ]);
    return new Map(rows.map((row) => [row.id, toMembership(row)]));
  }

  async ofHouseholds(householdIds: readonly string[]): Promise<Membership[]> {
    const rows = await query<MembershipRow>(
      this.em,
      `${SELECT} where household_id = any ($1::uuid[]) order by since, id`,
      [householdIds.filter(isId)],
    );
    return rows.map(toMembership);
  }

  async ofUsers(userIds: readonly string[]): Promise<Membership[]> {
    const rows = await query<MembershipRow>(
      this.em,
      `${SELECT} where user_id = any ($1::uuid[]) order by since, id`,
      [userIds.filter(isId)],
    );
    return rows.map(toMembership);
  }

  async setRole(membership: Membership): Promise<void> {
    await query(
      this.em,
      "update users.membership set role = $3 where id = $1 and household_id = $2",
      [membership.id, membership.householdId, membership.role],
    );
  }

  async remove(id: string): Promise<void> {
    await query(this.em, "delete from users.membership where id = $1", [id]);
  }
}

function toMembership(row: MembershipRow): Membership {
  return {
    id: row.id,
    householdId: row.household_id,
    userId: row.user_id,
    role: row.role,
    since: row.since,
  };
}
