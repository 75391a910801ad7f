import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { type Person, type PersonFacts, requirePersonFacts } from "../domain/person.js";
import { refuseVersion, requireFound, signedInScopeOf } from "./household.js";
import type { World } from "./ports.js";

/** The facts to change: an absent one stays as it is, null forgets it. */
export interface PersonChange extends Partial<Omit<PersonFacts, "name">> {
  readonly personId: string;
  readonly version: number; // the one the caller read
  readonly name?: string | null; // a person always has one: null leaves it as it is
}

/** @throws {Refusal} UNAUTHENTICATED, NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT when it was changed since */
export async function updatePerson(
  world: World,
  viewer: Viewer,
  asked: PersonChange,
): Promise<Person> {
  const { personId, version, ...changes } = asked;
  const scope = signedInScopeOf(viewer);
  return world.store.within(scope, async ({ people }) => {
    const current = requireFound(await people.byId(personId), "person");
    requireHousehold(viewer, current.householdId, "write");
    if (current.version !== version) refuseVersion(version);
    const facts = requirePersonFacts(
      { ...factsOf(current), ...changes, name: changes.name ?? current.name },
      dateOfInstant(world.now(), "UTC"),
    );
    const updated = { ...current, ...facts, version: version + 1 };
    return (await people.update(updated)) ? updated : refuseVersion(version);
  });
}

function factsOf(person: Person): PersonFacts {
  const { name, birthDate, sex, retirementState, retirementDate } = person;
  return { name, birthDate, sex, retirementState, retirementDate };
}
