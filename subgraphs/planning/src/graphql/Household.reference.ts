import type { Household } from "./Household.js";

/** A household by its key; what planning adds to it checks the viewer, field by field. */
export function resolveHousehold(reference: { readonly id: string }): Promise<Household> {
  return Promise.resolve({ id: reference.id });
}
