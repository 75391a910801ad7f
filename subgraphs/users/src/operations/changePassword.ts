import { invariant, Refusal } from "@wealthgraph/kernel/refusal";
import {
  normalizePassword,
  PASSWORD_CHARACTERS_MAX,
  requireStrongPassword,
} from "../domain/password.js";
import { requireOwnSession } from "./openSessions.js";
import { NO_HOUSEHOLD, type World } from "./ports.js";
import { takeAttempts } from "./throttle.js";

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** Of the session that stays open. */
  readonly refreshToken: string;
}

/**
 * Gives an account another password and ends every other session of it: whoever knew the old
 * password is out, within the 15 minutes of an access token.
 *
 * @returns how many other sessions ended
 * @throws {Refusal} PASSWORD_WRONG, WEAK_PASSWORD, REFRESH_TOKEN_INVALID, RATE_LIMITED
 */
export async function changePassword(
  world: World,
  userId: string,
  asked: PasswordChange,
): Promise<number> {
  const key = `change-password:account:${userId}`;
  const user = (
    await world.store.within({ householdIds: [], userId }, ({ users }) => users.byIds([userId]))
  ).get(userId);
  invariant(user, "who is signed in has an account");
  requireStrongPassword(asked.newPassword, user.email);
  await takeAttempts(world, [{ key, attemptsMax: world.limits.signInPerAccount }]);
  const credential = await world.store.within(NO_HOUSEHOLD, ({ users }) =>
    users.credentialOf(user.email),
  );
  const isTooLong = asked.currentPassword.length > 2 * PASSWORD_CHARACTERS_MAX;
  const offered = isTooLong ? "" : normalizePassword(asked.currentPassword);
  if (!(await world.passwords.verify(offered, credential?.passwordHash ?? null)))
    throw new Refusal("PASSWORD_WRONG", "the present password is wrong");
  const passwordHash = await world.passwords.hash(normalizePassword(asked.newPassword));
  return world.store.within(NO_HOUSEHOLD, async (stores) => {
    const { refreshToken } = asked;
    const except = await requireOwnSession(world, stores, { userId, refreshToken });
    await stores.users.setPasswordHash(userId, passwordHash);
    await stores.attempts.clear(key);
    return stores.sessions.endOf({ userId, only: null, except }, world.now(), "PASSWORD_CHANGED");
  });
}
