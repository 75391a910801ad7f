import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import type { EmailAddress } from "../domain/emailAddress.js";
import type { Invitation } from "../domain/invitation.js";
import type { MembershipRole } from "../domain/membership.js";
import type { InvitationStore } from "../operations/ports.js";

interface InvitationRow {
  readonly id: string;
  readonly household_id: string;
  readonly email: string;
  readonly role: MembershipRole;
  readonly invited_by: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly accepted_at: Date | null;
  readonly revoked_at: Date | null;
}

const SELECT = `select id, household_id, email, role, invited_by, created_at, expires_at,
  accepted_at, revoked_at from users.invitation`;

export class PostgresInvitationStore implements InvitationStore {
  constructor(private readonly em: SqlEntityManager) {}

  async insert(invitation: Invitation, tokenHash: string): Promise<void> {
    const { id, householdId, email, role, invitedBy, createdAt, expiresAt } = invitation;
    await query(
      this.em,
      `insert into users.invitation
         (id, household_id, email, role, token_hash, invited_by, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, householdId, email, role, tokenHash, invitedBy, createdAt, expiresAt],
    );
  }

  async byId(id: string): Promise<Invitation | null> {
    if (!isId(id)) return null;
    const [row] = await query<InvitationRow>(this.em, `${SELECT} where id = $1`, [id]);
    return row ? toInvitation(row) : null;
  }

  async byTokenHash(tokenHash: string): Promise<Invitation | null> {
    const [row] = await query<InvitationRow>(this.em, `${SELECT} where token_hash = $1`, [
      tokenHash,
    ]);
    return row ? toInvitation(row) : null;
  }

  async pendingOf(householdIds: readonly string[], now: Date): Promise<Invitation[]> {
    const rows = await query<InvitationRow>(
      this.em,
      `${SELECT} where household_id = any ($1::uuid[])
         and accepted_at is null and revoked_at is null and expires_at > $2 order by id`,
      [householdIds.filter(isId), now],
    );
    return rows.map(toInvitation);
  }

  async close(invitation: Invitation): Promise<void> {
    await query(
      this.em,
      "update users.invitation set accepted_at = $2, revoked_at = $3 where id = $1",
      [invitation.id, invitation.acceptedAt, invitation.revokedAt],
    );
  }
}

function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    householdId: row.household_id,
    email: row.email as EmailAddress, // stored in its one form only
    role: row.role,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
    revokedAt: row.revoked_at,
  };
}
