import type { StoredLot } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";

export function resolveLot(
  reference: { readonly id: string },
  context: PortfoliosContext,
): Promise<StoredLot | null> {
  return context.lotById.load(reference.id);
}
