import { ANONYMOUS, type Viewer } from "@wealthgraph/chassis/viewer";
import type { World } from "./ports.js";

/**
 * The viewer with the memberships of now. The token's may be 15 minutes old: users owns memberships,
 * so here an ended one ends at once and a new one counts at once.
 *
 * @param viewer as the token says; a service and nobody stay as they are
 */
export async function currentViewer(world: World, viewer: Viewer): Promise<Viewer> {
  const { userId } = viewer;
  if (userId === null) return viewer;
  const memberships = await world.store.within({ householdIds: [], userId }, (stores) =>
    stores.memberships.ofUsers([userId]),
  );
  return { ...viewer, households: new Map(memberships.map((m) => [m.householdId, m.role])) };
}

/** The viewer somebody is who has just signed in. */
export function signedInAs(userId: string): Viewer {
  return { ...ANONYMOUS, kind: "user", userId, scopes: new Set(["read", "write"]) };
}
