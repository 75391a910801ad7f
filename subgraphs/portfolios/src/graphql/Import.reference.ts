import type { Import } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";

export function resolveImport(
  reference: { readonly id: string },
  context: PortfoliosContext,
): Promise<Import | null> {
  return context.importById.load(reference.id);
}
