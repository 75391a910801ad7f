import type { SubscriberQueueOptions } from "./subscriberQueue.js";
import { SubscriberQueue } from "./subscriberQueue.js";

/** What travels on the bus: JSON below 7,000 bytes; ids rather than rows. */
export type BusPayload = Readonly<Record<string, unknown>>;

export type SubscribeOptions = Pick<
  SubscriberQueueOptions<BusPayload>,
  "conflateBy" | "limit" | "signal"
>;

/**
 * Publish and subscribe among processes, at most once: who is not listening does not hear it later.
 * State is read from the database; the bus says that it changed.
 */
export interface Bus {
  /** Resolves when the message is handed to the carrier. Messages of one publisher keep their order. */
  publish(topic: string, payload: BusPayload): Promise<void>;
  /** Resolves when the subscription is active: what is published from then on arrives. */
  subscribe(
    topics: readonly string[],
    options?: SubscribeOptions,
  ): Promise<AsyncIterableIterator<BusPayload>>;
  /** @throws {Failure} when the carrier does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export const PAYLOAD_BYTES_MAX = 7_000;

/** Local fan-out that every driver shares: who in this process listens to which topic. */
export class TopicTable {
  readonly #byTopic = new Map<string, Set<SubscriberQueue<BusPayload>>>();

  get topics(): Iterable<string> {
    return this.#byTopic.keys();
  }

  /** @returns topics that had no listener before */
  add(topics: readonly string[], queue: SubscriberQueue<BusPayload>): string[] {
    return topics.filter((topic) => {
      const listeners = this.#byTopic.get(topic);
      if (listeners) listeners.add(queue);
      else this.#byTopic.set(topic, new Set([queue]));
      return !listeners;
    });
  }

  /** @returns topics that have no listener any more */
  remove(topics: readonly string[], queue: SubscriberQueue<BusPayload>): string[] {
    return topics.filter((topic) => {
      const listeners = this.#byTopic.get(topic);
      if (!listeners?.delete(queue) || listeners.size > 0) return false;
      return this.#byTopic.delete(topic);
    });
  }

  deliver(topic: string, payload: BusPayload): void {
    for (const queue of this.#byTopic.get(topic) ?? []) queue.push(payload);
  }

  endAll(): void {
    for (const listeners of this.#byTopic.values()) for (const queue of listeners) queue.end();
  }
}

/** The bus inside one process, for tests and for a process on its own. */
export class MemoryBus implements Bus {
  readonly #table = new TopicTable();

  publish(topic: string, payload: BusPayload): Promise<void> {
    const copy = JSON.parse(JSON.stringify(payload)) as BusPayload;
    this.#table.deliver(topic, copy);
    return Promise.resolve();
  }

  subscribe(
    topics: readonly string[],
    options: SubscribeOptions = {},
  ): Promise<AsyncIterableIterator<BusPayload>> {
    const queue: SubscriberQueue<BusPayload> = new SubscriberQueue<BusPayload>({
      ...options,
      onEnd: () => this.#table.remove(topics, queue),
    });
    this.#table.add(topics, queue);
    return Promise.resolve(queue);
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#table.endAll();
    return Promise.resolve();
  }
}
