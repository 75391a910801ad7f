import type { Household } from "../domain/household.js";
import type { UsersContext } from "./context.js";

export function householdReference(
  reference: { readonly id: string },
  context: UsersContext,
): Promise<Household | null> {
  return context.householdById.load(reference.id);
}
