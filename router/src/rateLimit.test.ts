import { describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { parse } from "graphql";
import { createLogger } from "@wealthgraph/chassis/logger";
import { openRedis } from "@wealthgraph/chassis/redis";
import { ANONYMOUS, type Viewer } from "@wealthgraph/chassis/viewer";
import { clientAddress } from "./clientAddress.js";
import { RateLimit, budgetHeaders, bulkPoints } from "./rateLimit.js";

const user: Viewer = { ...ANONYMOUS, kind: "user", userId: randomUUID() };
const service: Viewer = { ...ANONYMOUS, kind: "service" };
const redisUrl = process.env["WEALTHGRAPH_TEST_REDIS_URL"];
if (!redisUrl) console.log("No Redis: the shared rate budget is not tested.");

describe("the rate limit", () => {
  it("counts each user, and whoever has no token by address", async () => {
    const limit = new RateLimit(2);
    await limit.take(user, "10.0.0.1");
    expect(await limit.take(user, "10.0.0.2")).toMatchObject({ limit: 2, remaining: 0 });
    await expect(limit.take(user, "10.0.0.3")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(await limit.take(ANONYMOUS, "10.0.0.1")).toMatchObject({ remaining: 1 });
    expect(await limit.take(ANONYMOUS, "10.0.0.2")).toMatchObject({ remaining: 1 });
  });

  it.each([
    { document: "{ viewer { id } }", more: 0 },
    { document: 'mutation { signOut(refreshToken: "x") }', more: 0 },
    { document: "{ household { conversionPlan { strategies } } }", more: 4 },
    { document: "mutation { startSimulation(input: {}) { id } }", more: 4 },
    {
      document:
        "mutation { a: createImport { id } ...m } fragment m on Mutation { confirmImport { id } }",
      more: 8,
    },
  ])("lets $document cost $more points more than an ordinary operation", ({ document, more }) => {
    expect(bulkPoints(parse(document))).toBe(more);
  });

  it("leaves 20 bulk operations in a budget of 100", async () => {
    const limit = new RateLimit(100);
    const bulk = parse("mutation { startSimulation { id } }");
    for (let i = 0; i < 20; i += 1) await limit.take(user, "10.0.0.1", 1 + bulkPoints(bulk));
    await expect(limit.take(user, "10.0.0.1")).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("does not count services", async () => {
    const limit = new RateLimit(1);
    for (let i = 0; i < 3; i += 1) expect(await limit.take(service, "10.0.0.1")).toBeNull();
  });

  it("tells when to come back only to whoever has nothing left", () => {
    expect(
      budgetHeaders({ limit: 3, remaining: 1, resetSeconds: 9 })["retry-after"],
    ).toBeUndefined();
    expect(budgetHeaders({ limit: 3, remaining: 0, resetSeconds: 9 })["retry-after"]).toBe("9");
  });

  (redisUrl ? it : it.skip)("is one budget for all copies over Redis", async () => {
    const redis = await openRedis(redisUrl ?? "", createLogger("test", "silent"));
    const copies = [1, 2].map(() => new RateLimit(2, RateLimit.inRedis(2, redis)));
    for (const copy of copies) await copy.take(user, "10.0.0.1");
    for (const copy of copies) {
      await expect(copy.take(user, "10.0.0.1")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    }
    redis.disconnect();
  });
});

describe("the address of a caller", () => {
  const from = (forwarded?: string): IncomingMessage =>
    ({
      socket: { remoteAddress: "10.0.0.9" },
      headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    }) as IncomingMessage;

  it.each([
    [0, "1.1.1.1", "10.0.0.9"],
    [1, undefined, "10.0.0.9"],
    [1, "6.6.6.6, 1.1.1.1", "1.1.1.1"],
    [2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"],
    [3, "1.1.1.1", "1.1.1.1"],
  ])("believes %i proxies: %s is %s", (trusted, forwarded, address) => {
    expect(clientAddress(from(forwarded), trusted)).toBe(address);
  });
});
