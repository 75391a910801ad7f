import type { Account } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";

export function resolveAccount(
  reference: { readonly id: string },
  context: PortfoliosContext,
): Promise<Account | null> {
  return context.accountById.load(reference.id);
}
