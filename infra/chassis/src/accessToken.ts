import { createHash } from "node:crypto";
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import { ANONYMOUS, type Role, type Viewer } from "./viewer.js";

export const TOKEN_ISSUER = "wealthgraph";
export const TOKEN_AUDIENCE = "wealthgraph";
/** RFC 9068: the type that keeps an access token from being taken for another JWT. */
export const TOKEN_TYPE = "at+jwt";

const claims = z.object({
  sub: z.string().min(1),
  exp: z.number(),
  scope: z.string(),
  households: z.record(z.string(), z.enum(["OWNER", "MEMBER", "ADVISER", "VIEWER", "SERVICE"])),
});

const REMEMBERED_MAX = 2_000;

/** Turns an Authorization header into a viewer. Verified tokens are remembered until they expire. */
export class AccessTokenVerifier {
  readonly #keys: JWTVerifyGetKey;
  readonly #remembered = new Map<
    string,
    { readonly viewer: Viewer; readonly expiresAtMs: number }
  >();

  constructor(keys: JWTVerifyGetKey) {
    this.#keys = keys;
  }

  /** @param jwksUrl where users publishes its keys */
  static remote(jwksUrl: string): AccessTokenVerifier {
    return new AccessTokenVerifier(
      createRemoteJWKSet(new URL(jwksUrl), { cooldownDuration: 1_000, timeoutDuration: 3_000 }),
    );
  }

  /**
   * @param authorization the header's value; absent means anonymous
   * @throws {Refusal} UNAUTHENTICATED when a token is there and is expired, forged or not ours
   * @throws {Failure} JWKS_UNAVAILABLE when the keys cannot be fetched
   */
  async viewerOf(authorization: string | undefined): Promise<Viewer> {
    if (!authorization) return ANONYMOUS;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization)?.[1];
    if (!token)
      throw new Refusal("UNAUTHENTICATED", "the Authorization header is not a bearer token");
    const key = createHash("sha256").update(token).digest("base64");
    const known = this.#remembered.get(key);
    if (known && known.expiresAtMs > Date.now()) return known.viewer;
    const { viewer, expiresAtMs } = await this.#verify(token);
    if (this.#remembered.size >= REMEMBERED_MAX) this.#forgetOldest();
    this.#remembered.set(key, { viewer, expiresAtMs });
    return viewer;
  }

  async #verify(token: string): Promise<{ viewer: Viewer; expiresAtMs: number }> {
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, this.#keys, {
        algorithms: ["RS256"],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        typ: TOKEN_TYPE,
      }));
    } catch (error) {
      if (isKeyFetchFailure(error)) throw new Failure("JWKS_UNAVAILABLE", { cause: error });
      const expired = error instanceof errors.JWTExpired;
      throw new Refusal(
        "UNAUTHENTICATED",
        expired ? "the access token is expired" : "the access token is not valid",
        { expired },
      );
    }
    const parsed = claims.safeParse(payload);
    if (!parsed.success)
      throw new Refusal("UNAUTHENTICATED", "the access token is not valid", { expired: false });
    return { viewer: toViewer(parsed.data, token), expiresAtMs: parsed.data.exp * 1_000 };
  }

  #forgetOldest(): void {
    const oldest = this.#remembered.keys().next();
    if (!oldest.done) this.#remembered.delete(oldest.value);
  }
}

function toViewer(claim: z.infer<typeof claims>, token: string): Viewer {
  const isService = claim.sub.startsWith("service:");
  return {
    kind: isService ? "service" : "user",
    userId: isService ? null : claim.sub,
    households: new Map<string, Role>(Object.entries(claim.households)),
    scopes: new Set(claim.scope.split(" ").filter(Boolean)),
    token,
  };
}

/** fetch rejects with a TypeError when nobody answers; jose says timeout or generic for a bad answer. */
function isKeyFetchFailure(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return (error as Error).name === "TypeError";
  return error.code === "ERR_JWKS_TIMEOUT" || error.code === "ERR_JOSE_GENERIC";
}
