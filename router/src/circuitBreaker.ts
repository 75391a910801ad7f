export interface CircuitBreakerOptions {
  /** Failures in a row that open it. */
  readonly failuresMax: number;
  readonly openMs: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

export type CircuitState = "closed" | "open" | "half-open";

/**
 * Stops asking a subgraph that does not answer: after `failuresMax` failures in a row it lets
 * nothing through for `openMs`, then one request, whose outcome decides.
 *
 * @see M. Nygard, Release It! (2018), circuit breaker
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  readonly #now: () => number;
  #failures = 0;
  #opensAtMs = Number.NEGATIVE_INFINITY;
  #isTrialRunning = false;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  get state(): CircuitState {
    if (this.#failures < this.#options.failuresMax) return "closed";
    return this.#now() - this.#opensAtMs < this.#options.openMs ? "open" : "half-open";
  }

  /** @returns false when the request must not be sent; after true, `succeed`, `fail` or `abandon` follows once */
  tryEnter(): boolean {
    const { state } = this;
    if (state === "closed") return true;
    if (state === "open" || this.#isTrialRunning) return false;
    this.#isTrialRunning = true;
    return true;
  }

  succeed(): void {
    this.#failures = 0;
    this.#isTrialRunning = false;
  }

  fail(): void {
    this.#failures += 1;
    this.#isTrialRunning = false;
    if (this.#failures >= this.#options.failuresMax) this.#opensAtMs = this.#now();
  }

  /** The outcome says nothing about the subgraph (the caller ran out of time elsewhere). */
  abandon(): void {
    this.#isTrialRunning = false;
  }
}
