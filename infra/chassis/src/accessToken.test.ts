import { beforeAll, describe, expect, it } from "@jest/globals";
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from "jose";
import { Failure } from "@wealthgraph/kernel/refusal";
import { AccessTokenVerifier } from "./accessToken.js";
import { requireHousehold, requireUser } from "./viewer.js";

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let foreign: Keys;
let verifier: AccessTokenVerifier;

beforeAll(async () => {
  [keys, foreign] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  verifier = new AccessTokenVerifier(createLocalJWKSet({ keys: [jwk] }));
});

interface Forgery {
  key?: Keys["privateKey"];
  typ?: string;
  issuer?: string;
  audience?: string;
  expiresIn?: string;
  claims?: Record<string, unknown>;
}

async function header(forgery: Forgery = {}): Promise<string> {
  const {
    key = keys.privateKey,
    typ = "at+jwt",
    issuer = "wealthgraph",
    audience = "wealthgraph",
  } = forgery;
  const token = await new SignJWT({
    scope: "read write",
    households: { h1: "OWNER", h2: "VIEWER" },
    ...forgery.claims,
  })
    .setProtectedHeader({ alg: "RS256", kid: "k1", typ })
    .setSubject("u1")
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(forgery.expiresIn ?? "15m")
    .sign(key);
  return `Bearer ${token}`;
}

describe("an access token", () => {
  it("says who asks, in which households, with which scopes", async () => {
    const viewer = await verifier.viewerOf(await header());
    expect(viewer).toMatchObject({ kind: "user", userId: "u1" });
    expect([...viewer.households]).toEqual([
      ["h1", "OWNER"],
      ["h2", "VIEWER"],
    ]);
    expect([...viewer.scopes]).toEqual(["read", "write"]);
  });

  it("is absent for an anonymous viewer, who sees no household", async () => {
    const viewer = await verifier.viewerOf(undefined);
    expect(viewer.kind).toBe("anonymous");
    expect(viewer.households.size).toBe(0);
  });

  it.each<{ name: string; forgery: () => Forgery }>([
    { name: "signed with another key", forgery: () => ({ key: foreign.privateKey }) },
    { name: "of another type", forgery: () => ({ typ: "JWT" }) },
    { name: "of another issuer", forgery: () => ({ issuer: "elsewhere" }) },
    { name: "for another audience", forgery: () => ({ audience: "elsewhere" }) },
    { name: "expired", forgery: () => ({ expiresIn: "-1s" }) },
    {
      name: "with a role we do not know",
      forgery: () => ({ claims: { households: { h1: "ROOT" } } }),
    },
  ])("$name is UNAUTHENTICATED", async ({ forgery }) => {
    await expect(verifier.viewerOf(await header(forgery()))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  it.each(["Bearer", "Bearer x", "Basic dTpw", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30."])(
    "in the form %j is UNAUTHENTICATED",
    async (text) => {
      await expect(verifier.viewerOf(text)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    },
  );

  it("cannot be judged while the keys cannot be fetched: that is a failure and not a refusal", async () => {
    const remote = AccessTokenVerifier.remote("http://127.0.0.1:1/jwks.json");
    await expect(remote.viewerOf(await header())).rejects.toBeInstanceOf(Failure);
  });
});

describe("the viewer's role", () => {
  it.each([
    { household: "h1", access: "own", outcome: null },
    { household: "h2", access: "read", outcome: null },
    { household: "h2", access: "write", outcome: "FORBIDDEN" },
    { household: "h3", access: "read", outcome: "NOT_FOUND" },
  ] as const)("to $access in $household gives $outcome", async ({ household, access, outcome }) => {
    const viewer = await verifier.viewerOf(await header());
    const asking = () => requireHousehold(viewer, household, access);
    if (outcome === null) expect(asking).not.toThrow();
    else expect(asking).toThrow(expect.objectContaining({ code: outcome }));
  });

  it("does not write with a token that may only read", async () => {
    const viewer = await verifier.viewerOf(await header({ claims: { scope: "read" } }));
    expect(() => requireHousehold(viewer, "h1", "write")).toThrow(
      expect.objectContaining({ code: "FORBIDDEN" }),
    );
  });

  it("is no user for a service, which acts for its one household", async () => {
    const token = await new SignJWT({ scope: "read", households: { h1: "SERVICE" } })
      .setProtectedHeader({ alg: "RS256", kid: "k1", typ: "at+jwt" })
      .setSubject("service:planning")
      .setIssuer("wealthgraph")
      .setAudience("wealthgraph")
      .setExpirationTime("5m")
      .sign(keys.privateKey);
    const viewer = await verifier.viewerOf(`Bearer ${token}`);
    expect(viewer.kind).toBe("service");
    expect(() => requireUser(viewer)).toThrow(expect.objectContaining({ code: "UNAUTHENTICATED" }));
    expect(() => requireHousehold(viewer, "h2", "read")).toThrow(
      expect.objectContaining({ code: "NOT_FOUND" }),
    );
  });
});
