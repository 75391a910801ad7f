import { Failure } from "@wealthgraph/kernel/refusal";

export interface SubscriberQueueOptions<Item> {
  /** Items with the same key replace each other while they wait: the latest wins. */
  readonly conflateBy?: (item: Item) => string;
  /** Waiting items at most; one more ends the subscription of this subscriber, with an error. */
  readonly limit?: number;
  /** Ends the iteration when it is aborted. */
  readonly signal?: AbortSignal;
  /** Called once when the iteration ends, for whatever reason. */
  readonly onEnd?: () => void;
}

/**
 * The bounded queue of one subscriber, read by `for await`.
 *
 * A slow reader costs itself only: conflated items keep their latest, others end the reader's
 * subscription at the limit (it reconnects and reads the current state) and never the process.
 */
export class SubscriberQueue<Item> implements AsyncIterableIterator<Item> {
  readonly #waiting = new Map<string | number, Item>();
  readonly #options: SubscriberQueueOptions<Item>;
  #sequence = 0;
  #ended = false;
  #failure: Failure | null = null;
  #wake: (() => void) | null = null;

  constructor(options: SubscriberQueueOptions<Item> = {}) {
    this.#options = options;
    if (options.signal?.aborted) this.end();
    else options.signal?.addEventListener("abort", () => this.end(), { once: true });
  }

  push(item: Item): void {
    if (this.#ended) return;
    const key = this.#options.conflateBy?.(item) ?? this.#sequence++;
    if (!this.#waiting.has(key) && this.#waiting.size >= (this.#options.limit ?? 1_024)) {
      this.#failure = new Failure("SUBSCRIBER_TOO_SLOW");
      this.end();
      return;
    }
    this.#waiting.delete(key);
    this.#waiting.set(key, item);
    this.#wake?.();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.onEnd?.();
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Item, undefined>> {
    for (;;) {
      const first = this.#waiting.entries().next();
      if (!first.done) {
        this.#waiting.delete(first.value[0]);
        return { done: false, value: first.value[1] };
      }
      if (this.#failure) {
        const failure = this.#failure;
        this.#failure = null;
        throw failure;
      }
      if (this.#ended) return { done: true, value: undefined };
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
      this.#wake = null;
    }
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    this.#waiting.clear();
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
