import { requireAttemptLeft } from "../domain/attemptWindow.js";
import { NO_HOUSEHOLD, type World } from "./ports.js";

/** One thing attempts are counted for. `key` is a hash where it comes from a person. */
export interface AttemptBudget {
  readonly key: string;
  readonly attemptsMax: number;
}

/**
 * Counts an attempt against each budget before anything is verified, so that attempts sent at the
 * same time cannot slip past.
 *
 * @throws {Refusal} RATE_LIMITED when one of the budgets is used up
 */
export async function takeAttempts(world: World, budgets: readonly AttemptBudget[]): Promise<void> {
  const now = world.now();
  // In one order for everybody, so that two transactions never wait for each other.
  const ordered = budgets.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const windows = await world.store.within(NO_HOUSEHOLD, async ({ attempts }) => {
    const counted = [];
    for (const budget of ordered) {
      counted.push({ budget, window: await attempts.count(budget.key, now) });
    }
    return counted;
  });
  for (const { budget, window } of windows) requireAttemptLeft(window, budget.attemptsMax, now);
}
