import { NO_HOUSEHOLD, type World } from "./ports.js";

/**
 * Ends the family of a refresh token. Access tokens already out stay valid until they expire.
 *
 * @returns true, also for a token that is unknown or ended before: there is nothing to find out
 */
export async function signOut(world: World, refreshToken: string): Promise<boolean> {
  await world.store.within(NO_HOUSEHOLD, async ({ sessions }) => {
    const found = await sessions.lock(world.tokens.hash(refreshToken));
    if (found && found.family.endedAt === null) {
      await sessions.end(found.family.id, world.now(), "SIGNED_OUT");
    }
  });
  return true;
}
