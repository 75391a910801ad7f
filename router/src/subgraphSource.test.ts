import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { GraphQLError } from "graphql";
import { CircuitBreaker } from "./circuitBreaker.js";
import { type TestRouter, startTestRouter } from "./testRouter.js";
import { type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

describe("asking the subgraphs", () => {
  let people: TestSubgraph;
  let scores: TestSubgraph;
  let router: TestRouter;
  let reads = 0;

  beforeAll(async () => {
    people = await startTestSubgraph({
      name: "people",
      typeDefs: `
        type Query { people: [Person!]!  one: Person  reads: Int!  whoAmI: String }
        type Mutation { change: Int! }
        type Person @key(fields: "id") { id: ID! name: String  broken: String  refused: String  odd: String  withId: String }
      `,
      resolvers: {
        Query: {
          people: () => [{ id: "1" }, { id: "2" }],
          one: () => ({ id: "1" }),
          reads: async () => {
            reads += 1;
            const seen = reads;
            await new Promise((resolve) => setTimeout(resolve, 100));
            return seen;
          },
          whoAmI: (_: unknown, __: unknown, { authorization }: { authorization?: string }) =>
            authorization,
        },
        Mutation: { change: () => 1 },
        Person: {
          name: () => "Ada",
          broken: () => {
            throw new TypeError("password=hunter2 at /srv/secret.ts:1");
          },
          refused: () => {
            throw new GraphQLError("held: 1, asked: 2", {
              extensions: {
                code: "UNITS_EXCEED_POSITION",
                facts: { unitsHeld: "1" },
                stacktrace: ["x"],
                sql: "SELECT",
              },
            });
          },
          odd: () => {
            throw new GraphQLError("inside", { extensions: { code: "P0001", sql: "SELECT 1" } });
          },
          withId: () => {
            throw new GraphQLError("our fault", {
              extensions: { code: "INTERNAL", incidentId: "incident-7" },
            });
          },
        },
      },
    });
    scores = await startTestSubgraph({
      name: "scores",
      typeDefs: 'type Person @key(fields: "id") { id: ID! score: Int  rank: Int! }',
      resolvers: {
        Person: { __resolveReference: (p: unknown) => p, score: () => 5, rank: () => 1 },
      },
    });
  });
  afterAll(() => Promise.all([people.close(), scores.close()]));
  beforeEach(async () => {
    reads = 0;
    for (const subgraph of [people, scores]) {
      subgraph.delayMs = 0;
      subgraph.status = 200;
      subgraph.heard.length = 0;
    }
    router = await startTestRouter([people, scores], {
      SUBGRAPH_TIMEOUT_MS: "400",
      BREAKER_OPEN_MS: "600",
    });
  });
  afterEach(() => router.close());

  it("forwards the token, the request id and the trace", async () => {
    const token = await router.token();
    await router.ask("{ people { score } }", {
      token,
      headers: {
        "x-request-id": "r-1",
        "x-client-address": "6.6.6.6",
        traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
      },
    });
    const [first, second] = [people.heard[0]?.headers, scores.heard[0]?.headers];
    for (const headers of [first, second]) {
      expect(headers?.authorization).toBe(`Bearer ${token}`);
      expect(headers).toMatchObject({
        "x-request-id": "r-1",
        "x-client-address": expect.stringMatching(/127\.0\.0\.1$/),
      });
      expect(headers?.["traceparent"]).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    }
    expect(first?.["traceparent"]).not.toBe(second?.["traceparent"]);
  });

  it("replaces a malformed request id or trace", async () => {
    await router.ask("{ whoAmI }", { headers: { "x-request-id": "a\tb", traceparent: "rubbish" } });
    expect(people.heard[0]?.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(people.heard[0]?.headers["traceparent"]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(people.heard[0]?.headers.authorization).toBeUndefined();
  });

  it("charges bad tokens to the address that sends them", async () => {
    const limited = await startTestRouter([people], { RATE_PER_MINUTE: "2" });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      statuses.push((await limited.ask("{ one { name } }", { token: "a.b.c" })).status);
    }
    await limited.close();
    expect(statuses).toEqual([401, 401, 429]);
  });

  it("passes a registered code on with its facts, and nothing else", async () => {
    const { body } = await router.ask("{ one { refused } }");
    expect(body).toEqual({
      data: { one: { refused: null } },
      errors: [
        {
          message: "held: 1, asked: 2",
          path: ["one", "refused"],
          extensions: {
            code: "UNITS_EXCEED_POSITION",
            retryable: false,
            facts: { unitsHeld: "1" },
          },
        },
      ],
    });
  });

  it.each(["broken", "odd"])("masks whatever else a subgraph says: %s", async (field) => {
    const { status, body } = await router.ask(`{ one { name ${field} } }`);
    expect(status).toBe(200);
    expect(body.data).toEqual({ one: { name: "Ada", [field]: null } });
    expect(body.errors[0].extensions).toMatchObject({
      code: "INTERNAL",
      incidentId: expect.any(String),
    });
    expect(JSON.stringify(body)).not.toMatch(/hunter2|secret|SELECT|people/);
  });

  it("keeps a subgraph's incident id, which finds the line in its log", async () => {
    const { body } = await router.ask("{ one { withId } }");
    expect(body.errors[0].extensions.incidentId).toBe("incident-7");
  });

  it("gives partial data in time when a subgraph is slow, with an error at every gap", async () => {
    scores.delayMs = Number.POSITIVE_INFINITY;
    const startMs = performance.now();
    const { body } = await router.ask("{ people { name score } }");
    expect(performance.now() - startMs).toBeLessThan(1_000);
    expect(body.data).toEqual({
      people: [
        { name: "Ada", score: null },
        { name: "Ada", score: null },
      ],
    });
    expect(body.errors).toEqual(
      [0, 1].map((index) => ({
        message: "a part behind the endpoint did not answer; try again",
        path: ["people", index, "score"],
        extensions: { code: "UNAVAILABLE", retryable: true },
      })),
    );
  });

  it("shares one budget of time among all steps of a query", async () => {
    people.delayMs = 250;
    scores.delayMs = 250;
    const startMs = performance.now();
    const { body } = await router.ask("{ people { name score } }");
    expect(performance.now() - startMs).toBeLessThan(700);
    expect(body.data.people[0]).toEqual({ name: "Ada", score: null });
  });

  it("answers 200 with null data when the only subgraph is dead, never 5xx", async () => {
    people.status = 502;
    const { status, body } = await router.ask("{ people { name } }");
    expect([status, body.data, body.errors[0].extensions.code, body.errors[0].path]).toEqual([
      200,
      null,
      "UNAVAILABLE",
      ["people"],
    ]);
  });

  it("opens the breaker after three failures, answers at once, and lets one request try later", async () => {
    people.status = 500;
    for (let i = 0; i < 3; i += 1) await router.ask("{ one { name } }");
    const before = people.heard.length;
    const refused = await router.ask("{ one { name } }");
    expect(refused.body.errors[0].extensions.code).toBe("UNAVAILABLE");
    expect(people.heard.length).toBe(before);
    people.status = 200;
    await new Promise((resolve) => setTimeout(resolve, 650));
    expect((await router.ask("{ one { name } }")).body).toEqual({ data: { one: { name: "Ada" } } });
    expect((await router.ask("{ one { name } }")).body).toEqual({ data: { one: { name: "Ada" } } });
  });

  it("asks once for equal queries that are under way, and answers each", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => router.ask("{ reads }")));
    expect(new Set(answers.map((a) => a.body.data.reads))).toEqual(new Set([1]));
    expect(people.heard).toHaveLength(1);
  });

  it("asks again for another token, other variables or another operation", async () => {
    const [a, b] = [await router.token(), await router.token()];
    const answers = await Promise.all([
      router.ask("{ whoAmI reads }", { token: a }),
      router.ask("{ whoAmI reads }", { token: b }),
      router.ask("{ whoAmI reads }"),
      router.ask("{ reads whoAmI }", { token: a }),
    ]);
    expect(answers.map((x) => x.body.data.whoAmI)).toEqual([
      `Bearer ${a}`,
      `Bearer ${b}`,
      null,
      `Bearer ${a}`,
    ]);
    expect(people.heard).toHaveLength(4);
  });

  it("never shares a mutation, nor a read that began before one ended", async () => {
    const early = router.ask("{ reads }");
    await new Promise((resolve) => setTimeout(resolve, 30));
    await Promise.all([router.ask("mutation { change }"), router.ask("mutation { change }")]);
    const late = router.ask("{ reads }");
    expect([(await early).body.data.reads, (await late).body.data.reads]).toEqual([1, 2]);
    expect(people.heard.filter((r) => r.query.startsWith("mutation"))).toHaveLength(2);
  });

  it("masks a promise a subgraph breaks: null in a non-null field becomes an error", async () => {
    const broken = await startTestSubgraph({
      name: "broken",
      typeDefs: "type Query { always: String }",
      resolvers: { Query: { always: () => null } },
    });
    // composed as non-null, answered as null
    const lying = await startTestRouter([
      { ...broken, typeDefs: broken.typeDefs.replace("String }", "String! }") },
    ]);
    const { status, body } = await lying.ask("{ always }");
    await lying.close();
    await broken.close();
    expect([status, body.data, body.errors[0].extensions.code]).toEqual([200, null, "INTERNAL"]);
    expect(body.extensions).toBeUndefined();
  });

  it("counts a user's operations, tells what is left, and refuses the next with 429", async () => {
    const limited = await startTestRouter([people], { RATE_PER_MINUTE: "3" });
    const [a, b] = [await limited.token(), await limited.token()];
    const left: (string | null)[] = [];
    for (let i = 0; i < 3; i += 1) {
      left.push(
        (await limited.ask("{ one { name } }", { token: a })).headers.get("ratelimit-remaining"),
      );
    }
    const refused = await limited.ask("{ one { name } }", { token: a });
    const other = await limited.ask("{ one { name } }", { token: b });
    await limited.close();
    expect(left).toEqual(["2", "1", "0"]);
    expect(refused.status).toBe(429);
    expect(refused.body.errors[0].extensions).toMatchObject({
      code: "RATE_LIMITED",
      retryable: true,
      facts: { operationsPerMinute: 3, retryAfterSeconds: expect.any(Number) },
    });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(other.status).toBe(200);
  });

  it("says how each subgraph is, live, ready and in numbers", async () => {
    const ready = await router.send({ path: "/health/ready" });
    expect([ready.status, ready.body.status]).toEqual([200, "ready"]);
    expect(ready.body.subgraphs).toEqual(
      ["people", "scores"].map((name) => ({
        name,
        isReady: true,
        circuit: "closed",
        latencyMs: expect.any(Number),
      })),
    );
    expect((await router.send({ path: "/health/live" })).body).toEqual({ status: "live" });
    await router.ask("{ one { name } }");
    expect((await router.send({ path: "/metrics" })).body).toContain(
      'wealthgraph_router_subgraph_seconds_count{subgraph="people",outcome="answered"} 1',
    );
  });

  it("runs anything in audit mode: plain GET, no token, no limit", async () => {
    const audit = await startTestRouter([people, scores], { FEDERATION_AUDIT: "1" });
    const plain = await audit.send({ path: "/graphql?query={one{name score}}" });
    const aliases = Array.from({ length: 40 }, (_, i) => `a${i}: one { name }`).join(" ");
    const many = await audit.ask(`{ ${aliases} }`, { token: "rubbish" });
    const error = await audit.ask("{ one { odd } }");
    await audit.close();
    expect(plain.body).toEqual({ data: { one: { name: "Ada", score: 5 } } });
    expect(Object.keys(many.body.data)).toHaveLength(40);
    expect(error.body.errors[0].message).toBe("inside");
  });
});

describe("a circuit breaker", () => {
  it("lets exactly one request try after it was open, and its outcome decides", () => {
    let nowMs = 0;
    const breaker = new CircuitBreaker({ failuresMax: 3, openMs: 60_000, now: () => nowMs });
    for (let i = 0; i < 3; i += 1) {
      expect(breaker.tryEnter()).toBe(true);
      breaker.fail();
    }
    expect([breaker.state, breaker.tryEnter()]).toEqual(["open", false]);
    nowMs = 60_000;
    expect([breaker.tryEnter(), breaker.tryEnter()]).toEqual([true, false]);
    breaker.fail();
    expect(breaker.state).toBe("open");
    nowMs = 120_000;
    expect(breaker.tryEnter()).toBe(true);
    breaker.succeed();
    expect([breaker.state, breaker.tryEnter()]).toEqual(["closed", true]);
  });

  it("lets the one request try as soon as the subgraph says it is ready again", async () => {
    let isReady = false;
    const probe = () => Promise.resolve(isReady);
    const breaker = new CircuitBreaker({ failuresMax: 1, openMs: 60_000, probe, probeMs: 5 });
    breaker.fail();
    await new Promise((resume) => setTimeout(resume, 30));
    expect(breaker.state).toBe("open");
    isReady = true;
    await new Promise((resume) => setTimeout(resume, 50));
    expect([breaker.state, breaker.tryEnter(), breaker.tryEnter()]).toEqual([
      "half-open",
      true,
      false,
    ]);
  });

  it("forgets failures that are not in a row", () => {
    const breaker = new CircuitBreaker({ failuresMax: 2, openMs: 1 });
    breaker.fail();
    breaker.succeed();
    breaker.fail();
    expect(breaker.state).toBe("closed");
  });
});
