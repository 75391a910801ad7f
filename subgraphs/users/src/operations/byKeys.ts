import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { Household } from "../domain/household.js";
import type { Invitation } from "../domain/invitation.js";
import type { Membership } from "../domain/membership.js";
import type { Person } from "../domain/person.js";
import type { User } from "../domain/user.js";
import { scopeOf } from "./household.js";
import type { Stores, World } from "./ports.js";

/** Finds many keys at once; what is not there for the viewer is missing from the map. */
type Find<Value> = (keys: readonly string[]) => Promise<Map<string, Value>>;

/** What loaders ask: only what the viewer may see is found. */
export interface ByKeys {
  readonly users: Find<User>;
  readonly households: Find<Household>;
  readonly people: Find<Person>;
  readonly memberships: Find<Membership>;
  readonly peopleOf: Find<Person[]>; // by household id
  readonly membershipsOf: Find<Membership[]>; // by household id
  readonly invitationsOf: Find<Invitation[]>; // open ones, by household id
  readonly householdsOf: Find<Household[]>; // by user id
}

/** @param viewer as of now; asked anew for every call */
export function byKeys(world: World, viewer: () => Promise<Viewer>): ByKeys {
  const within = async <T>(work: (stores: Stores) => Promise<T>): Promise<T> =>
    world.store.within(scopeOf(await viewer()), work);
  return {
    users: (ids) => within((stores) => stores.users.byIds(ids)),
    households: (ids) => within((stores) => stores.households.byIds(ids)),
    people: (ids) => within((stores) => stores.people.byIds(ids)),
    memberships: (ids) => within((stores) => stores.memberships.byIds(ids)),
    peopleOf: async (ids) => grouped(await within((stores) => stores.people.ofHouseholds(ids))),
    membershipsOf: async (ids) =>
      grouped(await within((stores) => stores.memberships.ofHouseholds(ids))),
    invitationsOf: async (ids) =>
      grouped(await within((stores) => stores.invitations.pendingOf(ids, world.now()))),
    householdsOf: (ids) => within((stores) => householdsOf(stores, ids)),
  };
}

async function householdsOf(
  stores: Stores,
  userIds: readonly string[],
): Promise<Map<string, Household[]>> {
  const memberships = await stores.memberships.ofUsers(userIds);
  const households = await stores.households.byIds(memberships.map((m) => m.householdId));
  const byUser = Map.groupBy(memberships, (membership) => membership.userId);
  return new Map(
    [...byUser].map(([userId, mine]) => [
      userId,
      mine.flatMap((membership) => households.get(membership.householdId) ?? []),
    ]),
  );
}

function grouped<T extends { readonly householdId: string }>(rows: readonly T[]): Map<string, T[]> {
  return Map.groupBy(rows, (row) => row.householdId);
}
