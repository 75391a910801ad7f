import { invariant, Refusal } from "@wealthgraph/kernel/refusal";
import { judgeRefresh, type RefreshToken } from "../domain/refreshToken.js";
import type { Membership } from "../domain/membership.js";
import type { User } from "../domain/user.js";
import { NO_HOUSEHOLD, type Stores, type World } from "./ports.js";
import { type NewRefreshToken, newRefreshToken, type Session, toSession } from "./session.js";
import { currentSigningKey } from "./signingKeys.js";

/** What the transaction decided. Refusals leave it as values, so that a revocation is committed. */
type Outcome =
  | { readonly verdict: "INVALID" | "REUSED" }
  | { readonly verdict: "ROTATE"; readonly userId: string; readonly refresh: NewRefreshToken };

/**
 * Exchanges a refresh token for a new session: the token is used up, its successor is returned. For
 * ten seconds the same exchange gives the same successor again, so that a lost answer signs nobody
 * out; after them it ends the whole family: one of the two holders stole the token.
 *
 * @throws {Refusal} REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED
 */
export async function refreshSession(world: World, refreshToken: string): Promise<Session> {
  const key = await currentSigningKey(world);
  const tokenHash = world.tokens.hash(refreshToken);
  const outcome = await world.store.within(NO_HOUSEHOLD, (stores) =>
    rotate(world, stores, { refreshToken, tokenHash }),
  );
  if (outcome.verdict !== "ROTATE") throw refusalOf(outcome.verdict);
  const { userId, refresh } = outcome;
  return toSession(world, key, { ...(await identity(world, userId)), refresh });
}

function refusalOf(verdict: "INVALID" | "REUSED"): Refusal {
  return verdict === "REUSED"
    ? new Refusal(
        "REFRESH_TOKEN_REUSED",
        "this refresh token was used before: every session that came from it is signed out",
      )
    : new Refusal("REFRESH_TOKEN_INVALID", "the refresh token is unknown, expired or revoked");
}

async function rotate(
  world: World,
  stores: Stores,
  shown: { readonly refreshToken: string; readonly tokenHash: string },
): Promise<Outcome> {
  const found = await stores.sessions.lock(shown.tokenHash);
  if (!found) return { verdict: "INVALID" };
  const { token, family } = found;
  const now = world.now();
  const successor = world.tokens.successorOf(shown.refreshToken);
  const judged = judgeRefresh(token, family, now);
  const again = judged === "REPEAT" ? await unusedRow(world, stores, successor) : null;
  if (again)
    return { verdict: "ROTATE", userId: family.userId, refresh: { token: successor, row: again } };
  const verdict = judged === "REPEAT" ? "REUSED" : judged;
  if (verdict === "REUSED") await stores.sessions.end(family.id, now, "REUSED");
  if (verdict !== "ROTATE") return { verdict };
  const refresh = newRefreshToken(world, family.id, successor);
  await stores.sessions.rotate(token, now, refresh.row);
  return { verdict, userId: family.userId, refresh };
}

async function unusedRow(
  world: World,
  { sessions }: Stores,
  token: string,
): Promise<RefreshToken | null> {
  const found = await sessions.lock(world.tokens.hash(token));
  return found && found.token.usedAt === null ? found.token : null;
}

function identity(
  world: World,
  userId: string,
): Promise<{ user: User; memberships: Membership[] }> {
  return world.store.within({ householdIds: [], userId }, async (stores) => {
    const user = (await stores.users.byIds([userId])).get(userId);
    invariant(user, "a session belongs to a user");
    return { user, memberships: await stores.memberships.ofUsers([userId]) };
  });
}
