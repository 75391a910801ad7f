import { ProviderFault } from "./ProviderFault.js";

const FAILURES_MAX = 3;
const OPEN_MS = 60_000;

/**
 * Spares a provider that does not answer: three failures in a row open it for 60 s, in which nobody
 * is asked; then one trial goes through, and its outcome closes it or opens it again. A rate limit
 * opens it at once, for as long as the provider asks.
 */
export class CircuitBreaker {
  #failures = 0;
  #openUntilMs = 0;
  #hasTrial = false;

  constructor(private readonly nowMs: () => number) {}

  get isOpen(): boolean {
    return this.nowMs() < this.#openUntilMs;
  }

  /** @throws {ProviderFault} BREAKER_OPEN without asking; whatever `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const isTrial = this.#failures >= FAILURES_MAX;
    if (this.isOpen || (isTrial && this.#hasTrial)) {
      throw new ProviderFault("BREAKER_OPEN", "not asked");
    }
    this.#hasTrial = isTrial;
    try {
      const result = await work();
      this.#failures = 0;
      return result;
    } catch (error) {
      this.#note(error);
      throw error;
    } finally {
      if (isTrial) this.#hasTrial = false;
    }
  }

  #note(error: unknown): void {
    if (error instanceof ProviderFault && error.kind === "RATE_LIMITED") {
      const waitMs = (error.retryAfterSeconds ?? OPEN_MS / 1_000) * 1_000;
      this.#openUntilMs = this.nowMs() + waitMs;
      return;
    }
    this.#failures += 1;
    if (this.#failures >= FAILURES_MAX) this.#openUntilMs = this.nowMs() + OPEN_MS;
  }
}
