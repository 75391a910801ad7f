import type { AttemptWindow } from "../domain/attemptWindow.js";
import type { EmailAddress } from "../domain/emailAddress.js";
import type { Household } from "../domain/household.js";
import type { Invitation } from "../domain/invitation.js";
import type { Membership } from "../domain/membership.js";
import type { Person } from "../domain/person.js";
import type { RefreshToken, SessionEnd, SessionFamily } from "../domain/refreshToken.js";
import type { SigningKey } from "../domain/signingKey.js";
import type { User } from "../domain/user.js";
import type { OpenSession } from "./openSessions.js";

/** Whose rows a transaction may touch. */
export interface Scope {
  readonly householdIds: readonly string[];
  readonly userId: string | null;
}

/** Global tables only: credentials, sessions, attempts, signing keys. */
export const NO_HOUSEHOLD: Scope = { householdIds: [], userId: null };

export interface UserStore {
  /** @returns false, and writes nothing, when the e-mail address has an account */
  insert(user: User, passwordHash: string): Promise<boolean>;
  credentialOf(email: EmailAddress): Promise<{ userId: string; passwordHash: string } | null>;
  setPasswordHash(userId: string, passwordHash: string): Promise<void>;
  /** Those of `ids` that are the scope's user or share one of the scope's households. */
  byIds(ids: readonly string[]): Promise<Map<string, User>>;
}

/** Families of one user: all of them, only one, or all but one. */
export interface FamiliesOf {
  readonly userId: string;
  readonly only: string | null;
  readonly except: string | null;
}

export interface SessionStore {
  start(family: SessionFamily, token: RefreshToken): Promise<void>;
  /** Locks the family: one refresh of it at a time. */
  lock(tokenHash: string): Promise<{ token: RefreshToken; family: SessionFamily } | null>;
  rotate(used: RefreshToken, usedAt: Date, successor: RefreshToken): Promise<void>;
  end(familyId: string, at: Date, reason: SessionEnd): Promise<void>;
  /** Those that are not ended and have a token that expires after `now`; renewed last first, at most 100. */
  openOf(userId: string, now: Date): Promise<OpenSession[]>;
  /** Ends a user's open families. @returns how many */
  endOf(which: FamiliesOf, at: Date, reason: SessionEnd): Promise<number>;
  /**
   * Forgets families that have no token expiring after `before`, and used tokens that expired before.
   *
   * @returns how many families
   */
  removeExpired(before: Date): Promise<number>;
}

export interface AttemptStore {
  /** Counts one attempt in one indivisible step; see countAttempt. */
  count(key: string, now: Date): Promise<AttemptWindow>;
  clear(key: string): Promise<void>;
  /** Takes one attempt back: it turned out to be a good one. */
  giveBack(key: string): Promise<void>;
  removeStartedBefore(instant: Date): Promise<number>;
}

export interface HouseholdStore {
  insert(household: Household): Promise<void>;
  byIds(ids: readonly string[]): Promise<Map<string, Household>>;
  /** Locks the household's row: changes of its members and people happen one after another. */
  lock(id: string): Promise<Household | null>;
  /** @returns null when the stored version is not `version` */
  rename(id: string, name: string, version: number): Promise<Household | null>;
}

export interface PersonStore {
  insert(person: Person): Promise<void>;
  byId(id: string): Promise<Person | null>;
  byIds(ids: readonly string[]): Promise<Map<string, Person>>;
  ofHouseholds(householdIds: readonly string[]): Promise<Person[]>;
  /** @returns false when the stored version is not the one before `person.version` */
  update(person: Person): Promise<boolean>;
  /** @returns false when the stored version is not `version` */
  remove(id: string, version: number): Promise<boolean>;
}

export interface MembershipStore {
  insert(membership: Membership): Promise<void>;
  byId(id: string): Promise<Membership | null>;
  byIds(ids: readonly string[]): Promise<Map<string, Membership>>;
  /** Oldest first. */
  ofHouseholds(householdIds: readonly string[]): Promise<Membership[]>;
  /** Oldest first; of another user only those in the scope's households. */
  ofUsers(userIds: readonly string[]): Promise<Membership[]>;
  setRole(membership: Membership): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface InvitationStore {
  insert(invitation: Invitation, tokenHash: string): Promise<void>;
  byId(id: string): Promise<Invitation | null>;
  byTokenHash(tokenHash: string): Promise<Invitation | null>;
  /** Pending at `now`; oldest first. */
  pendingOf(householdIds: readonly string[], now: Date): Promise<Invitation[]>;
  /** Stores `acceptedAt` and `revokedAt`. */
  close(invitation: Invitation): Promise<void>;
}

/** A signing key with its material: the public JWK as published, the private one sealed. */
export interface StoredSigningKey extends SigningKey {
  readonly publicJwk: PublicJwk;
  readonly sealedPrivateKey: string;
}

/** RFC 7517, RSA. */
export interface PublicJwk {
  readonly kty: "RSA";
  readonly n: string;
  readonly e: string;
  readonly kid: string;
  readonly alg: "RS256";
  readonly use: "sig";
}

export interface SigningKeyStore {
  /** One rotation at a time, over all copies of the process. */
  lock(): Promise<void>;
  all(): Promise<StoredSigningKey[]>;
  insert(key: StoredSigningKey): Promise<void>;
  remove(kids: readonly string[]): Promise<void>;
}

/** What happened, for other subgraphs; stored in the same transaction, delivered at least once. */
export type UsersEvent =
  | {
      readonly type: "household.created";
      readonly householdId: string;
      readonly data: { readonly userId: string };
    }
  | {
      readonly type: "membership.changed";
      readonly householdId: string;
      /** `role` null: the membership ended. */
      readonly data: { readonly userId: string; readonly role: Membership["role"] | null };
    };

/** Everything one transaction reaches. */
export interface Stores {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly attempts: AttemptStore;
  readonly households: HouseholdStore;
  readonly people: PersonStore;
  readonly memberships: MembershipStore;
  readonly invitations: InvitationStore;
  readonly signingKeys: SigningKeyStore;
  publish(event: UsersEvent): Promise<void>;
}

export interface UnitOfWork {
  /** One transaction: all of `work` is stored, or, when it throws, nothing. */
  within<T>(scope: Scope, work: (stores: Stores) => Promise<T>): Promise<T>;
  /** The household an invitation leads to, for somebody who is not in it yet. */
  householdOfInvitation(tokenHash: string): Promise<string | null>;
}

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** @param hash null for an unknown account: takes as long as a wrong password does, and says no */
  verify(password: string, hash: string | null): Promise<boolean>;
}

/** Tokens without meaning, of 256 random bits. */
export interface OpaqueTokens {
  newToken(): string;
  /** Always the same one for a token; nobody without our key can tell it. */
  successorOf(token: string): string;
  /** SHA-256: enough for 256 random bits, and what is stored. */
  hash(token: string): string;
}

/** Claims of RFC 9068 that differ from token to token. */
export interface AccessTokenClaims {
  readonly subject: string; // user id, or service:<name>
  readonly scope: string;
  readonly households: Readonly<Record<string, string>>;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly tokenId: string;
}

export interface AccessTokenSigner {
  newKey(): Promise<Pick<StoredSigningKey, "kid" | "publicJwk" | "sealedPrivateKey">>;
  sign(key: StoredSigningKey, claims: AccessTokenClaims): Promise<string>;
}

/** Attempts in 15 minutes. */
export interface AttemptLimits {
  readonly signInPerAccount: number;
  readonly signInPerAddress: number;
  readonly signUpPerAddress: number;
}

/** What operations need from the world. */
export interface World {
  readonly store: UnitOfWork;
  readonly passwords: PasswordHasher;
  readonly tokens: OpaqueTokens;
  readonly signer: AccessTokenSigner;
  readonly limits: AttemptLimits;
  /** Account that anybody may enter without its password; null: none. */
  readonly demoEmail: string | null;
  now(): Date;
  newId(): string;
}
