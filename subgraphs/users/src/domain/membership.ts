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
