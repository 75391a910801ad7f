import { Refusal } from "@wealthgraph/kernel/refusal";

/** Minutes for which attempts are counted together. */
export const ATTEMPT_WINDOW_MINUTES = 15;
const WINDOW_MS = ATTEMPT_WINDOW_MINUTES * 60_000;

/** Attempts of one account or one address since the window began. A fixed window: the next one starts at zero. */
export interface AttemptWindow {
  readonly startedAt: Date;
  readonly attempts: number;
}

/** Counts one more attempt; a window that is over is replaced. */
export function countAttempt(window: AttemptWindow | null, now: Date): AttemptWindow {
  if (!window || now.getTime() - window.startedAt.getTime() >= WINDOW_MS) {
    return { startedAt: now, attempts: 1 };
  }
  return { startedAt: window.startedAt, attempts: window.attempts + 1 };
}

/**
 * @param window after this attempt was counted
 * @param attemptsMax how many attempts a window allows
 * @throws {Refusal} RATE_LIMITED when this attempt is one too many; the facts say in how many seconds
 *   the next is taken
 */
export function requireAttemptLeft(window: AttemptWindow, attemptsMax: number, now: Date): void {
  if (window.attempts <= attemptsMax) return;
  const leftMs = window.startedAt.getTime() + WINDOW_MS - now.getTime();
  const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1000));
  throw new Refusal("RATE_LIMITED", `too many attempts: try again in ${retryAfterSeconds} s`, {
    attemptsMax,
    windowMinutes: ATTEMPT_WINDOW_MINUTES,
    retryAfterSeconds,
  });
}
