import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type Household, HOUSEHOLDS_PER_USER_MAX } from "../domain/household.js";
import type { Membership } from "../domain/membership.js";
import { requireName } from "../domain/name.js";
import type { Stores, World } from "./ports.js";

/**
 * A second, third … household of a user, owned by them. It is in their next access token.
 *
 * @throws {Refusal} UNAUTHENTICATED, FORBIDDEN without the scope "write", BAD_INPUT
 */
export async function createHousehold(
  world: World,
  viewer: Viewer,
  asked: { readonly name: string },
): Promise<Household> {
  const userId = requireUser(viewer);
  requireWriteScope(viewer);
  const name = requireName(asked.name, "name");
  const id = world.newId();
  return world.store.within({ householdIds: [id], userId }, async (stores) => {
    requireRoomForHousehold(await stores.memberships.ofUsers([userId]));
    const { household } = await openHousehold(world, stores, { id, name, ownerId: userId });
    return household;
  });
}

/** Stores a household with its first owner and tells the other subgraphs. */
export async function openHousehold(
  world: World,
  stores: Stores,
  opened: { readonly id: string; readonly name: string; readonly ownerId: string },
): Promise<{ household: Household; membership: Membership }> {
  const { id, name, ownerId } = opened;
  const now = world.now();
  const household = { id, name, createdAt: now, version: 1 };
  const membership: Membership = {
    id: world.newId(),
    householdId: id,
    userId: ownerId,
    role: "OWNER",
    since: now,
  };
  await stores.households.insert(household);
  await stores.memberships.insert(membership);
  await stores.publish({ type: "household.created", householdId: id, data: { userId: ownerId } });
  await stores.publish({
    type: "membership.changed",
    householdId: id,
    data: { userId: ownerId, role: "OWNER" },
  });
  return { household, membership };
}

/** @throws {Refusal} FORBIDDEN when the viewer's token may only read */
export function requireWriteScope(viewer: Viewer): void {
  if (viewer.scopes.has("write")) return;
  throw new Refusal("FORBIDDEN", 'the access token lacks the scope "write"', { scope: "write" });
}

/** @throws {Refusal} BAD_INPUT when the user is in as many households as one can be */
export function requireRoomForHousehold(memberships: readonly Membership[]): void {
  if (memberships.length < HOUSEHOLDS_PER_USER_MAX) return;
  throw new Refusal("BAD_INPUT", `a user is in at most ${HOUSEHOLDS_PER_USER_MAX} households`, {
    householdsMax: HOUSEHOLDS_PER_USER_MAX,
  });
}
