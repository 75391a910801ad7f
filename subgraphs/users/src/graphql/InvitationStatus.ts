import { registerEnumType } from "type-graphql";
import type { InvitationStatus as StatusModel } from "../domain/invitation.js";

export const InvitationStatus = {
  PENDING: "PENDING",
  ACCEPTED: "ACCEPTED",
  REVOKED: "REVOKED",
  EXPIRED: "EXPIRED",
} as const satisfies Record<StatusModel, StatusModel>;

registerEnumType(InvitationStatus, {
  name: "InvitationStatus",
  description: "Only a PENDING one can be accepted.",
});
