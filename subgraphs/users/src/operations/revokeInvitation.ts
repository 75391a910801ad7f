import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type Invitation, invitationStatus } from "../domain/invitation.js";
import { requireOwner } from "../domain/membership.js";
import { lockHousehold, requireFound, signedInScopeOf } from "./household.js";
import type { World } from "./ports.js";

/**
 * Withdraws an open invitation.
 *
 * @throws {Refusal} UNAUTHENTICATED, NOT_FOUND, FORBIDDEN unless an owner, INVITATION_INVALID when it is not open
 */
export async function revokeInvitation(
  world: World,
  viewer: Viewer,
  invitationId: string,
): Promise<Invitation> {
  const scope = signedInScopeOf(viewer);
  return world.store.within(scope, async (stores) => {
    const seen = requireFound(await stores.invitations.byId(invitationId), "invitation");
    requireHousehold(viewer, seen.householdId, "own");
    await lockHousehold(stores, seen.householdId);
    requireOwner(await stores.memberships.ofHouseholds([seen.householdId]), viewer.userId);
    const invitation = requireFound(await stores.invitations.byId(invitationId), "invitation");
    const status = invitationStatus(invitation, world.now());
    if (status !== "PENDING") {
      throw new Refusal("INVITATION_INVALID", "only an open invitation is withdrawn", { status });
    }
    const revoked = { ...invitation, revokedAt: world.now() };
    await stores.invitations.close(revoked);
    return revoked;
  });
}
