import { Refusal } from "@wealthgraph/kernel/refusal";

export const MEMBERSHIP_ROLES = ["OWNER", "MEMBER", "ADVISER", "VIEWER"] as const;

/** OWNER manages members, MEMBER writes, ADVISER and VIEWER read. */
export type MembershipRole = (typeof MEMBERSHIP_ROLES)[number];

/** A user's place in a household. */
export interface Membership {
  readonly id: string;
  readonly householdId: string;
  readonly userId: string;
  readonly role: MembershipRole;
  readonly since: Date;
}

/**
 * The role as of now, asked again under the household's lock: two owners who act against each other
 * at once do not both succeed.
 *
 * @param memberships all of one household
 * @throws {Refusal} FORBIDDEN when the user is not (or no longer) an owner
 */
export function requireOwner(memberships: readonly Membership[], userId: string | null): void {
  const role = memberships.find((m) => m.userId === userId)?.role ?? null;
  if (role === "OWNER") return;
  throw new Refusal("FORBIDDEN", "only an owner of the household does this", { role });
}

/**
 * @param memberships all of one household
 * @returns the membership with its new role
 * @throws {Refusal} LAST_OWNER when the household would be left without an owner
 */
export function withRole(
  memberships: readonly Membership[],
  changed: Membership,
  role: MembershipRole,
): Membership {
  if (role !== "OWNER") requireAnotherOwner(memberships, changed);
  return { ...changed, role };
}

/**
 * @param memberships all of one household
 * @throws {Refusal} LAST_OWNER when no owner but `leaving` is among them
 */
export function requireAnotherOwner(memberships: readonly Membership[], leaving: Membership): void {
  if (leaving.role !== "OWNER") return;
  if (memberships.some((m) => m.role === "OWNER" && m.id !== leaving.id)) return;
  throw new Refusal("LAST_OWNER", "a household keeps at least one owner", { owners: 1 });
}
