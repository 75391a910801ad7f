import { ProviderFault } from "./ProviderFault.js";

/** The longest wait before each further attempt. */
export const BACKOFF_MS = [1_000, 2_000, 4_000] as const;

export interface RetryOptions {
  /** 0 up to, not including, 1 */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Tries again after transient faults, at most three times. Full jitter: each wait is uniform between 0
 * and 1, 2 and 4 s, so that copies which failed together do not come back together.
 *
 * @throws {ProviderFault} the last fault; at once one that is not transient
 * @see M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015
 */
export async function retry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (const waitMs of BACKOFF_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProviderFault) || !error.isTransient) throw error;
      await options.sleep(options.random() * waitMs);
    }
  }
  return work();
}
