import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { Household } from "../domain/household.js";
import { requireName } from "../domain/name.js";
import { refuseVersion, scopeOf } from "./household.js";
import type { World } from "./ports.js";

/**
 * @param asked.version the version the caller read
 * @throws {Refusal} NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT when it was changed since
 */
export async function renameHousehold(
  world: World,
  viewer: Viewer,
  asked: { readonly householdId: string; readonly name: string; readonly version: number },
): Promise<Household> {
  requireHousehold(viewer, asked.householdId, "write");
  const name = requireName(asked.name, "name");
  const renamed = await world.store.within(scopeOf(viewer), ({ households }) =>
    households.rename(asked.householdId, name, asked.version),
  );
  return renamed ?? refuseVersion(asked.version);
}
