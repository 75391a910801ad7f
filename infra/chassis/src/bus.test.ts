import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { type Bus, MemoryBus } from "./bus.js";
import { type Cache, MemoryCache, RedisCache } from "./cache.js";
import { createLogger } from "./logger.js";
import { PostgresBus } from "./postgresBus.js";
import { RedisBus } from "./redisBus.js";

const log = createLogger("test", "silent");
const postgresUrl = process.env["WEALTHGRAPH_TEST_POSTGRES"] ?? "";
const redisUrl = process.env["WEALTHGRAPH_TEST_REDIS_URL"];

const buses: { driver: string; open: () => Promise<Bus> }[] = [
  { driver: "memory", open: () => Promise.resolve(new MemoryBus()) },
  { driver: "PostgreSQL", open: () => PostgresBus.open(postgresUrl, log) },
  ...(redisUrl ? [{ driver: "Redis", open: () => RedisBus.open(redisUrl, log) }] : []),
];
const caches: { driver: string; open: () => Promise<Cache> }[] = [
  { driver: "memory", open: () => Promise.resolve(new MemoryCache()) },
  ...(redisUrl ? [{ driver: "Redis", open: () => RedisCache.open(redisUrl, log) }] : []),
];

const opened: { close(): Promise<void> }[] = [];
const keep = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
  const thing = await opening;
  opened.push(thing);
  return thing;
};
afterEach(async () => {
  for (const thing of opened.splice(0)) await thing.close();
});

let topics = 0;
const topic = () => `test.${process.pid}.${(topics += 1)}`;

async function take(iterator: AsyncIterableIterator<unknown>, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  while (taken.length < count) {
    const step = await iterator.next();
    if (step.done) break;
    taken.push(step.value);
  }
  return taken;
}

describe.each(buses)("the bus on $driver", ({ open }) => {
  it("brings every message to every subscriber of its topic, in order", async () => {
    const bus = await keep(open());
    const [here, elsewhere] = [topic(), topic()];
    const [a, b] = [await bus.subscribe([here]), await bus.subscribe([here, elsewhere])];
    for (let n = 0; n < 50; n += 1) await bus.publish(here, { n });
    await bus.publish(elsewhere, { n: "last" });
    const numbers = Array.from({ length: 50 }, (_, n) => ({ n }));
    expect(await take(a, 50)).toEqual(numbers);
    expect(await take(b, 51)).toEqual([...numbers, { n: "last" }]);
  });

  it("brings two equal messages twice", async () => {
    const bus = await keep(open());
    const here = topic();
    const heard = await bus.subscribe([here]);
    await Promise.all([bus.publish(here, { same: true }), bus.publish(here, { same: true })]);
    expect(await take(heard, 2)).toEqual([{ same: true }, { same: true }]);
  });

  it("keeps only the latest of conflated messages for a subscriber that is behind", async () => {
    const bus = await keep(open());
    const here = topic();
    const slow = await bus.subscribe([here], {
      conflateBy: (message) => String(message["symbol"]),
    });
    const probe = await bus.subscribe([here]);
    for (const price of [1, 2, 3]) await bus.publish(here, { symbol: "VTI", price });
    await bus.publish(here, { symbol: "BND", price: 9 });
    await take(probe, 4);
    expect(await take(slow, 2)).toEqual([
      { symbol: "VTI", price: 3 },
      { symbol: "BND", price: 9 },
    ]);
  });

  it("ends a subscriber that falls behind its limit with an error, and serves the others", async () => {
    const bus = await keep(open());
    const here = topic();
    const slow = await bus.subscribe([here], { limit: 2 });
    const quick = await bus.subscribe([here]);
    for (let n = 0; n < 4; n += 1) await bus.publish(here, { n });
    expect(await take(quick, 4)).toHaveLength(4);
    await expect(take(slow, 4)).rejects.toThrow("SUBSCRIBER_TOO_SLOW");
  });

  it("ends a subscription when its signal aborts", async () => {
    const bus = await keep(open());
    const stop = new AbortController();
    const heard = await bus.subscribe([topic()], { signal: stop.signal });
    const waiting = heard.next();
    stop.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it("brings a message from another process's bus", async () => {
    if (open === buses[0]?.open) return;
    const [one, other] = [await keep(open()), await keep(open())];
    const here = topic();
    const heard = await one.subscribe([here]);
    await other.publish(here, { from: "other" });
    expect(await take(heard, 1)).toEqual([{ from: "other" }]);
  });
});

describe("the bus on PostgreSQL", () => {
  it("hears again after the server cut its connection", async () => {
    const bus = await keep(PostgresBus.open(postgresUrl, log));
    const here = topic();
    const heard = await bus.subscribe([here]);
    const admin = new Client({ connectionString: postgresUrl });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bus-listener' and query like $1",
      ["%listen%"],
    );
    await admin.end();
    const arrived = take(heard, 1);
    let isHeard = false;
    void arrived.then(() => (isHeard = true));
    for (let n = 0; !isHeard && n < 100; n += 1) {
      await bus.publish(here, { again: true }).catch(() => undefined);
      await new Promise((resume) => setTimeout(resume, 50));
    }
    expect(await arrived).toEqual([{ again: true }]);
  });

  it("refuses a message that NOTIFY could not carry", async () => {
    const bus = await keep(PostgresBus.open(postgresUrl, log));
    expect(() => bus.publish(topic(), { text: "x".repeat(7_000) })).toThrow("7000 bytes");
  });
});

describe.each(caches)("the cache on $driver", ({ open }) => {
  it("gives back what was set, until it is deleted or expired", async () => {
    const cache = await keep(open());
    const key = topic();
    expect(await cache.get(key)).toBeNull();
    await cache.set(key, "value", 60);
    expect(await cache.get(key)).toBe("value");
    await cache.delete(key);
    expect(await cache.get(key)).toBeNull();
    await cache.set(key, "short", 0.02);
    await new Promise((resume) => setTimeout(resume, 60));
    expect(await cache.get(key)).toBeNull();
  });
});

describe("the cache in memory", () => {
  it("forgets what was not used for longest when it is full", async () => {
    const cache = new MemoryCache(2);
    await cache.set("a", "1", 60);
    await cache.set("b", "2", 60);
    await cache.get("a");
    await cache.set("c", "3", 60);
    expect([await cache.get("a"), await cache.get("b"), await cache.get("c")]).toEqual([
      "1",
      null,
      "3",
    ]);
  });
});

describe("a bus whose server is away", () => {
  it("tries again one attempt at a time, further and further apart", async () => {
    let attempts = 0;
    const silent = createServer((socket) => {
      attempts += 1;
      socket.destroy();
    });
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const proxied = new URL(postgresUrl);
    const gate = createServer((socket) => {
      const target = isOpen ? Number(new URL(postgresUrl).port) : port;
      const upstream = connect(target, "127.0.0.1");
      for (const [from, to] of [[socket, upstream] as const, [upstream, socket] as const]) {
        from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => to.destroy());
      }
      sockets.add(socket);
    });
    let isOpen = true;
    const sockets = new Set<Socket>();
    gate.listen(0, "127.0.0.1");
    await once(gate, "listening");
    proxied.port = String((gate.address() as AddressInfo).port);
    const bus = await PostgresBus.open(proxied.href, log);
    isOpen = false;
    for (const socket of sockets) socket.destroy();
    await new Promise((resume) => setTimeout(resume, 1_500));
    expect(attempts).toBeGreaterThan(1);
    expect(attempts).toBeLessThanOrEqual(6);
    await bus.close();
    gate.close();
    silent.close();
  });
});
