import { describe, expect, it } from "@jest/globals";
import type { EmailAddress } from "./emailAddress.js";
import {
  type Invitation,
  invitationExpiry,
  invitationStatus,
  requireAcceptable,
} from "./invitation.js";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const bob = "bob@example.com" as EmailAddress;
const invitation: Invitation = {
  id: "i",
  householdId: "h",
  email: bob,
  role: "MEMBER",
  invitedBy: "u",
  createdAt: at(1),
  expiresAt: invitationExpiry(at(1)),
  acceptedAt: null,
  revokedAt: null,
};

describe("invitationStatus", () => {
  it.each([
    ["PENDING", {}, 7],
    ["EXPIRED", {}, 8],
    ["REVOKED", { revokedAt: at(2) }, 3],
    ["ACCEPTED", { acceptedAt: at(2) }, 30],
  ] as const)("is %s", (status, change, day) => {
    expect(invitationStatus({ ...invitation, ...change }, at(day))).toBe(status);
  });
});

describe("requireAcceptable", () => {
  it("gives an open invitation to the address it is meant for", () => {
    expect(requireAcceptable(invitation, bob, at(2))).toBe(invitation);
  });

  it.each([
    ["unknown", null, bob, 2],
    ["meant for another address", invitation, "eve@example.com" as EmailAddress, 2],
    ["expired", invitation, bob, 8],
    ["withdrawn", { ...invitation, revokedAt: at(2) }, bob, 3],
    ["used", { ...invitation, acceptedAt: at(2) }, bob, 3],
  ] as const)("refuses one that is %s, by the one code", (_, shown, email, day) => {
    expect(() => requireAcceptable(shown, email, at(day))).toThrow(
      expect.objectContaining({ code: "INVITATION_INVALID", facts: {} }),
    );
  });
});
