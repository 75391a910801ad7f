import { invariant, Refusal } from "@wealthgraph/kernel/refusal";
import { parseEmailAddress } from "../domain/emailAddress.js";
import { NO_HOUSEHOLD, type World } from "./ports.js";
import { type Session, startFamily, toSession } from "./session.js";
import { currentSigningKey } from "./signingKeys.js";
import { takeAttempts } from "./throttle.js";

/** The account that anybody may enter; null when there is none, or it is not allowed here. */
async function demoUserId(world: World): Promise<string | null> {
  const email = world.demoEmail === null ? null : parseEmailAddress(world.demoEmail);
  if (email === null) return null;
  const found = await world.store.within(NO_HOUSEHOLD, ({ users }) => users.credentialOf(email));
  return found?.userId ?? null;
}

/** Whether startDemoSession lets somebody in now. */
export async function hasDemo(world: World): Promise<boolean> {
  return (await demoUserId(world)) !== null;
}

/**
 * Signs anybody in to the demo account, without its password, which stays unknown.
 *
 * @param asked device to name the session by, and the client's address for the throttle
 * @throws {Refusal} NOT_FOUND where no demo is open, RATE_LIMITED
 */
export async function startDemoSession(
  world: World,
  asked: { readonly device: string | null; readonly address: string },
): Promise<Session> {
  const { signInPerAddress: attemptsMax } = world.limits;
  await takeAttempts(world, [{ key: `demo:address:${asked.address}`, attemptsMax }]);
  const userId = await demoUserId(world);
  if (userId === null) throw new Refusal("NOT_FOUND", "there is no demo account to enter here");
  const key = await currentSigningKey(world);
  const signedIn = await world.store.within({ householdIds: [], userId }, async (stores) => {
    const user = (await stores.users.byIds([userId])).get(userId);
    invariant(user, "a credential belongs to a user");
    const memberships = await stores.memberships.ofUsers([userId]);
    const refresh = await startFamily(world, stores, { userId, device: asked.device });
    return { user, memberships, refresh };
  });
  return toSession(world, key, signedIn);
}
