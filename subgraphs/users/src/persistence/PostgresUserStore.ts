import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import type { EmailAddress } from "../domain/emailAddress.js";
import type { User } from "../domain/user.js";
import type { Scope, UserStore } from "../operations/ports.js";

interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly created_at: Date;
}

/** Accounts and their credentials: global tables, read for the user themself and those they share a household with. */
export class PostgresUserStore implements UserStore {
  constructor(
    private readonly em: SqlEntityManager,
    private readonly scope: Scope,
  ) {}

  async insert(user: User, passwordHash: string): Promise<boolean> {
    const inserted = await query(
      this.em,
      `insert into users.user_account (id, email, display_name, created_at) values ($1, $2, $3, $4)
       on conflict (email) do nothing returning id`,
      [user.id, user.email, user.displayName, user.createdAt],
    );
    if (inserted.length === 0) return false;
    await query(this.em, "insert into users.credential (user_id, password_hash) values ($1, $2)", [
      user.id,
      passwordHash,
    ]);
    return true;
  }

  async credentialOf(
    email: EmailAddress,
  ): Promise<{ userId: string; passwordHash: string } | null> {
    const [row] = await query<{ user_id: string; password_hash: string }>(
      this.em,
      `select c.user_id, c.password_hash
       from users.user_account u join users.credential c on c.user_id = u.id where u.email = $1`,
      [email],
    );
    return row ? { userId: row.user_id, passwordHash: row.password_hash } : null;
  }

  async setPasswordHash(userId: string, passwordHash: string): Promise<void> {
    await query(this.em, "update users.credential set password_hash = $2 where user_id = $1", [
      userId,
      passwordHash,
    ]);
  }

  async byIds(ids: readonly string[]): Promise<Map<string, User>> {
    const { householdIds, userId } = this.scope;
    const rows = await query<UserRow>(
      this.em,
      `select u.id, u.email, u.display_name, u.created_at from users.user_account u
       where u.id = any ($1::uuid[]) and (u.id = $2::uuid or exists (
         select from users.membership m
         where m.user_id = u.id and m.household_id = any ($3::uuid[])))`,
      [ids.filter(isId), userId, householdIds.filter(isId)],
    );
    return new Map(rows.map((row) => [row.id, toUser(row)]));
  }
}

function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email as EmailAddress, // stored in its one form only
    displayName: row.display_name,
    createdAt: row.created_at,
  };
}
