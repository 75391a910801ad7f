import { Redis } from "ioredis";
import type { Logger } from "./logger.js";

export type { Redis } from "ioredis";

/** A connected Redis client that logs its errors, reconnects by itself and fails a command after one retry. */
export async function openRedis(url: string, log: Logger): Promise<Redis> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 });
  redis.on("error", (error: Error) => log.warn({ err: error }, "redis"));
  await redis.connect();
  return redis;
}
