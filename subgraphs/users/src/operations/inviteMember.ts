import { requireHousehold, requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { requireEmailAddress } from "../domain/emailAddress.js";
import { MEMBERSHIPS_MAX } from "../domain/household.js";
import { type Invitation, invitationExpiry } from "../domain/invitation.js";
import { type MembershipRole, requireOwner } from "../domain/membership.js";
import { lockHousehold, scopeOf } from "./household.js";
import type { Stores, World } from "./ports.js";

/** An invitation and its token, which is shown this once: only its hash is stored. */
export interface InvitationCreated {
  readonly invitation: Invitation;
  readonly token: string;
}

/**
 * Offers a membership for 7 days to whoever signs in with `email` and has the token. It withdraws an
 * earlier open invitation of the same address.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN unless an owner, BAD_INPUT (also for a member's own address
 *   and past 50 members and invitations)
 */
export async function inviteMember(
  world: World,
  viewer: Viewer,
  asked: { readonly householdId: string; readonly email: string; readonly role: MembershipRole },
): Promise<InvitationCreated> {
  const { householdId, role } = asked;
  const invitedBy = requireUser(viewer);
  requireHousehold(viewer, householdId, "own");
  const email = requireEmailAddress(asked.email);
  const token = world.tokens.newToken();
  const createdAt = world.now();
  const invitation: Invitation = {
    id: world.newId(),
    householdId,
    email,
    role,
    invitedBy,
    createdAt,
    expiresAt: invitationExpiry(createdAt),
    acceptedAt: null,
    revokedAt: null,
  };
  await world.store.within(scopeOf(viewer), async (stores) => {
    await lockHousehold(stores, householdId);
    const pending = await stores.invitations.pendingOf([householdId], createdAt);
    await requireInvitable(stores, invitation, pending);
    for (const earlier of pending.filter((p) => p.email === email)) {
      await stores.invitations.close({ ...earlier, revokedAt: createdAt });
    }
    await stores.invitations.insert(invitation, world.tokens.hash(token));
  });
  return { invitation, token };
}

async function requireInvitable(
  stores: Stores,
  invitation: Invitation,
  pending: readonly Invitation[],
): Promise<void> {
  const memberships = await stores.memberships.ofHouseholds([invitation.householdId]);
  requireOwner(memberships, invitation.invitedBy);
  const users = await stores.users.byIds(memberships.map((m) => m.userId));
  if ([...users.values()].some((user) => user.email === invitation.email)) {
    throw new Refusal("BAD_INPUT", "email belongs to a member of the household already", {
      argument: "email",
    });
  }
  if (memberships.length + pending.length >= MEMBERSHIPS_MAX) {
    throw new Refusal(
      "BAD_INPUT",
      `a household has at most ${MEMBERSHIPS_MAX} members and open invitations`,
      { membershipsMax: MEMBERSHIPS_MAX },
    );
  }
}
