import { createHash } from "node:crypto";
import { Client, Pool } from "pg";
import { Failure, invariant } from "@wealthgraph/kernel/refusal";
import {
  type Bus,
  type BusPayload,
  PAYLOAD_BYTES_MAX,
  type SubscribeOptions,
  TopicTable,
} from "./bus.js";
import type { Logger } from "./logger.js";
import { SubscriberQueue } from "./subscriberQueue.js";

interface Envelope {
  readonly topic: string;
  /** NOTIFY merges equal messages of one transaction; the number keeps them apart. */
  readonly n: number;
  readonly payload: BusPayload;
}

interface Waiting {
  readonly channel: string;
  readonly text: string;
  readonly done: (error?: unknown) => void;
}

const RECONNECT_MS_MAX = 5_000;

/** A channel name is an identifier of at most 63 bytes, so the topic is hashed. */
const channelOf = (topic: string) => `wg_${createHash("sha1").update(topic).digest("hex")}`;

/**
 * The bus over LISTEN/NOTIFY: one listening connection a process, one channel a topic, and
 * everything published in one turn of the event loop in one statement.
 */
export class PostgresBus implements Bus {
  readonly #url: string;
  readonly #log: Logger;
  readonly #pool: Pool;
  readonly #table = new TopicTable();
  #listener: Client | null = null;
  #commands: Promise<unknown> = Promise.resolve();
  #waiting: Waiting[] = [];
  #flushing: Promise<void> = Promise.resolve();
  #sequence = 0;
  #closed = false;

  private constructor(url: string, log: Logger) {
    this.#url = url;
    this.#log = log;
    this.#pool = new Pool({ connectionString: url, max: 1, application_name: "bus" });
    this.#pool.on("error", (error) => this.#log.warn({ err: error }, "bus connection"));
  }

  static async open(url: string, log: Logger): Promise<PostgresBus> {
    const bus = new PostgresBus(url, log);
    await bus.#listen();
    return bus;
  }

  publish(topic: string, payload: BusPayload): Promise<void> {
    const envelope: Envelope = { topic, n: this.#sequence++, payload };
    const text = JSON.stringify(envelope);
    invariant(
      Buffer.byteLength(text) <= PAYLOAD_BYTES_MAX,
      `a bus message stays below ${PAYLOAD_BYTES_MAX} bytes (${topic})`,
    );
    return new Promise((resolve, reject) => {
      const done = (error?: unknown) =>
        error === undefined ? resolve() : reject(new Failure("BUS_UNAVAILABLE", { cause: error }));
      this.#waiting.push({ channel: channelOf(topic), text, done });
      if (this.#waiting.length === 1) this.#flushing = this.#flushing.then(() => this.#flush());
    });
  }

  async subscribe(
    topics: readonly string[],
    options: SubscribeOptions = {},
  ): Promise<AsyncIterableIterator<BusPayload>> {
    const queue: SubscriberQueue<BusPayload> = new SubscriberQueue<BusPayload>({
      ...options,
      onEnd: () => void this.#leave(topics, queue),
    });
    const fresh = this.#table.add(topics, queue);
    await this.#command(fresh.map((topic) => `listen ${channelOf(topic)}`));
    return queue;
  }

  async ping(): Promise<void> {
    if (!this.#listener) throw new Failure("BUS_UNAVAILABLE");
    await this.#pool.query("select 1").catch((error: unknown) => {
      throw new Failure("BUS_UNAVAILABLE", { cause: error });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#table.endAll();
    await this.#flushing;
    await this.#commands.catch(() => undefined);
    await this.#listener?.end();
    await this.#pool.end();
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      await this.#pool.query(
        "select pg_notify(c, p) from unnest($1::text[], $2::text[]) as m (c, p)",
        [batch.map((m) => m.channel), batch.map((m) => m.text)],
      );
      for (const message of batch) message.done();
    } catch (error) {
      for (const message of batch) message.done(error);
    }
  }

  async #leave(topics: readonly string[], queue: SubscriberQueue<BusPayload>): Promise<void> {
    const empty = this.#table.remove(topics, queue);
    if (this.#closed) return;
    await this.#command(empty.map((topic) => `unlisten ${channelOf(topic)}`));
  }

  /** Commands run one after another. Without a connection they are dropped: the next connection listens to all topics of the table. */
  #command(statements: readonly string[]): Promise<unknown> {
    if (statements.length === 0) return Promise.resolve();
    this.#commands = this.#commands
      .then(() => this.#listener?.query(statements.join("; ")))
      .catch((error: unknown) => this.#log.warn({ err: error }, "bus listener"));
    return this.#commands;
  }

  async #listen(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: "bus-listener",
      keepAlive: true,
    });
    client.on("notification", (message) => this.#receive(message.payload));
    client.on("error", (error) => this.#log.warn({ err: error }, "bus listener"));
    client.once("end", () => {
      // A connection that never listened belongs to the attempt that made it.
      if (this.#listener !== client) return;
      this.#listener = null;
      if (!this.#closed) void this.#reconnect();
    });
    try {
      await client.connect();
      const statements = [...this.#table.topics].map((topic) => `listen ${channelOf(topic)}`);
      if (statements.length > 0) await client.query(statements.join("; "));
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#listener = client;
  }

  async #reconnect(): Promise<void> {
    for (
      let delayMs = 50;
      !this.#closed && !this.#listener;
      delayMs = Math.min(delayMs * 2, RECONNECT_MS_MAX)
    ) {
      await new Promise((resume) => setTimeout(resume, delayMs));
      if (this.#closed) return;
      await this.#listen().catch((error: unknown) =>
        this.#log.warn({ err: error }, "bus reconnect"),
      );
    }
  }

  #receive(text: string | undefined): void {
    const envelope = JSON.parse(text ?? "{}") as Partial<Envelope>;
    if (envelope.topic && envelope.payload) this.#table.deliver(envelope.topic, envelope.payload);
  }
}
