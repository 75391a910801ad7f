import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import {
  type Membership,
  type MembershipRole,
  requireOwner,
  withRole,
} from "../domain/membership.js";
import { lockHousehold, requireFound, signedInScopeOf } from "./household.js";
import type { World } from "./ports.js";

/**
 * Gives a member another role. It is in their next access token.
 *
 * @throws {Refusal} UNAUTHENTICATED, NOT_FOUND, FORBIDDEN unless an owner, LAST_OWNER
 */
export async function setMembershipRole(
  world: World,
  viewer: Viewer,
  asked: { readonly membershipId: string; readonly role: MembershipRole },
): Promise<Membership> {
  const scope = signedInScopeOf(viewer);
  return world.store.within(scope, async (stores) => {
    const seen = requireFound(await stores.memberships.byId(asked.membershipId), "membership");
    const { householdId, userId } = seen;
    requireHousehold(viewer, householdId, "own");
    await lockHousehold(stores, householdId);
    const all = await stores.memberships.ofHouseholds([householdId]);
    requireOwner(all, viewer.userId);
    const current = requireFound(
      all.find((m) => m.id === seen.id),
      "membership",
    );
    const changed = withRole(all, current, asked.role);
    await stores.memberships.setRole(changed);
    await stores.publish({
      type: "membership.changed",
      householdId,
      data: { userId, role: changed.role },
    });
    return changed;
  });
}
