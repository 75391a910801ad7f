import type { Work } from "./ports.js";

/**
 * A reading stores progress every 500 rows, which takes a second; the replay at its end takes
 * longer the more rows there are, at most 50 s for the largest file here.
 */
export const STALLED_AFTER_SECONDS = 20;

/**
 * Parses again what stands still because its worker died: the queue itself would take a dead
 * worker's job for running until it expires. A reading that only seemed dead loses to the new one.
 */
export async function resumeImports(work: Work): Promise<void> {
  for (const job of await work.stalledImports(STALLED_AFTER_SECONDS)) {
    await work.within({ householdIds: [job.householdId] }, (unit) => unit.enqueueParse(job));
  }
}
