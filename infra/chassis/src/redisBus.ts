import { Failure } from "@wealthgraph/kernel/refusal";
import { type Bus, type BusPayload, type SubscribeOptions, TopicTable } from "./bus.js";
import type { Logger } from "./logger.js";
import { openRedis, type Redis } from "./redis.js";
import { SubscriberQueue } from "./subscriberQueue.js";

const PREFIX = "wg:bus:";

/** The bus over Redis publish/subscribe; ioredis reconnects and subscribes again by itself. */
export class RedisBus implements Bus {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #table = new TopicTable();

  private constructor(publisher: Redis, subscriber: Redis) {
    this.#publisher = publisher;
    this.#subscriber = subscriber;
    subscriber.on("message", (channel: string, text: string) => {
      this.#table.deliver(channel.slice(PREFIX.length), JSON.parse(text) as BusPayload);
    });
  }

  static async open(url: string, log: Logger): Promise<RedisBus> {
    return new RedisBus(await openRedis(url, log), await openRedis(url, log));
  }

  async publish(topic: string, payload: BusPayload): Promise<void> {
    await this.#publisher
      .publish(PREFIX + topic, JSON.stringify(payload))
      .catch((error: unknown) => {
        throw new Failure("BUS_UNAVAILABLE", { cause: error });
      });
  }

  async subscribe(
    topics: readonly string[],
    options: SubscribeOptions = {},
  ): Promise<AsyncIterableIterator<BusPayload>> {
    const queue: SubscriberQueue<BusPayload> = new SubscriberQueue<BusPayload>({
      ...options,
      onEnd: () => {
        const empty = this.#table.remove(topics, queue).map((topic) => PREFIX + topic);
        if (empty.length > 0 && this.#subscriber.status === "ready")
          void this.#subscriber.unsubscribe(...empty);
      },
    });
    const fresh = this.#table.add(topics, queue).map((topic) => PREFIX + topic);
    if (fresh.length > 0) await this.#subscriber.subscribe(...fresh);
    return queue;
  }

  async ping(): Promise<void> {
    await this.#publisher.ping().catch((error: unknown) => {
      throw new Failure("BUS_UNAVAILABLE", { cause: error });
    });
  }

  close(): Promise<void> {
    this.#table.endAll();
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
    return Promise.resolve();
  }
}
