import { z } from "zod";
import type { PersonInHousehold } from "../operations/personLimits.js";
import { parseRequired, PERSON } from "./retirementReference.js";

/** A person as the router represents it: the key and, where a field asks, what that field requires. */
export interface PersonReference {
  readonly id: string;
}

/** A person by its key; the fields read the rest of the representation. */
export function resolvePerson(reference: PersonReference): Promise<PersonReference> {
  return Promise.resolve(reference);
}

/** What the fields of a person require. */
export const PERSON_FIELDS = "birthDate household { id }";

const REPRESENTATION = PERSON.extend({ household: z.object({ id: z.string() }) });

/** @throws {Refusal} BAD_INPUT when a required field is missing or has another form */
export function toPersonInHousehold(reference: PersonReference): PersonInHousehold {
  const { household, ...person } = parseRequired(REPRESENTATION, reference);
  return { ...person, householdId: household.id };
}
