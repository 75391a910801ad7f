import { globalTable, Migration, outboxTable, tenantTable } from "@wealthgraph/chassis/migrations";

const ROLES = "'OWNER', 'MEMBER', 'ADVISER', 'VIEWER'";

/** Accounts, sessions and keys, which belong to no household; households and what is theirs. */
export class Migration001Users extends Migration {
  override up(): void {
    for (const sql of [...identity(), ...signingKeys(), ...households(), ...outboxTable("users")]) {
      this.addSql(sql);
    }
  }
}

function identity(): string[] {
  return [
    `create table users.user_account (
      id uuid primary key,
      email text not null unique check (email = lower(email) and length(email) <= 254),
      display_name text not null,
      created_at timestamptz not null
    )`,
    ...globalTable("users", "user_account", "select, insert"),
    `create table users.credential (
      user_id uuid primary key references users.user_account,
      password_hash text not null check (password_hash like '$argon2id$%')
    )`,
    ...globalTable("users", "credential", "select, insert"),
    `create table users.session_family (
      id uuid primary key,
      user_id uuid not null references users.user_account,
      started_at timestamptz not null,
      ended_at timestamptz,
      end_reason text check (end_reason in ('SIGNED_OUT', 'REUSED')),
      check ((ended_at is null) = (end_reason is null))
    )`,
    `create index session_family_user on users.session_family (user_id)`,
    ...globalTable(
      "users",
      "session_family",
      "select, insert, update (ended_at, end_reason), delete",
    ),
    `create table users.refresh_token (
      token_hash text primary key,
      family_id uuid not null references users.session_family on delete cascade,
      issued_at timestamptz not null,
      expires_at timestamptz not null check (expires_at > issued_at),
      used_at timestamptz
    )`,
    `create index refresh_token_family on users.refresh_token (family_id, expires_at)`,
    // at most one link of a chain is unused: the state machine, said to the database
    `create unique index refresh_token_current on users.refresh_token (family_id) where used_at is null`,
    ...globalTable("users", "refresh_token", "select, insert, update (used_at), delete"),
    `create table users.attempt_window (
      key text primary key,
      started_at timestamptz not null,
      attempts int not null check (attempts >= 0)
    )`,
    ...globalTable("users", "attempt_window", "select, insert, update, delete"),
  ];
}

function signingKeys(): string[] {
  return [
    `create table users.signing_key (
      kid text primary key,
      public_jwk jsonb not null check (not public_jwk ? 'd'),
      sealed_private_key text not null,
      published_from timestamptz not null,
      signs_from timestamptz not null check (signs_from >= published_from)
    )`,
    ...globalTable("users", "signing_key", "select, insert, delete"),
  ];
}

function households(): string[] {
  return [
    `create table users.household (
      id uuid primary key,
      name text not null,
      created_at timestamptz not null,
      version int not null check (version >= 1)
    )`,
    ...tenantTable("users", "household", {
      householdColumn: "id",
      privileges: "select, insert, update (name, version)",
    }),
    `create table users.person (
      id uuid primary key,
      household_id uuid not null references users.household,
      name text not null,
      birth_date date,
      sex text check (sex in ('FEMALE', 'MALE')),
      retirement_state text check (retirement_state ~ '^[A-Z]{2}$'),
      retirement_date date,
      version int not null check (version >= 1),
      check (retirement_date > birth_date)
    )`,
    ...tenantTable("users", "person"),
    `create table users.membership (
      id uuid primary key,
      household_id uuid not null references users.household,
      user_id uuid not null references users.user_account,
      role text not null check (role in (${ROLES})),
      since timestamptz not null,
      unique (household_id, user_id)
    )`,
    ...tenantTable("users", "membership", { privileges: "select, insert, update (role), delete" }),
    // a user finds their own memberships before it is known which households are theirs
    `create policy membership_of_user on users.membership for select to wealthgraph_users
      using (user_id = nullif(current_setting('app.user_id', true), '')::uuid)`,
    `create index membership_user on users.membership (user_id)`,
    `create table users.invitation (
      id uuid primary key,
      household_id uuid not null references users.household,
      email text not null,
      role text not null check (role in (${ROLES})),
      token_hash text not null,
      invited_by uuid not null references users.user_account,
      created_at timestamptz not null,
      expires_at timestamptz not null check (expires_at > created_at),
      accepted_at timestamptz,
      revoked_at timestamptz,
      unique (household_id, token_hash),
      check (accepted_at is null or revoked_at is null)
    )`,
    ...tenantTable("users", "invitation", {
      privileges: "select, insert, update (accepted_at, revoked_at)",
      // the invited user is not a member yet: the token's hash leads to the household, and to nothing else
      systemPrivileges: "select (household_id, token_hash)",
    }),
    `create index invitation_token on users.invitation (token_hash)`,
  ];
}
