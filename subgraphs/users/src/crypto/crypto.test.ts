import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { createLocalJWKSet, jwtVerify } from "jose";
import { AccessTokenVerifier } from "@wealthgraph/chassis/accessToken";
import type { PublicJwk, StoredSigningKey } from "../operations/ports.js";
import { Argon2PasswordHasher } from "./Argon2PasswordHasher.js";
import { JoseAccessTokenSigner } from "./JoseAccessTokenSigner.js";
import { ownKeys } from "./ownKeys.js";
import { RandomTokens } from "./RandomTokens.js";
import { type MasterKey, parseMasterKey, seal, unseal } from "./sealedText.js";

const code = (wanted: string) => expect.objectContaining({ code: wanted });
const masterKey = () => randomBytes(32) as MasterKey;

describe("Argon2PasswordHasher", () => {
  it("hashes with argon2id, 19 MiB, two passes, one lane, and a salt of its own", async () => {
    const hasher = await Argon2PasswordHasher.create("unguessable");
    const [one, two] = await Promise.all([hasher.hash("pass phrase"), hasher.hash("pass phrase")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await hasher.verify("pass phrase", one)).toBe(true);
    expect(await hasher.verify("other phrase", one)).toBe(false);
  });

  it("says no for an unknown account, even to the password of the stand-in hash", async () => {
    const hasher = await Argon2PasswordHasher.create("unguessable");
    expect(await hasher.verify("unguessable", null)).toBe(false);
  });
});

describe("RandomTokens", () => {
  it("gives 256 bits and their SHA-256", () => {
    const tokens = new RandomTokens(masterKey());
    const token = tokens.newToken();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(tokens.hash(token)).toBe(createHash("sha256").update(token).digest("base64url"));
    expect(tokens.newToken()).not.toBe(token);
  });

  it("gives every token one successor of 256 bits, which another key does not give", () => {
    const key = masterKey();
    const [one, same, other] = [key, key, masterKey()].map((each) =>
      new RandomTokens(each).successorOf("token"),
    );
    expect(Buffer.from(one ?? "", "base64url")).toHaveLength(32);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(new RandomTokens(key).successorOf("another")).not.toBe(one);
  });
});

describe("a sealed text", () => {
  const key = masterKey();
  const sealed = seal("secret", key, "table.column.1");

  it("opens with its key in its place", () => {
    expect(unseal(sealed, key, "table.column.1")).toBe("secret");
    expect(sealed).not.toContain("secret");
  });

  it.each([
    ["another key", sealed, masterKey(), "table.column.1"],
    ["another place", sealed, key, "table.column.2"],
    ["a changed text", sealed.replace(/\.[^.]+\.([^.]+)$/, ".AAAAAAAA.$1"), key, "table.column.1"],
  ])("does not open with %s", (_, text, by, place) => {
    expect(() => unseal(text, by, place)).toThrow(code("MASTER_KEY_MISMATCH"));
  });

  it("is another one each time", () => {
    expect(seal("secret", key, "table.column.1")).not.toBe(sealed);
  });
});

describe("parseMasterKey", () => {
  const bytes = randomBytes(32);
  it.each(["hex", "base64", "base64url"] as const)("reads 32 bytes in %s", (encoding) => {
    expect(parseMasterKey(bytes.toString(encoding))).toEqual(bytes);
  });

  it.each(["", "short", randomBytes(31).toString("base64"), randomBytes(33).toString("hex")])(
    "reads nothing else: %j",
    (text) => {
      expect(parseMasterKey(text)).toBeNull();
    },
  );
});

describe("an access token", () => {
  const signer = new JoseAccessTokenSigner(masterKey());
  const claims = {
    subject: "user-1",
    scope: "read write",
    households: { "household-1": "OWNER" },
    issuedAt: new Date(),
    expiresAt: new Date(Date.now() + 900_000),
    tokenId: "token-1",
  };
  const newKey = async (): Promise<StoredSigningKey> => ({
    ...(await signer.newKey()),
    publishedFrom: new Date(0),
    signsFrom: new Date(0),
  });

  it("is a JWT of RFC 9068, signed with RS256", async () => {
    const key = await newKey();
    const { payload, protectedHeader } = await jwtVerify(
      await signer.sign(key, claims),
      createLocalJWKSet({ keys: [key.publicJwk] }),
    );
    expect(protectedHeader).toEqual({ alg: "RS256", typ: "at+jwt", kid: key.kid });
    const seconds = (instant: Date) => Math.floor(instant.getTime() / 1000);
    expect(payload).toEqual({
      iss: "wealthgraph",
      aud: "wealthgraph",
      sub: "user-1",
      scope: "read write",
      households: { "household-1": "OWNER" },
      iat: seconds(claims.issuedAt),
      exp: seconds(claims.expiresAt),
      jti: "token-1",
    });
  });

  it("publishes no private part of its key, and keeps it from another master key", async () => {
    const key = await newKey();
    expect(Object.keys(key.publicJwk).toSorted()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
    const stranger = new JoseAccessTokenSigner(masterKey());
    await expect(stranger.sign(key, claims)).rejects.toThrow(code("MASTER_KEY_MISMATCH"));
  });

  it("is verified by the keys that are stored, and by one that came after they were read", async () => {
    const keys: PublicJwk[] = [];
    let reads = 0;
    let now = Date.now();
    const verifier = new AccessTokenVerifier(
      ownKeys(
        () => {
          reads += 1;
          return Promise.resolve({ keys: [...keys] });
        },
        () => now,
      ),
    );
    const first = await newKey();
    const second = await newKey();
    const bearer = async (key: StoredSigningKey) => `Bearer ${await signer.sign(key, claims)}`;
    keys.push(first.publicJwk);
    expect((await verifier.viewerOf(await bearer(first))).userId).toBe("user-1");
    await expect(verifier.viewerOf(await bearer(second))).rejects.toThrow(code("UNAUTHENTICATED"));
    keys.push(second.publicJwk);
    now += 1_000;
    expect((await verifier.viewerOf(await bearer(second))).households.get("household-1")).toBe(
      "OWNER",
    );
    expect(reads).toBe(2);
  });
});
