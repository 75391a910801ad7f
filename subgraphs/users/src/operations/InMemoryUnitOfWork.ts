import { countAttempt, type AttemptWindow } from "../domain/attemptWindow.js";
import type { Household } from "../domain/household.js";
import { type Invitation, invitationStatus } from "../domain/invitation.js";
import type { Membership } from "../domain/membership.js";
import type { Person } from "../domain/person.js";
import type { RefreshToken, SessionFamily } from "../domain/refreshToken.js";
import type { User } from "../domain/user.js";
import type {
  AttemptStore,
  HouseholdStore,
  InvitationStore,
  MembershipStore,
  PersonStore,
  Scope,
  SessionStore,
  SigningKeyStore,
  StoredSigningKey,
  Stores,
  UnitOfWork,
  UsersEvent,
  UserStore,
} from "./ports.js";

/** All rows there are. Replaced as a whole when a transaction fails. */
export class Rows {
  readonly users = new Map<string, User & { passwordHash: string }>();
  readonly families = new Map<string, SessionFamily>();
  readonly refreshTokens = new Map<string, RefreshToken>();
  readonly attempts = new Map<string, AttemptWindow>();
  readonly households = new Map<string, Household>();
  readonly people = new Map<string, Person>();
  readonly memberships = new Map<string, Membership>();
  readonly invitations = new Map<string, { invitation: Invitation; tokenHash: string }>();
  readonly signingKeys = new Map<string, StoredSigningKey>();
  readonly events: UsersEvent[] = [];
}

/** The port over memory, for tests of operations: one transaction at a time, rolled back when it throws. */
export class InMemoryUnitOfWork implements UnitOfWork {
  rows = new Rows();
  #last: Promise<unknown> = Promise.resolve();

  within<T>(scope: Scope, work: (stores: Stores) => Promise<T>): Promise<T> {
    const run = async () => {
      const before = structuredClone(this.rows);
      try {
        return await work(storesOf(this.rows, scope));
      } catch (error) {
        this.rows = Object.assign(new Rows(), before);
        throw error;
      }
    };
    const result = this.#last.then(run);
    this.#last = result.catch(() => null);
    return result;
  }

  householdOfInvitation(tokenHash: string): Promise<string | null> {
    const all = [...this.rows.invitations.values()];
    const found = all.find((row) => row.tokenHash === tokenHash);
    return Promise.resolve(found?.invitation.householdId ?? null);
  }
}

function storesOf(rows: Rows, scope: Scope): Stores {
  const isMine = (householdId: string) => scope.householdIds.includes(householdId);
  return {
    users: usersOf(rows, scope),
    sessions: sessionsOf(rows),
    attempts: attemptsOf(rows),
    households: householdsOf(rows, isMine),
    people: peopleOf(rows, isMine),
    memberships: membershipsOf(rows, scope),
    invitations: invitationsOf(rows, isMine),
    signingKeys: signingKeysOf(rows),
    publish: async (event) => void rows.events.push(event),
  };
}

function usersOf(rows: Rows, scope: Scope): UserStore {
  const isVisible = (id: string) =>
    id === scope.userId ||
    [...rows.memberships.values()].some(
      (m) => m.userId === id && scope.householdIds.includes(m.householdId),
    );
  return {
    insert: async (user, passwordHash) => {
      if ([...rows.users.values()].some((u) => u.email === user.email)) return false;
      rows.users.set(user.id, { ...user, passwordHash });
      return true;
    },
    credentialOf: async (email) => {
      const found = [...rows.users.values()].find((user) => user.email === email);
      return found ? { userId: found.id, passwordHash: found.passwordHash } : null;
    },
    setPasswordHash: async (userId, passwordHash) => {
      const row = rows.users.get(userId);
      if (row) rows.users.set(userId, { ...row, passwordHash });
    },
    byIds: async (ids) => {
      const found = new Map<string, User>();
      for (const id of ids.filter(isVisible)) {
        const row = rows.users.get(id);
        if (!row) continue;
        const { passwordHash: _, ...user } = row;
        found.set(id, user);
      }
      return found;
    },
  };
}

function sessionsOf(rows: Rows): SessionStore {
  return {
    start: async (family, token) => {
      rows.families.set(family.id, family);
      rows.refreshTokens.set(token.tokenHash, token);
    },
    lock: async (tokenHash) => {
      const token = rows.refreshTokens.get(tokenHash);
      const family = token && rows.families.get(token.familyId);
      return token && family ? { token, family } : null;
    },
    rotate: async (used, usedAt, successor) => {
      rows.refreshTokens.set(used.tokenHash, { ...used, usedAt });
      rows.refreshTokens.set(successor.tokenHash, successor);
    },
    end: async (familyId, at, reason) => {
      const family = rows.families.get(familyId);
      if (family) rows.families.set(familyId, { ...family, endedAt: at, endReason: reason });
    },
    openOf: async (userId, now) =>
      [...rows.refreshTokens.values()]
        .filter(({ usedAt, expiresAt }) => usedAt === null && expiresAt > now)
        .flatMap(({ familyId, issuedAt: renewedAt, expiresAt }) => {
          const family = rows.families.get(familyId);
          if (family?.userId !== userId || family.endedAt !== null) return [];
          const { id, device, startedAt } = family;
          return [{ id, device, startedAt, renewedAt, expiresAt }];
        })
        .sort((a, b) => b.renewedAt.getTime() - a.renewedAt.getTime()),
    endOf: async ({ userId, only, except }, endedAt, endReason) => {
      const ended = [...rows.families.values()].filter(
        (family) =>
          family.userId === userId &&
          family.endedAt === null &&
          (only === null || family.id === only) &&
          family.id !== except,
      );
      for (const family of ended) rows.families.set(family.id, { ...family, endedAt, endReason });
      return ended.length;
    },
    removeExpired: async (before) => {
      const tokens = [...rows.refreshTokens.values()];
      const expired = [...rows.families.keys()].filter(
        (id) => !tokens.some((t) => t.familyId === id && t.expiresAt >= before),
      );
      for (const id of expired) rows.families.delete(id);
      for (const token of tokens) {
        const isOld = token.usedAt !== null && token.expiresAt < before;
        if (isOld || expired.includes(token.familyId)) rows.refreshTokens.delete(token.tokenHash);
      }
      return expired.length;
    },
  };
}

function attemptsOf(rows: Rows): AttemptStore {
  return {
    count: async (key, now) => {
      const window = countAttempt(rows.attempts.get(key) ?? null, now);
      rows.attempts.set(key, window);
      return window;
    },
    clear: async (key) => void rows.attempts.delete(key),
    giveBack: async (key) => {
      const window = rows.attempts.get(key);
      if (window) rows.attempts.set(key, { ...window, attempts: Math.max(0, window.attempts - 1) });
    },
    removeStartedBefore: async (instant) => {
      const old = [...rows.attempts].filter(([, window]) => window.startedAt < instant);
      for (const [key] of old) rows.attempts.delete(key);
      return old.length;
    },
  };
}

function householdsOf(rows: Rows, isMine: (id: string) => boolean): HouseholdStore {
  const find = (id: string) => (isMine(id) ? (rows.households.get(id) ?? null) : null);
  return {
    insert: async (household) => void rows.households.set(household.id, household),
    byIds: async (ids) =>
      new Map(ids.flatMap((id) => find(id) ?? []).map((household) => [household.id, household])),
    lock: async (id) => find(id),
    rename: async (id, name, version) => {
      const current = find(id);
      if (!current || current.version !== version) return null;
      const renamed = { ...current, name, version: version + 1 };
      rows.households.set(id, renamed);
      return renamed;
    },
  };
}

function peopleOf(rows: Rows, isMine: (id: string) => boolean): PersonStore {
  const find = (id: string) => {
    const person = rows.people.get(id);
    return person && isMine(person.householdId) ? person : null;
  };
  return {
    insert: async (person) => void rows.people.set(person.id, person),
    byId: async (id) => find(id),
    byIds: async (ids) => new Map(ids.flatMap((id) => find(id) ?? []).map((p) => [p.id, p])),
    ofHouseholds: async (ids) =>
      [...rows.people.values()].filter((p) => ids.includes(p.householdId) && isMine(p.householdId)),
    update: async (person) => {
      if (find(person.id)?.version !== person.version - 1) return false;
      rows.people.set(person.id, person);
      return true;
    },
    remove: async (id, version) => find(id)?.version === version && rows.people.delete(id),
  };
}

function membershipsOf(rows: Rows, scope: Scope): MembershipStore {
  const visible = () =>
    [...rows.memberships.values()].filter(
      (m) => m.userId === scope.userId || scope.householdIds.includes(m.householdId),
    );
  return {
    insert: async (membership) => void rows.memberships.set(membership.id, membership),
    byId: async (id) => visible().find((m) => m.id === id) ?? null,
    byIds: async (ids) =>
      new Map(
        visible()
          .filter((m) => ids.includes(m.id))
          .map((m) => [m.id, m]),
      ),
    ofHouseholds: async (ids) => visible().filter((m) => ids.includes(m.householdId)),
    ofUsers: async (ids) => visible().filter((m) => ids.includes(m.userId)),
    setRole: async (membership) => void rows.memberships.set(membership.id, membership),
    remove: async (id) => void rows.memberships.delete(id),
  };
}

function invitationsOf(rows: Rows, isMine: (id: string) => boolean): InvitationStore {
  const visible = () =>
    [...rows.invitations.values()].filter((row) => isMine(row.invitation.householdId));
  return {
    insert: async (invitation, tokenHash) =>
      void rows.invitations.set(invitation.id, { invitation, tokenHash }),
    byId: async (id) => visible().find((row) => row.invitation.id === id)?.invitation ?? null,
    byTokenHash: async (tokenHash) =>
      visible().find((row) => row.tokenHash === tokenHash)?.invitation ?? null,
    pendingOf: async (ids, now) =>
      visible()
        .map((row) => row.invitation)
        .filter((i) => ids.includes(i.householdId) && invitationStatus(i, now) === "PENDING"),
    close: async (invitation) => {
      const row = rows.invitations.get(invitation.id);
      if (row) rows.invitations.set(invitation.id, { ...row, invitation });
    },
  };
}

function signingKeysOf(rows: Rows): SigningKeyStore {
  return {
    lock: async () => {},
    all: async () => [...rows.signingKeys.values()],
    insert: async (key) => void rows.signingKeys.set(key.kid, key),
    remove: async (kids) => kids.forEach((kid) => rows.signingKeys.delete(kid)),
  };
}
