import type { Person } from "../domain/person.js";
import type { UsersContext } from "./context.js";

export function personReference(
  reference: { readonly id: string },
  context: UsersContext,
): Promise<Person | null> {
  return context.personById.load(reference.id);
}
