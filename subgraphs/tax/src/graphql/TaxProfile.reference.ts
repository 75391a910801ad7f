import type { TaxProfile } from "../domain/taxProfile.js";
import type { TaxContext } from "./context.js";

/** A tax profile by its key, null when it is not one of the viewer's households. */
export function resolveTaxProfile(
  reference: { readonly id: string },
  context: TaxContext,
): Promise<TaxProfile | null> {
  return context.taxProfileById.load(reference.id);
}
