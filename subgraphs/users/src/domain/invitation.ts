import { Refusal } from "@wealthgraph/kernel/refusal";
import type { EmailAddress } from "./emailAddress.js";
import type { MembershipRole } from "./membership.js";

export const INVITATION_DAYS = 7;

/** An offer of a membership to whoever signs in with this e-mail address and holds the token. */
export interface Invitation {
  readonly id: string;
  readonly householdId: string;
  readonly email: EmailAddress;
  readonly role: MembershipRole;
  readonly invitedBy: string; // user id
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
}

export const INVITATION_STATUSES = ["PENDING", "ACCEPTED", "REVOKED", "EXPIRED"] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

export function invitationExpiry(createdAt: Date): Date {
  return new Date(createdAt.getTime() + INVITATION_DAYS * 86_400_000);
}

export function invitationStatus(invitation: Invitation, now: Date): InvitationStatus {
  if (invitation.acceptedAt) return "ACCEPTED";
  if (invitation.revokedAt) return "REVOKED";
  return invitation.expiresAt <= now ? "EXPIRED" : "PENDING";
}

/**
 * One code for every reason, so that a found token tells nothing about whom it was meant for.
 *
 * @throws {Refusal} INVITATION_INVALID when it is not open, or meant for another address
 */
export function requireAcceptable(
  invitation: Invitation | null,
  email: EmailAddress,
  now: Date,
): Invitation {
  const isOpen = invitation !== null && invitationStatus(invitation, now) === "PENDING";
  if (isOpen && invitation.email === email) return invitation;
  throw new Refusal(
    "INVITATION_INVALID",
    "the invitation is unknown, used, withdrawn, expired or meant for another address",
  );
}
