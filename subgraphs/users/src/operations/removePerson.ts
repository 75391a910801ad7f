import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { refuseVersion, requireFound, scopeOf } from "./household.js";
import type { World } from "./ports.js";

/**
 * Forgets a person for good.
 *
 * @param asked.version the version the caller read
 * @returns true
 * @throws {Refusal} NOT_FOUND, FORBIDDEN, CONFLICT when it was changed since
 */
export async function removePerson(
  world: World,
  viewer: Viewer,
  asked: { readonly personId: string; readonly version: number },
): Promise<boolean> {
  return world.store.within(scopeOf(viewer), async ({ people }) => {
    const person = requireFound(await people.byId(asked.personId), "person");
    requireHousehold(viewer, person.householdId, "write");
    return (await people.remove(person.id, asked.version)) || refuseVersion(asked.version);
  });
}
