import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AccessTokenVerifier } from "@wealthgraph/chassis/accessToken";
import type { Bus } from "@wealthgraph/chassis/bus";
import type { HttpServer } from "@wealthgraph/chassis/httpServer";
import { createLogger } from "@wealthgraph/chassis/logger";
import { OutboxDispatcher } from "@wealthgraph/chassis/outbox";
import { serveSubgraph } from "@wealthgraph/chassis/subgraph";
import { buildFederatedSchema } from "@wealthgraph/chassis/subgraphSchema";
import { ownKeys } from "./crypto/ownKeys.js";
import { publishedKeySet } from "./operations/signingKeys.js";
import { subgraph } from "./subgraph.js";
import { arrive, openUsers, PASSWORD, type UsersUnderTest } from "./testUsers.js";

let users: UsersUnderTest;
let server: HttpServer;

beforeAll(async () => {
  users = await openUsers({ signUpPerAddress: 2 });
  server = await serveSubgraph({
    schema: (await buildFederatedSchema(subgraph)).schema,
    host: "127.0.0.1",
    port: 0,
    log: createLogger("users", "silent"),
    verifier: new AccessTokenVerifier(ownKeys(() => publishedKeySet(users.world))),
    createContext: (base) => subgraph.createContext(base, users.world),
    ready: () => users.db.database.ping(),
    metrics: () => Promise.resolve({ contentType: "text/plain", text: "" }),
  });
});
afterAll(async () => {
  await server.close();
  await users.db.close();
});

interface Answer {
  readonly data: Record<string, Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function post(query: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}

const signUp = (name: string, address: string) =>
  post(
    `mutation { signUp(input: { email: "${name}@example.com", password: "${PASSWORD}",
      displayName: "${name}", householdName: "Home" }) {
      accessToken refreshToken user { households { name viewerRole } } } }`,
    { "x-client-address": address },
  );

describe("the subgraph", () => {
  it("has its outbox dispatched, because it writes one", async () => {
    const sent: string[] = [];
    const bus = { publish: async (topic: string) => void sent.push(topic) } as unknown as Bus;
    await arrive(users.world, "events");
    const log = createLogger("users", "silent");
    const { database } = users.db;
    await new OutboxDispatcher({ database, schema: subgraph.schema, bus, log }).dispatchOnce();
    expect(sent).toEqual(["events.household.created", "events.membership.changed"]);
    expect(subgraph.publishesEvents).toBe(true);
  });
});

describe("over HTTP", () => {
  it("signs up, answers with the token, refreshes, and refuses a token it never gave", async () => {
    const session = (await signUp("ada", "192.0.2.1")).data?.["signUp"];
    expect(session?.["user"]).toEqual({ households: [{ name: "Home", viewerRole: "OWNER" }] });
    const authorization = `Bearer ${String(session?.["accessToken"])}`;
    const me = await post("{ viewer { email households { name } } }", { authorization });
    expect(me.data?.["viewer"]).toEqual({
      email: "ada@example.com",
      households: [{ name: "Home" }],
    });
    const refresh = `mutation { refreshSession(refreshToken: "${String(session?.["refreshToken"])}") { user { email } } }`;
    expect((await post(refresh)).data?.["refreshSession"]).toEqual({
      user: { email: "ada@example.com" },
    });
    const madeUp = `mutation { refreshSession(refreshToken: "made up") { user { email } } }`;
    expect((await post(madeUp)).errors?.[0]?.extensions.code).toBe("REFRESH_TOKEN_INVALID");
  });

  it("throttles by the address the router passes on", async () => {
    for (const name of ["one", "two"])
      expect((await signUp(name, "192.0.2.7")).errors).toBeUndefined();
    expect((await signUp("three", "192.0.2.7")).errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
    expect((await signUp("three", "192.0.2.8")).errors).toBeUndefined();
  });
});
