import DataLoader from "dataloader";
import type { BaseContext } from "@wealthgraph/chassis/subgraph";
import type { Household } from "../domain/household.js";
import type { Invitation } from "../domain/invitation.js";
import type { Membership } from "../domain/membership.js";
import type { Person } from "../domain/person.js";
import type { User } from "../domain/user.js";
import { byKeys } from "../operations/byKeys.js";
import type { World } from "../operations/ports.js";
import { RequestViewer } from "./RequestViewer.js";

/** Asks many keys at once and remembers nothing, so that a field after a mutation sees its change. */
type Loader<Value> = DataLoader<string, Value>;

/**
 * What one request has. A plain object, because Apollo Server copies it field by field.
 *
 * `viewer` is who the token says; `asker` is the same with the memberships of now, and what
 * resolvers go by.
 */
export interface UsersContext extends BaseContext {
  readonly world: World;
  readonly asker: RequestViewer;
  readonly userById: Loader<User | null>;
  readonly householdById: Loader<Household | null>;
  readonly personById: Loader<Person | null>;
  readonly membershipById: Loader<Membership | null>;
  readonly peopleOf: Loader<Person[]>;
  readonly membershipsOf: Loader<Membership[]>;
  readonly invitationsOf: Loader<Invitation[]>;
  readonly householdsOf: Loader<Household[]>;
}

export function createContext(base: BaseContext, world: World): UsersContext {
  const asker = new RequestViewer(world, base.viewer);
  const asked = byKeys(world, () => asker.current());
  return {
    ...base,
    world,
    asker,
    userById: loader(asked.users, () => null),
    householdById: loader(asked.households, () => null),
    personById: loader(asked.people, () => null),
    membershipById: loader(asked.memberships, () => null),
    peopleOf: loader(asked.peopleOf, () => []),
    membershipsOf: loader(asked.membershipsOf, () => []),
    invitationsOf: loader(asked.invitationsOf, () => []),
    householdsOf: loader(asked.householdsOf, () => []),
  };
}

function loader<Value, Missing>(
  find: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  missing: () => Missing,
): Loader<Value | Missing> {
  return new DataLoader<string, Value | Missing>(
    async (keys) => {
      const found = await find(keys);
      return keys.map((key) => found.get(key) ?? missing());
    },
    { cache: false, maxBatchSize: 1_000 },
  );
}
