import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { RefreshToken, SessionEnd, SessionFamily } from "../domain/refreshToken.js";
import type { OpenSession } from "../operations/openSessions.js";
import type { FamiliesOf, SessionStore } from "../operations/ports.js";

interface FamilyRow {
  readonly id: string;
  readonly user_id: string;
  readonly device: string | null;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly end_reason: SessionEnd | null;
}

interface TokenRow {
  readonly token_hash: string;
  readonly family_id: string;
  readonly issued_at: Date;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

/** Families of refresh tokens, by the tokens' hashes. */
export class PostgresSessionStore implements SessionStore {
  constructor(private readonly em: SqlEntityManager) {}

  async start(family: SessionFamily, token: RefreshToken): Promise<void> {
    await query(
      this.em,
      "insert into users.session_family (id, user_id, device, started_at) values ($1, $2, $3, $4)",
      [family.id, family.userId, family.device, family.startedAt],
    );
    await this.#insert(token);
  }

  async lock(tokenHash: string): Promise<{ token: RefreshToken; family: SessionFamily } | null> {
    // Two statements: the token is read after the lock is held, so that a waiting refresh sees it used.
    const [family] = await query<FamilyRow>(
      this.em,
      `select id, user_id, device, started_at, ended_at, end_reason from users.session_family
       where id = (select family_id from users.refresh_token where token_hash = $1) for update`,
      [tokenHash],
    );
    if (!family) return null;
    const [token] = await query<TokenRow>(
      this.em,
      `select token_hash, family_id, issued_at, expires_at, used_at from users.refresh_token
       where token_hash = $1`,
      [tokenHash],
    );
    return token ? { token: toToken(token), family: toFamily(family) } : null;
  }

  async rotate(used: RefreshToken, usedAt: Date, successor: RefreshToken): Promise<void> {
    const marked = await query(
      this.em,
      `update users.refresh_token set used_at = $2 where token_hash = $1 and used_at is null
       returning token_hash`,
      [used.tokenHash, usedAt],
    );
    invariant(marked.length === 1, "a refresh token is used once, under its family's lock");
    await this.#insert(successor);
  }

  async end(familyId: string, at: Date, reason: SessionEnd): Promise<void> {
    await query(
      this.em,
      "update users.session_family set ended_at = $2, end_reason = $3 where id = $1",
      [familyId, at, reason],
    );
  }

  async openOf(userId: string, now: Date): Promise<OpenSession[]> {
    const rows = await query<FamilyRow & TokenRow>(
      this.em,
      `select f.id, f.device, f.started_at, t.issued_at, t.expires_at
       from users.session_family f
       join users.refresh_token t on t.family_id = f.id and t.used_at is null
       where f.user_id = $1 and f.ended_at is null and t.expires_at > $2
       order by t.issued_at desc, f.id limit 100`,
      [userId, now],
    );
    return rows.map((row) => ({
      id: row.id,
      device: row.device,
      startedAt: row.started_at,
      renewedAt: row.issued_at,
      expiresAt: row.expires_at,
    }));
  }

  async endOf({ userId, only, except }: FamiliesOf, at: Date, reason: SessionEnd): Promise<number> {
    if (only !== null && !isId(only)) return 0;
    const ended = await query(
      this.em,
      `update users.session_family set ended_at = $2, end_reason = $3
       where user_id = $1 and ended_at is null
         and ($4::uuid is null or id = $4) and ($5::uuid is null or id <> $5)
       returning id`,
      [userId, at, reason, only, except],
    );
    return ended.length;
  }

  async removeExpired(before: Date): Promise<number> {
    await query(
      this.em,
      "delete from users.refresh_token where expires_at < $1 and used_at is not null",
      [before],
    );
    const removed = await query(
      this.em,
      `delete from users.session_family f where not exists (
         select from users.refresh_token t where t.family_id = f.id and t.expires_at >= $1)
       returning f.id`,
      [before],
    );
    return removed.length;
  }

  async #insert(token: RefreshToken): Promise<void> {
    await query(
      this.em,
      `insert into users.refresh_token (token_hash, family_id, issued_at, expires_at)
       values ($1, $2, $3, $4)`,
      [token.tokenHash, token.familyId, token.issuedAt, token.expiresAt],
    );
  }
}

function toFamily(row: FamilyRow): SessionFamily {
  return {
    id: row.id,
    userId: row.user_id,
    device: row.device,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
  };
}

function toToken(row: TokenRow): RefreshToken {
  return {
    tokenHash: row.token_hash,
    familyId: row.family_id,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  };
}
