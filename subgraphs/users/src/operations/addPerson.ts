import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { PEOPLE_MAX } from "../domain/household.js";
import { type Person, type PersonFacts, requirePersonFacts } from "../domain/person.js";
import { lockHousehold, scopeOf } from "./household.js";
import type { World } from "./ports.js";

/**
 * Adds somebody whose money the household plans.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN, BAD_INPUT (also when the household has 50 people)
 */
export async function addPerson(
  world: World,
  viewer: Viewer,
  asked: PersonFacts & { readonly householdId: string },
): Promise<Person> {
  const { householdId, ...given } = asked;
  requireHousehold(viewer, householdId, "write");
  const facts = requirePersonFacts(given, dateOfInstant(world.now(), "UTC"));
  const person = { ...facts, id: world.newId(), householdId, version: 1 };
  return world.store.within(scopeOf(viewer), async (stores) => {
    await lockHousehold(stores, householdId);
    const people = await stores.people.ofHouseholds([householdId]);
    if (people.length >= PEOPLE_MAX) {
      throw new Refusal("BAD_INPUT", `a household has at most ${PEOPLE_MAX} people`, {
        peopleMax: PEOPLE_MAX,
      });
    }
    await stores.people.insert(person);
    return person;
  });
}
