import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { refuseVersion, requireFound, signedInScopeOf } from "./household.js";
import type { World } from "./ports.js";

/**
 * Forgets a person for good.
 *
 * @param asked.version the version the caller read
 * @returns true
 * @throws {Refusal} UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, CONFLICT when it was changed since
 */
export async function removePerson(
  world: World,
  viewer: Viewer,
  asked: { readonly personId: string; readonly version: number },
): Promise<boolean> {
  const scope = signedInScopeOf(viewer);
  return world.store.within(scope, async ({ people }) => {
    const person = requireFound(await people.byId(asked.personId), "person");
    requireHousehold(viewer, person.householdId, "write");
    return (await people.remove(person.id, asked.version)) || refuseVersion(asked.version);
  });
}
