export interface CircuitBreakerOptions {
  /** Failures in a row that open it. */
  readonly failuresMax: number;
  readonly openMs: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
  /**
   * Asked once a second while it is open whether the subgraph says it is ready; true lets the one
   * trial request through before `openMs` is over, so that a restarted subgraph is back in seconds.
   */
  readonly probe?: () => Promise<boolean>;
  readonly probeMs?: number;
}

export type CircuitState = "closed" | "open" | "half-open";

/**
 * Stops asking a subgraph that does not answer: after `failuresMax` failures in a row it lets
 * nothing through for `openMs` (or until it says that it is ready again), then one request, whose
 * outcome decides.
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
    if (this.#failures < this.#options.failuresMax) return;
    this.#opensAtMs = this.#now();
    void this.#probeUntilReady(this.#opensAtMs);
  }

  /** The outcome says nothing about the subgraph (the caller ran out of time elsewhere). */
  abandon(): void {
    this.#isTrialRunning = false;
  }

  /** Ends when the subgraph is ready, the open time is over, or a later failure opened it anew. */
  async #probeUntilReady(openedAtMs: number): Promise<void> {
    const { probe, probeMs = 1_000 } = this.#options;
    const isStillOpen = (): boolean => this.#opensAtMs === openedAtMs && this.state === "open";
    while (probe && isStillOpen()) {
      await new Promise<void>((resume) => setTimeout(resume, probeMs).unref());
      const isReady = isStillOpen() && (await probe());
      if (isReady && isStillOpen()) this.#opensAtMs = Number.NEGATIVE_INFINITY;
    }
  }
}
