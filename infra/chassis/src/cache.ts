import type { Logger } from "./logger.js";
import { openRedis, type Redis } from "./redis.js";

/** Short-lived values any process can compute again. A cache that is away is a miss, never an error. */
export interface Cache {
  get(key: string): Promise<string | null>;
  /** @param ttlSeconds > 0 */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

/** The cache of one process: least recently used goes first. */
export class MemoryCache implements Cache {
  readonly #entries = new Map<string, { readonly value: string; readonly expiresAtMs: number }>();
  readonly #entriesMax: number;

  constructor(entriesMax = 10_000) {
    this.#entriesMax = entriesMax;
  }

  get(key: string): Promise<string | null> {
    const entry = this.#entries.get(key);
    if (!entry) return Promise.resolve(null);
    this.#entries.delete(key);
    if (entry.expiresAtMs <= Date.now()) return Promise.resolve(null);
    this.#entries.set(key, entry);
    return Promise.resolve(entry.value);
  }

  set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAtMs: Date.now() + ttlSeconds * 1_000 });
    if (this.#entries.size > this.#entriesMax) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.#entries.delete(key);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#entries.clear();
    return Promise.resolve();
  }
}

const PREFIX = "wg:cache:";

/** The cache all processes share. */
export class RedisCache implements Cache {
  readonly #redis: Redis;
  readonly #log: Logger;

  private constructor(redis: Redis, log: Logger) {
    this.#redis = redis;
    this.#log = log;
  }

  static async open(url: string, log: Logger): Promise<RedisCache> {
    return new RedisCache(await openRedis(url, log), log);
  }

  get(key: string): Promise<string | null> {
    return this.#redis.get(PREFIX + key).catch((error: unknown) => this.#missed(error));
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.#redis
      .set(PREFIX + key, value, "PX", Math.ceil(ttlSeconds * 1_000))
      .catch((error: unknown) => this.#missed(error));
  }

  async delete(key: string): Promise<void> {
    await this.#redis.del(PREFIX + key).catch((error: unknown) => this.#missed(error));
  }

  close(): Promise<void> {
    this.#redis.disconnect();
    return Promise.resolve();
  }

  #missed(error: unknown): null {
    this.#log.warn({ err: error }, "redis cache");
    return null;
  }
}
