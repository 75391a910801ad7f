import { type Database, query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import type { Scope, Stores, UnitOfWork } from "../operations/ports.js";
import { PostgresAttemptStore } from "./PostgresAttemptStore.js";
import { PostgresHouseholdStore } from "./PostgresHouseholdStore.js";
import { PostgresInvitationStore } from "./PostgresInvitationStore.js";
import { PostgresMembershipStore } from "./PostgresMembershipStore.js";
import { PostgresPersonStore } from "./PostgresPersonStore.js";
import { PostgresSessionStore } from "./PostgresSessionStore.js";
import { PostgresSigningKeyStore } from "./PostgresSigningKeyStore.js";
import { PostgresUserStore } from "./PostgresUserStore.js";

/** Every store over one transaction that the chassis opened for the scope. */
export class PostgresUnitOfWork implements UnitOfWork {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  within<T>(scope: Scope, work: (stores: Stores) => Promise<T>): Promise<T> {
    return this.#database.within(scope, (em) => work(storesOf(em, scope)));
  }

  async householdOfInvitation(tokenHash: string): Promise<string | null> {
    const rows = await this.#database.asSystem((em) =>
      query<{ household_id: string }>(
        em,
        "select household_id from users.invitation where token_hash = $1",
        [tokenHash],
      ),
    );
    return rows[0]?.household_id ?? null;
  }
}

function storesOf(em: SqlEntityManager, scope: Scope): Stores {
  return {
    users: new PostgresUserStore(em, scope),
    sessions: new PostgresSessionStore(em),
    attempts: new PostgresAttemptStore(em),
    households: new PostgresHouseholdStore(em),
    people: new PostgresPersonStore(em),
    memberships: new PostgresMembershipStore(em),
    invitations: new PostgresInvitationStore(em),
    signingKeys: new PostgresSigningKeyStore(em),
    publish: (event) => publishEvent(em, "users", event),
  };
}
