import DataLoader from "dataloader";
import type { BaseContext } from "@wealthgraph/chassis/subgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { Household } from "../domain/household.js";
import type { Invitation } from "../domain/invitation.js";
import type { Membership } from "../domain/membership.js";
import type { Person } from "../domain/person.js";
import type { User } from "../domain/user.js";
import { byKeys } from "../operations/byKeys.js";
import { currentViewer, signedInAs } from "../operations/currentViewer.js";
import type { World } from "../operations/ports.js";
import type { Session } from "../operations/session.js";

/** Asks many keys at once and remembers nothing, so that a field after a mutation sees its change. */
type Loader<Value> = DataLoader<string, Value>;

/** What one request has: who asks, as of now, and the loaders over what they may see. */
export class UsersContext implements BaseContext {
  readonly requestId: string;
  readonly log: BaseContext["log"];
  readonly clientAddress: string;
  readonly userById: Loader<User | null>;
  readonly householdById: Loader<Household | null>;
  readonly personById: Loader<Person | null>;
  readonly membershipById: Loader<Membership | null>;
  readonly peopleOf: Loader<Person[]>;
  readonly membershipsOf: Loader<Membership[]>;
  readonly invitationsOf: Loader<Invitation[]>;
  readonly householdsOf: Loader<Household[]>;
  #viewer: Viewer;
  #current: Promise<Viewer> | null = null;

  constructor(
    base: BaseContext,
    readonly world: World,
  ) {
    this.#viewer = base.viewer;
    this.requestId = base.requestId;
    this.log = base.log;
    this.clientAddress = base.clientAddress;
    const asked = byKeys(world, () => this.currentViewer());
    this.userById = loader(asked.users, () => null);
    this.householdById = loader(asked.households, () => null);
    this.personById = loader(asked.people, () => null);
    this.membershipById = loader(asked.memberships, () => null);
    this.peopleOf = loader(asked.peopleOf, () => []);
    this.membershipsOf = loader(asked.membershipsOf, () => []);
    this.invitationsOf = loader(asked.invitationsOf, () => []);
    this.householdsOf = loader(asked.householdsOf, () => []);
  }

  /** As the token says. */
  get viewer(): Viewer {
    return this.#viewer;
  }

  /** With the memberships of now; read once until something changes them. */
  currentViewer(): Promise<Viewer> {
    this.#current ??= currentViewer(this.world, this.#viewer);
    return this.#current;
  }

  /** Runs a change; what is asked after it is asked with the memberships it left. */
  async change<T>(work: (viewer: Viewer) => Promise<T>): Promise<T> {
    try {
      return await work(await this.currentViewer());
    } finally {
      this.#current = null;
    }
  }

  /** The rest of the request is answered to whom the session belongs. */
  async begin(starting: Promise<Session>): Promise<Session> {
    const session = await starting;
    this.#viewer = signedInAs(session.user.id);
    this.#current = null;
    return session;
  }
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
