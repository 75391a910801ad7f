import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Household } from "../domain/household.js";
import type { MembershipRole } from "../domain/membership.js";
import type { Scope, Stores, World } from "./ports.js";

/** The rows a viewer's transaction may touch: those of the households they are in. */
export function scopeOf(viewer: Viewer): Scope {
  return { householdIds: [...viewer.households.keys()], userId: viewer.userId };
}

/**
 * The same, for an operation that finds the household through another row.
 *
 * @throws {Refusal} UNAUTHENTICATED for nobody, who would find nothing
 */
export function signedInScopeOf(viewer: Viewer): Scope {
  if (viewer.kind === "anonymous") throw new Refusal("UNAUTHENTICATED", "sign in first");
  return scopeOf(viewer);
}

/**
 * One household of the viewer.
 *
 * @throws {Refusal} UNAUTHENTICATED, NOT_FOUND
 */
export async function household(world: World, viewer: Viewer, id: string): Promise<Household> {
  requireHousehold(viewer, id, "read");
  const found = await world.store.within(scopeOf(viewer), ({ households }) =>
    households.byIds([id]),
  );
  return requireFound(found.get(id), "household");
}

/**
 * The household's row, locked: the changes of its people and members happen one after another.
 *
 * @throws {Refusal} NOT_FOUND when the transaction cannot see it
 */
export async function lockHousehold(stores: Stores, id: string): Promise<Household> {
  return requireFound(await stores.households.lock(id), "household");
}

/** @throws {Refusal} NOT_FOUND for null and undefined */
export function requireFound<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined) {
    throw new Refusal("NOT_FOUND", `no such ${what} among those you may see`);
  }
  return found;
}

/** @throws {Refusal} CONFLICT: the row is no longer at the version the caller read */
export function refuseVersion(versionAsked: number): never {
  throw new Refusal("CONFLICT", "changed by someone else since you read it: read it again", {
    versionAsked,
  });
}

/**
 * @returns the viewer's role; VIEWER for a service, which is no member
 * @throws {Refusal} NOT_FOUND when the household is not the viewer's
 */
export function roleOf(viewer: Viewer, householdId: string): MembershipRole {
  const role = requireFound(viewer.households.get(householdId), "household");
  return role === "SERVICE" ? "VIEWER" : role;
}
