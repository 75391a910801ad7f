import { Refusal } from "@wealthgraph/kernel/refusal";
import { requireEmailAddress } from "../domain/emailAddress.js";
import { requireName } from "../domain/name.js";
import { normalizePassword, requireStrongPassword } from "../domain/password.js";
import { openHousehold } from "./createHousehold.js";
import type { World } from "./ports.js";
import { type Session, startFamily, toSession } from "./session.js";
import { currentSigningKey } from "./signingKeys.js";
import { takeAttempts } from "./throttle.js";

export interface SignUp {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly householdName: string;
  readonly device?: string | null;
}

/**
 * Makes an account with a first household owned by it, and signs it in.
 *
 * @param address of the client, for the throttle
 * @throws {Refusal} BAD_INPUT, WEAK_PASSWORD, EMAIL_TAKEN, RATE_LIMITED
 */
export async function signUp(world: World, asked: SignUp, address: string): Promise<Session> {
  const email = requireEmailAddress(asked.email);
  const displayName = requireName(asked.displayName, "displayName");
  const householdName = requireName(asked.householdName, "householdName");
  requireStrongPassword(asked.password, email);
  await takeAttempts(world, [
    { key: `sign-up:address:${address}`, attemptsMax: world.limits.signUpPerAddress },
  ]);
  const key = await currentSigningKey(world);
  const passwordHash = await world.passwords.hash(normalizePassword(asked.password));
  const user = { id: world.newId(), email, displayName, createdAt: world.now() };
  const householdId = world.newId();
  const signedIn = await world.store.within(
    { householdIds: [householdId], userId: user.id },
    async (stores) => {
      if (!(await stores.users.insert(user, passwordHash))) {
        throw new Refusal("EMAIL_TAKEN", "there is an account with this e-mail address already");
      }
      const opened = { id: householdId, name: householdName, ownerId: user.id };
      const { membership } = await openHousehold(world, stores, opened);
      const started = { userId: user.id, device: asked.device ?? null };
      return {
        user,
        memberships: [membership],
        refresh: await startFamily(world, stores, started),
      };
    },
  );
  return toSession(world, key, signedIn);
}
