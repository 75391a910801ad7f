import type { Membership } from "../domain/membership.js";
import { type RefreshToken, refreshTokenExpiry } from "../domain/refreshToken.js";
import { ACCESS_TOKEN_MINUTES } from "../domain/signingKey.js";
import type { User } from "../domain/user.js";
import type { StoredSigningKey, Stores, World } from "./ports.js";

/** What a signed-in client holds. */
export interface Session {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
  readonly user: User;
}

/** A refresh token as handed out, and the row that remembers its hash. */
export interface NewRefreshToken {
  readonly token: string;
  readonly row: RefreshToken;
}

export function newRefreshToken(
  world: World,
  familyId: string,
  token = world.tokens.newToken(),
): NewRefreshToken {
  const issuedAt = world.now();
  const row = {
    tokenHash: world.tokens.hash(token),
    familyId,
    issuedAt,
    expiresAt: refreshTokenExpiry(issuedAt),
    usedAt: null,
  };
  return { token, row };
}

const DEVICE_CHARACTERS_MAX = 100;

/**
 * Starts a family of refresh tokens for a user.
 *
 * @param of device: how its client names itself, shown to the user only; cut where it is too long
 */
export async function startFamily(
  world: World,
  stores: Stores,
  of: { readonly userId: string; readonly device: string | null },
): Promise<NewRefreshToken> {
  const family = {
    id: world.newId(),
    userId: of.userId,
    device: of.device?.trim().slice(0, DEVICE_CHARACTERS_MAX) || null,
    startedAt: world.now(),
    endedAt: null,
    endReason: null,
  };
  const refresh = newRefreshToken(world, family.id);
  await stores.sessions.start(family, refresh.row);
  return refresh;
}

/** Signs the access token that goes with `refresh`; its `households` are the memberships as of now. */
export async function toSession(
  world: World,
  key: StoredSigningKey,
  signedIn: {
    readonly user: User;
    readonly memberships: readonly Membership[];
    readonly refresh: NewRefreshToken;
  },
): Promise<Session> {
  const { user, memberships, refresh } = signedIn;
  const issuedAt = world.now();
  const accessTokenExpiresAt = new Date(issuedAt.getTime() + ACCESS_TOKEN_MINUTES * 60_000);
  const accessToken = await world.signer.sign(key, {
    subject: user.id,
    scope: "read write",
    households: Object.fromEntries(memberships.map((m) => [m.householdId, m.role])),
    issuedAt,
    expiresAt: accessTokenExpiresAt,
    tokenId: world.newId(),
  });
  return {
    accessToken,
    accessTokenExpiresAt,
    refreshToken: refresh.token,
    refreshTokenExpiresAt: refresh.row.expiresAt,
    user,
  };
}
