import type { Membership } from "../domain/membership.js";
import type { UsersContext } from "./context.js";

export function membershipReference(
  reference: { readonly id: string },
  context: UsersContext,
): Promise<Membership | null> {
  return context.membershipById.load(reference.id);
}
