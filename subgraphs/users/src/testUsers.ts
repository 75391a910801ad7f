import { randomBytes } from "node:crypto";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { ANONYMOUS, type Viewer } from "@wealthgraph/chassis/viewer";
import { Argon2PasswordHasher } from "./crypto/Argon2PasswordHasher.js";
import { JoseAccessTokenSigner } from "./crypto/JoseAccessTokenSigner.js";
import { RandomTokens } from "./crypto/RandomTokens.js";
import type { MasterKey } from "./crypto/sealedText.js";
import { currentViewer } from "./operations/currentViewer.js";
import type { World } from "./operations/ports.js";
import type { Session } from "./operations/session.js";
import { signUp } from "./operations/signUp.js";
import { PostgresUnitOfWork } from "./persistence/PostgresUnitOfWork.js";
import { subgraph } from "./subgraph.js";

export const PASSWORD = "correct horse battery";

/** The subgraph's world over a real database and real cryptography, with a clock that can be put forward. */
export interface UsersUnderTest {
  readonly db: TestDatabase;
  readonly world: World;
  readonly advance: (by: { readonly days?: number; readonly minutes?: number }) => void;
}

export async function openUsers(limits: Partial<World["limits"]> = {}): Promise<UsersUnderTest> {
  const db = await createTestDatabase(subgraph);
  const masterKey = randomBytes(32) as MasterKey;
  const tokens = new RandomTokens(masterKey);
  let aheadMs = 0;
  const world: World = {
    store: new PostgresUnitOfWork(db.database),
    passwords: await Argon2PasswordHasher.create(tokens.newToken()),
    tokens,
    signer: new JoseAccessTokenSigner(masterKey),
    limits: { signInPerAccount: 5, signInPerAddress: 1_000, signUpPerAddress: 1_000, ...limits },
    demoEmail: "demo@example.com",
    now: () => new Date(Date.now() + aheadMs),
    newId,
  };
  return {
    db,
    world,
    advance: ({ days = 0, minutes = 0 }) => void (aheadMs += days * 86_400_000 + minutes * 60_000),
  };
}

/** Somebody who has signed up, and the first household, which they own. */
export interface Arrival {
  readonly email: string;
  readonly userId: string;
  readonly householdId: string;
  readonly session: Session;
  /** As a token issued now says. */
  viewer(scopes?: string): Promise<Viewer>;
}

export async function arrive(world: World, name: string): Promise<Arrival> {
  const email = `${name}@example.com`;
  const asked = { email, password: PASSWORD, displayName: name, householdName: `${name}'s` };
  const session = await signUp(world, asked, "192.0.2.1");
  const userId = session.user.id;
  const viewer = (scopes = "read write") =>
    currentViewer(world, {
      ...ANONYMOUS,
      kind: "user",
      userId,
      scopes: new Set(scopes.split(" ")),
      token: session.accessToken,
    });
  const [householdId = ""] = (await viewer()).households.keys();
  return { email, userId, householdId, session, viewer };
}
