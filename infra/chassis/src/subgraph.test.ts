import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from "jose";
import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver, Root, Subscription } from "type-graphql";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Failure, invariant, Refusal } from "@wealthgraph/kernel/refusal";
import { AccessTokenVerifier } from "./accessToken.js";
import { type BusPayload, MemoryBus } from "./bus.js";
import { Authenticated, Key } from "./directives.js";
import { GraphClient } from "./graphClient.js";
import { type HttpServer, readBody, sendJson } from "./httpServer.js";
import { createLogger } from "./logger.js";
import { DecimalScalar, Money } from "./scalars.js";
import { type BaseContext, serveSubgraph } from "./subgraph.js";
import { buildFederatedSchema, type SubgraphSchema } from "./subgraphSchema.js";

const bus = new MemoryBus();
let contexts = 0;

interface Context extends BaseContext {
  readonly serial: number;
}

@Key("id")
@ObjectType({ description: "A till." })
class Till {
  @Field(() => ID)
  id!: string;

  @Field(() => Money)
  content!: Money;

  @Field(() => Number)
  contextSerial!: number;
}

@Resolver()
class TillResolver {
  @Authenticated()
  @Query(() => Till, { nullable: true })
  till(@Arg("amount", () => DecimalScalar) amount: Decimal, @Ctx() context: Context): Till {
    return { id: "t1", content: { amount, currency: "USD" }, contextSerial: context.serial };
  }

  @Query(() => String)
  whoAmI(@Ctx() context: Context): string {
    return context.viewer.userId ?? context.viewer.kind;
  }

  @Query(() => String)
  refused(): string {
    throw new Refusal("UNITS_EXCEED_POSITION", "held: 1, asked: 2", {
      unitsHeld: "1",
      unitsAsked: "2",
    });
  }

  @Query(() => String)
  unanswered(): string {
    throw new Failure("PROVIDER_AWAY", { cause: new Error("secret host name") });
  }

  @Query(() => String)
  broken(): string {
    invariant(false, "the secret of the house");
    return "";
  }

  @Subscription(() => Till, {
    subscribe: () => {
      throw new Refusal("NOT_FOUND", "no such till");
    },
  })
  tillOfOthers(@Root() event: BusPayload): Till {
    return event as never;
  }

  @Subscription(() => Till, { subscribe: () => bus.subscribe(["bad-till"]) as never })
  badTill(): Till {
    throw new Refusal("BAD_INPUT", "this event cannot be shown");
  }

  @Subscription(() => Till, { subscribe: () => bus.subscribe(["till"]) as never })
  tillChanged(@Root() event: BusPayload, @Ctx() context: Context): Till {
    return {
      id: String(event["id"]),
      content: { amount: new Decimal(1), currency: "USD" },
      contextSerial: context.serial,
    };
  }
}

let http: HttpServer;
let built: SubgraphSchema;
let token: string;
let endpoint: string;

beforeAll(async () => {
  const keys = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "RS256" };
  token = await new SignJWT({ scope: "read", households: {} })
    .setProtectedHeader({ alg: "RS256", kid: "k1", typ: "at+jwt" })
    .setSubject("u1")
    .setIssuer("wealthgraph")
    .setAudience("wealthgraph")
    .setExpirationTime("5m")
    .sign(keys.privateKey);
  built = await buildFederatedSchema<Context>({
    resolvers: [TillResolver],
    references: {
      Till: (reference: { id: string }) =>
        Promise.resolve({ ...reference, content: { amount: new Decimal("0.1"), currency: "USD" } }),
    },
  });
  let isReady = true;
  http = await serveSubgraph({
    schema: built.schema,
    host: "127.0.0.1",
    port: 0,
    log: createLogger("test", "silent"),
    verifier: new AccessTokenVerifier(createLocalJWKSet({ keys: [jwk] })),
    createContext: (base) => ({ ...base, serial: (contexts += 1) }),
    ready: () => (isReady ? Promise.resolve() : Promise.reject(new Error("away"))),
    metrics: () => Promise.resolve({ contentType: "text/plain", text: "up 1" }),
    routes: [
      {
        method: "POST",
        path: "/internal/service-token",
        handle: async (request, response) => {
          const body = JSON.parse((await readBody(request, 100)).toString()) as {
            householdId: string;
          };
          isReady = body.householdId !== "make-unready";
          sendJson(response, 200, {
            accessToken: token,
            expiresAt: new Date(Date.now() + 300_000).toISOString(),
          });
        },
      },
    ],
  });
  endpoint = `http://127.0.0.1:${http.port}/graphql`;
});
afterAll(() => http.close());

async function ask(query: string, headers: Record<string, string> = {}, variables: object = {}) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return {
    status: response.status,
    body: (await response.json()) as {
      data?: unknown;
      errors?: { message: string; extensions: Record<string, unknown> }[];
    },
  };
}

describe("a subgraph's schema", () => {
  it("carries the federation link, keys and access directives in its SDL", () => {
    expect(built.sdl).toContain("https://specs.apollo.dev/federation/v2.9");
    expect(built.sdl).toContain('type Till @key(fields: "id")');
    expect(built.sdl).toContain("@authenticated");
    expect(built.sdl).toContain("type Money @shareable");
  });
});

describe("a subgraph over HTTP", () => {
  it("keeps a decimal exact on the way in and out", async () => {
    const { body } = await ask(
      '{ till(amount: "12345678901234567890.000000000000000001") { content { amount currency } } }',
    );
    expect(body.data).toEqual({
      till: { content: { amount: "12345678901234567890.000000000000000001", currency: "USD" } },
    });
  });

  it.each(['"1e5"', '"abc"', "1.5", '"NaN"'])(
    "refuses %s as a decimal with BAD_INPUT",
    async (literal) => {
      const { body } = await ask(`{ till(amount: ${literal}) { id } }`);
      expect(body.errors?.[0]?.extensions["code"]).toMatch(/BAD_INPUT|GRAPHQL_VALIDATION_FAILED/);
    },
  );

  it("knows the viewer of a valid token, and refuses a forged one", async () => {
    expect((await ask("{ whoAmI }", { authorization: `Bearer ${token}` })).body.data).toEqual({
      whoAmI: "u1",
    });
    expect((await ask("{ whoAmI }")).body.data).toEqual({ whoAmI: "anonymous" });
    const forged = await ask("{ whoAmI }", { authorization: `Bearer ${token}x` });
    expect(forged).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: "UNAUTHENTICATED" } }] },
    });
  });

  it("resolves references", async () => {
    const { body } = await ask(
      "query($r: [_Any!]!) { _entities(representations: $r) { ... on Till { id content { amount } } } }",
      {},
      { r: [{ __typename: "Till", id: "t9" }] },
    );
    expect(body.data).toEqual({ _entities: [{ id: "t9", content: { amount: "0.1" } }] });
  });

  it("shows a refusal with code and facts, a failure as UNAVAILABLE, a bug as INTERNAL with an incident id only", async () => {
    const refusal = (await ask("{ refused }")).body.errors?.[0];
    expect(refusal).toMatchObject({
      message: "held: 1, asked: 2",
      extensions: {
        code: "UNITS_EXCEED_POSITION",
        retryable: false,
        facts: { unitsHeld: "1", unitsAsked: "2" },
      },
    });
    const failure = (await ask("{ unanswered }")).body.errors?.[0];
    expect(failure?.extensions).toEqual({ code: "UNAVAILABLE", retryable: true });
    const bug = (await ask("{ broken }")).body.errors?.[0];
    expect(bug?.extensions).toMatchObject({ code: "INTERNAL", incidentId: expect.any(String) });
    expect(JSON.stringify([failure, bug])).not.toContain("secret");
  });

  it.each([
    { name: "not JSON", body: "{", status: 400, code: "BAD_REQUEST" },
    { name: "not GraphQL", body: '{"query":"{"}', status: 400, code: "GRAPHQL_PARSE_FAILED" },
    {
      name: "not in the schema",
      body: '{"query":"{ nothing }"}',
      status: 400,
      code: "GRAPHQL_VALIDATION_FAILED",
    },
  ])("answers a body that is $name with $code", async ({ body, status, code }) => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it("answers an unknown address with 404 and a wrong method with 405, and lives on", async () => {
    expect((await fetch(endpoint.replace("graphql", "nothing"))).status).toBe(404);
    expect((await fetch(endpoint)).status).toBe(405);
    expect((await fetch(endpoint.replace("graphql", "health/live"))).status).toBe(200);
    expect(await (await fetch(endpoint.replace("graphql", "metrics"))).text()).toBe("up 1");
  });
});

describe("a subgraph over WebSocket", () => {
  it("makes a fresh context for every event", async () => {
    const client = createClient({
      url: endpoint.replace("http", "ws"),
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const events = client.iterate<{ tillChanged: { id: string; contextSerial: number } }>({
      query: "subscription { tillChanged { id contextSerial } }",
    });
    const first = events.next();
    await new Promise((resume) => setTimeout(resume, 200));
    await bus.publish("till", { id: "a" });
    await bus.publish("till", { id: "b" });
    const serials = [(await first).value, (await events.next()).value].map(
      (result) => result?.data?.tillChanged,
    );
    expect(serials.map((s) => s?.id)).toEqual(["a", "b"]);
    expect(serials[0]?.contextSerial).not.toBe(serials[1]?.contextSerial);
    await events.return?.();
    await client.dispose();
  });

  it.each([
    { field: "tillOfOthers", code: "NOT_FOUND" },
    { field: "badTill", code: "BAD_INPUT" },
  ])(
    "tells of the refusal of $field with its code, and keeps the socket",
    async ({ field, code }) => {
      const client = createClient({ url: endpoint.replace("http", "ws"), retryAttempts: 0 });
      const answer = client.iterate({ query: `subscription { ${field} { id } }` }).next();
      const timer = setInterval(() => void bus.publish("bad-till", { id: "x" }), 20);
      expect((await answer).value?.errors).toMatchObject([{ extensions: { code } }]);
      clearInterval(timer);
      const query = await client.iterate({ query: "{ whoAmI refused }" }).next();
      expect(query.value?.errors).toMatchObject([
        { extensions: { code: "UNITS_EXCEED_POSITION" } },
      ]);
      await client.dispose();
    },
  );

  it("closes the socket of a forged token with 4403", async () => {
    const client = createClient({
      url: endpoint.replace("http", "ws"),
      retryAttempts: 0,
      connectionParams: { authorization: "Bearer a.b.c" },
    });
    await expect(
      client.iterate({ query: "subscription { tillChanged { id } }" }).next(),
    ).rejects.toMatchObject({ code: 4403 });
    await client.dispose();
  });
});

describe("the graph client", () => {
  const open = (routerUrl = endpoint) =>
    new GraphClient({
      routerUrl,
      usersUrl: endpoint,
      serviceSecret: "s".repeat(16),
      service: "planning",
    });

  it("asks with a service token for one household", async () => {
    expect(await open().forHousehold("h1").query("{ whoAmI }")).toEqual({ whoAmI: "u1" });
  });

  it("passes a refusal on with its code and facts, and everything else as a failure", async () => {
    const graph = open().forHousehold("h1");
    await expect(graph.query("{ refused }")).rejects.toMatchObject({
      code: "UNITS_EXCEED_POSITION",
      facts: { unitsHeld: "1" },
    });
    await expect(graph.query("{ broken }")).rejects.toBeInstanceOf(Failure);
    await expect(
      open("http://127.0.0.1:1/graphql").forHousehold("h1").query("{ whoAmI }"),
    ).rejects.toBeInstanceOf(Failure);
  });
});

describe("readiness", () => {
  it("is 503 while a part does not answer", async () => {
    const ready = () => fetch(endpoint.replace("graphql", "health/ready"));
    expect((await ready()).status).toBe(200);
    await new GraphClient({
      routerUrl: endpoint,
      usersUrl: endpoint,
      serviceSecret: "x".repeat(16),
      service: "t",
    })
      .forHousehold("make-unready")
      .query("{ whoAmI }");
    expect((await ready()).status).toBe(503);
  });
});
