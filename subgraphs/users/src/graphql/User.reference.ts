import type { User } from "../domain/user.js";
import type { UsersContext } from "./context.js";

/** Only the viewer themself, and users they share a household with. */
export function userReference(
  reference: { readonly id: string },
  context: UsersContext,
): Promise<User | null> {
  return context.userById.load(reference.id);
}
