import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { requireAnotherOwner, requireOwner } from "../domain/membership.js";
import { requireWriteScope } from "./createHousehold.js";
import { lockHousehold, requireFound, signedInScopeOf } from "./household.js";
import type { World } from "./ports.js";

/**
 * Ends a membership: an owner ends anybody's, everybody their own. Access tokens already out keep
 * the household until they expire, at most 15 minutes, in the subgraphs that go by the token.
 *
 * @returns true
 * @throws {Refusal} UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, LAST_OWNER
 */
export async function removeMembership(
  world: World,
  viewer: Viewer,
  membershipId: string,
): Promise<boolean> {
  const scope = signedInScopeOf(viewer);
  await world.store.within(scope, async (stores) => {
    const seen = requireFound(await stores.memberships.byId(membershipId), "membership");
    const { householdId, userId } = seen;
    const isOwn = userId === viewer.userId;
    requireHousehold(viewer, householdId, isOwn ? "read" : "own");
    requireWriteScope(viewer);
    await lockHousehold(stores, householdId);
    const all = await stores.memberships.ofHouseholds([householdId]);
    if (!isOwn) requireOwner(all, viewer.userId);
    const current = requireFound(
      all.find((m) => m.id === seen.id),
      "membership",
    );
    requireAnotherOwner(all, current);
    await stores.memberships.remove(current.id);
    await stores.publish({
      type: "membership.changed",
      householdId,
      data: { userId, role: null },
    });
  });
  return true;
}
