import type { Household } from "./Household.js";

/** A household by its key; what market-data adds to it checks the viewer, field by field. */
export function householdReference(reference: { readonly id: string }): Promise<Household> {
  return Promise.resolve({ id: reference.id });
}
