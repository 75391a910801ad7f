import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type HttpServer, listen } from "@wealthgraph/chassis/httpServer";
import { AccessTokenVerifier } from "@wealthgraph/chassis/accessToken";
import { createLogger } from "@wealthgraph/chassis/logger";
import { usersRoutes } from "./routes.js";
import { type Arrival, arrive, openUsers, type UsersUnderTest } from "./testUsers.js";

const SECRET = "the secret of our processes";
let users: UsersUnderTest;
let server: HttpServer;
let ada: Arrival;

beforeAll(async () => {
  users = await openUsers();
  ada = await arrive(users.world, "ada");
  server = await listen({
    host: "127.0.0.1",
    port: 0,
    routes: usersRoutes(users.world, SECRET),
    log: createLogger("users", "silent"),
  });
});
afterAll(async () => {
  await server.close();
  await users.db.close();
});

const address = (path: string) => `http://127.0.0.1:${server.port}${path}`;
const post = (path: string, body: string, secret: string | null = SECRET) =>
  fetch(address(path), {
    method: "POST",
    body,
    headers: secret === null ? {} : { authorization: `Bearer ${secret}` },
  });
const askToken = (body: object, secret: string | null = SECRET) =>
  post("/internal/service-token", JSON.stringify(body), secret);
const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors[0]?.extensions.code;
};

describe("/.well-known/jwks.json", () => {
  it("publishes the keys by which a token of ours is verified", async () => {
    const response = await fetch(address("/.well-known/jwks.json"));
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("public, max-age=300");
    const { keys } = (await response.json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty("d");
    const verifier = AccessTokenVerifier.remote(address("/.well-known/jwks.json"));
    const viewer = await verifier.viewerOf(`Bearer ${ada.session.accessToken}`);
    expect(viewer.userId).toBe(ada.userId);
  });
});

describe("/internal/service-token", () => {
  it("gives a service five minutes with one household", async () => {
    const response = await askToken({ service: "planning", householdId: ada.householdId });
    expect(response.status).toBe(200);
    const token = (await response.json()) as { accessToken: string; expiresAt: string };
    const minutes = (Date.parse(token.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeCloseTo(5, 1);
    const verifier = AccessTokenVerifier.remote(address("/.well-known/jwks.json"));
    const viewer = await verifier.viewerOf(`Bearer ${token.accessToken}`);
    expect(viewer).toMatchObject({ kind: "service", userId: null });
    expect([...viewer.scopes]).toEqual(["read"]);
    expect([...viewer.households]).toEqual([[ada.householdId, "SERVICE"]]);
  });

  it.each([["another secret"], [`${SECRET}x`], [""], [null]])(
    "refuses who shows %j",
    async (secret) => {
      const asked = { service: "planning", householdId: ada.householdId };
      const response = await askToken(asked, secret);
      expect(response.status).toBe(401);
      expect(await codeOf(response)).toBe("UNAUTHENTICATED");
    },
  );

  it("does not take a user's access token for the secret", async () => {
    const asked = { service: "planning", householdId: ada.householdId };
    expect((await askToken(asked, ada.session.accessToken)).status).toBe(401);
  });

  it.each(["0198c0de-0000-7000-8000-000000000000", "no id"])(
    "knows no household %s",
    async (householdId) => {
      const response = await askToken({ service: "planning", householdId });
      expect(response.status).toBe(404);
      expect(await codeOf(response)).toBe("NOT_FOUND");
    },
  );

  it.each(["", "{", "[]", '{"service":"x y","householdId":"1"}', '{"service":"planning"}'])(
    "refuses the body %j",
    async (body) => {
      const response = await post("/internal/service-token", body);
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe("BAD_REQUEST");
    },
  );

  it("refuses a body past 10 kB", async () => {
    expect((await post("/internal/service-token", "x".repeat(10_001))).status).toBe(413);
  });
});

describe("/internal/signing-keys/rotate", () => {
  it("publishes a successor for who has the secret", async () => {
    expect((await post("/internal/signing-keys/rotate", "", "wrong")).status).toBe(401);
    const response = await post("/internal/signing-keys/rotate", "");
    const { created } = (await response.json()) as { created: string };
    const jwks = await fetch(address("/.well-known/jwks.json"));
    const { keys } = (await jwks.json()) as { keys: { kid: string }[] };
    expect(keys.map((key) => key.kid)).toEqual([expect.any(String), created]);
  });
});
