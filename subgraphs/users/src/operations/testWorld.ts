import type { Viewer } from "@wealthgraph/chassis/viewer";
import { InMemoryUnitOfWork } from "./InMemoryUnitOfWork.js";
import type { AccessTokenClaims, World } from "./ports.js";

/** A world for tests of operations: memory, a clock that is set by hand, readable tokens, no real cryptography. */
export interface TestWorld extends World {
  readonly store: InMemoryUnitOfWork;
  /** How often a password was verified, and against what. */
  readonly verified: ("known" | "unknown")[];
  readonly signed: AccessTokenClaims[];
  advance(by: { readonly days?: number; readonly minutes?: number }): void;
}

export function testWorld(): TestWorld {
  let nowMs = Date.UTC(2026, 0, 1, 12);
  let serial = 0;
  const next = (prefix: string) => `${prefix}-${String(++serial).padStart(4, "0")}`;
  const verified: TestWorld["verified"] = [];
  const signed: AccessTokenClaims[] = [];
  return {
    store: new InMemoryUnitOfWork(),
    verified,
    signed,
    advance: ({ days = 0, minutes = 0 }) => void (nowMs += days * 86_400_000 + minutes * 60_000),
    now: () => new Date(nowMs),
    newId: () => next("id"),
    tokens: {
      newToken: () => next("token"),
      successorOf: (token) => `after ${token}`,
      hash: (token) => `hash of ${token}`,
    },
    passwords: {
      hash: (password) => Promise.resolve(`hash of ${password}`),
      verify: (password, hash) => {
        verified.push(hash === null ? "unknown" : "known");
        return Promise.resolve(hash === `hash of ${password}`);
      },
    },
    signer: {
      newKey: () => {
        const kid = next("kid");
        const publicJwk = { kty: "RSA", n: "n", e: "AQAB", kid, alg: "RS256", use: "sig" } as const;
        return Promise.resolve({ kid, publicJwk, sealedPrivateKey: `sealed ${kid}` });
      },
      sign: (key, claims) => {
        signed.push(claims);
        return Promise.resolve(`${key.kid} signs for ${claims.subject}`);
      },
    },
    limits: { signInPerAccount: 5, signInPerAddress: 8, signUpPerAddress: 6 },
    demoEmail: null,
  };
}

/** The viewer a user is now, with the roles their memberships give. */
export function viewerOf(world: TestWorld, userId: string, scopes = "read write"): Viewer {
  const mine = [...world.store.rows.memberships.values()].filter((m) => m.userId === userId);
  return {
    kind: "user",
    userId,
    households: new Map(mine.map((m) => [m.householdId, m.role])),
    scopes: new Set(scopes.split(" ")),
    token: null,
  };
}
