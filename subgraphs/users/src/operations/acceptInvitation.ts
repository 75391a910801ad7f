import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { invariant, Refusal } from "@wealthgraph/kernel/refusal";
import { requireAcceptable } from "../domain/invitation.js";
import type { Membership } from "../domain/membership.js";
import { requireRoomForHousehold, requireWriteScope } from "./createHousehold.js";
import { lockHousehold } from "./household.js";
import type { Stores, World } from "./ports.js";

/**
 * Makes the signed-in user a member. The household is in their next access token.
 *
 * @throws {Refusal} UNAUTHENTICATED, FORBIDDEN without the scope "write", INVITATION_INVALID
 */
export async function acceptInvitation(
  world: World,
  viewer: Viewer,
  token: string,
): Promise<Membership> {
  const userId = requireUser(viewer);
  requireWriteScope(viewer);
  const tokenHash = world.tokens.hash(token);
  const householdId = await world.store.householdOfInvitation(tokenHash);
  const householdIds = householdId === null ? [] : [householdId];
  return world.store.within({ householdIds, userId }, (stores) =>
    join(world, stores, { userId, tokenHash }),
  );
}

async function join(
  world: World,
  stores: Stores,
  asked: { readonly userId: string; readonly tokenHash: string },
): Promise<Membership> {
  const { userId, tokenHash } = asked;
  const now = world.now();
  const user = (await stores.users.byIds([userId])).get(userId);
  invariant(user, "an access token belongs to a user");
  const seen = await stores.invitations.byTokenHash(tokenHash);
  if (seen) await lockHousehold(stores, seen.householdId);
  // Read again under the lock: of two acceptances at once the second sees the first.
  const invitation = requireAcceptable(
    await stores.invitations.byTokenHash(tokenHash),
    user.email,
    now,
  );
  const mine = await stores.memberships.ofUsers([userId]);
  if (mine.some((m) => m.householdId === invitation.householdId)) {
    throw new Refusal("INVITATION_INVALID", "you are a member of this household already");
  }
  requireRoomForHousehold(mine);
  const { householdId, role } = invitation;
  const membership = { id: world.newId(), householdId, userId, role, since: now };
  await stores.memberships.insert(membership);
  await stores.invitations.close({ ...invitation, acceptedAt: now });
  await stores.publish({ type: "membership.changed", householdId, data: { userId, role } });
  return membership;
}
