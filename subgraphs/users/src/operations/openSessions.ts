import { Refusal } from "@wealthgraph/kernel/refusal";
import { requireFound } from "./household.js";
import { NO_HOUSEHOLD, type Stores, type World } from "./ports.js";

/** One sign-in that can still be renewed. */
export interface OpenSession {
  readonly id: string;
  readonly device: string | null;
  readonly startedAt: Date;
  /** When its current refresh token was given. */
  readonly renewedAt: Date;
  readonly expiresAt: Date;
}

/** @returns the user's open sessions, the one renewed last first, at most 100 */
export function openSessions(world: World, userId: string): Promise<OpenSession[]> {
  return world.store.within(NO_HOUSEHOLD, ({ sessions }) => sessions.openOf(userId, world.now()));
}

/**
 * Ends one of the user's own sessions. Access tokens already out stay valid until they expire.
 *
 * @throws {Refusal} NOT_FOUND for a session that is not open, or somebody else's
 */
export async function endSession(world: World, userId: string, sessionId: string): Promise<true> {
  const which = { userId, only: sessionId, except: null };
  const ended = await world.store.within(NO_HOUSEHOLD, ({ sessions }) =>
    sessions.endOf(which, world.now(), "ENDED_ELSEWHERE"),
  );
  requireFound(ended > 0 ? true : null, "session");
  return true;
}

/**
 * Ends all sessions of the user but the one of `refreshToken`.
 *
 * @returns how many
 * @throws {Refusal} REFRESH_TOKEN_INVALID when that token is not of an open session of theirs
 */
export function endOtherSessions(
  world: World,
  userId: string,
  refreshToken: string,
): Promise<number> {
  return world.store.within(NO_HOUSEHOLD, async (stores) => {
    const except = await requireOwnSession(world, stores, { userId, refreshToken });
    return stores.sessions.endOf({ userId, only: null, except }, world.now(), "ENDED_ELSEWHERE");
  });
}

/** @returns the family of a refresh token, or null when it is not of an open session of the user */
export async function ownSession(
  world: World,
  stores: Stores,
  of: { readonly userId: string; readonly refreshToken: string },
): Promise<string | null> {
  const found = await stores.sessions.lock(world.tokens.hash(of.refreshToken));
  const isOwn = found?.family.userId === of.userId && found.family.endedAt === null;
  return isOwn ? found.family.id : null;
}

/** @throws {Refusal} REFRESH_TOKEN_INVALID */
export async function requireOwnSession(
  world: World,
  stores: Stores,
  of: { readonly userId: string; readonly refreshToken: string },
): Promise<string> {
  const id = await ownSession(world, stores, of);
  if (id === null) throw new Refusal("REFRESH_TOKEN_INVALID", "this is no open session of yours");
  return id;
}
