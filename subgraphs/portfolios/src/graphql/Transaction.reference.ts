import type { StoredTransaction } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";

export function resolveTransaction(
  reference: { readonly id: string },
  context: PortfoliosContext,
): Promise<StoredTransaction | null> {
  return context.transactionById.load(reference.id);
}
