import { invariant, Refusal } from "@wealthgraph/kernel/refusal";
import { parseEmailAddress } from "../domain/emailAddress.js";
import { normalizePassword, PASSWORD_CHARACTERS_MAX } from "../domain/password.js";
import { NO_HOUSEHOLD, type World } from "./ports.js";
import { type Session, startFamily, toSession } from "./session.js";
import { currentSigningKey } from "./signingKeys.js";
import { takeAttempts } from "./throttle.js";

export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly device?: string | null;
}

/**
 * Signs a user in. An unknown account and a wrong password get one answer after the same work, so
 * that nobody learns who has an account.
 *
 * @param address of the client, for the throttle
 * @throws {Refusal} SIGN_IN_FAILED, RATE_LIMITED
 */
export async function signIn(world: World, asked: SignIn, address: string): Promise<Session> {
  const email = parseEmailAddress(asked.email);
  const accountKey = `sign-in:account:${world.tokens.hash(email ?? asked.email)}`;
  const addressKey = `sign-in:address:${address}`;
  await takeAttempts(world, [
    { key: accountKey, attemptsMax: world.limits.signInPerAccount },
    { key: addressKey, attemptsMax: world.limits.signInPerAddress },
  ]);
  const userId = await verifiedUserId(world, email, asked.password);
  if (userId === null) {
    throw new Refusal("SIGN_IN_FAILED", "the e-mail address or the password is wrong");
  }
  const key = await currentSigningKey(world);
  const signedIn = await world.store.within({ householdIds: [], userId }, async (stores) => {
    await stores.attempts.clear(accountKey);
    await stores.attempts.giveBack(addressKey);
    const user = (await stores.users.byIds([userId])).get(userId);
    invariant(user, "a credential belongs to a user");
    const memberships = await stores.memberships.ofUsers([userId]);
    const refresh = await startFamily(world, stores, { userId, device: asked.device ?? null });
    return { user, memberships, refresh };
  });
  return toSession(world, key, signedIn);
}

async function verifiedUserId(
  world: World,
  email: ReturnType<typeof parseEmailAddress>,
  password: string,
): Promise<string | null> {
  const known =
    email && (await world.store.within(NO_HOUSEHOLD, ({ users }) => users.credentialOf(email)));
  const isTooLong = password.length > 2 * PASSWORD_CHARACTERS_MAX;
  const credential = isTooLong ? null : known;
  const offered = isTooLong ? "" : normalizePassword(password);
  const isRight = await world.passwords.verify(offered, credential?.passwordHash ?? null);
  return isRight && credential ? credential.userId : null;
}
