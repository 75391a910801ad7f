import { ATTEMPT_WINDOW_MINUTES } from "../domain/attemptWindow.js";
import { NO_HOUSEHOLD, type World } from "./ports.js";

/** Deletes sessions whose last token has expired, and counts of attempts whose window is over. */
export async function forgetExpired(
  world: World,
): Promise<{ sessionsRemoved: number; attemptsRemoved: number }> {
  const now = world.now();
  const windowStart = new Date(now.getTime() - ATTEMPT_WINDOW_MINUTES * 60_000);
  return world.store.within(NO_HOUSEHOLD, async ({ sessions, attempts }) => ({
    sessionsRemoved: await sessions.removeExpired(now),
    attemptsRemoved: await attempts.removeStartedBefore(windowStart),
  }));
}
