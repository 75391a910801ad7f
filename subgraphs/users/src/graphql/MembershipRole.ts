import { registerEnumType } from "type-graphql";
import type { MembershipRole as RoleModel } from "../domain/membership.js";

export const MembershipRole = {
  OWNER: "OWNER",
  MEMBER: "MEMBER",
  ADVISER: "ADVISER",
  VIEWER: "VIEWER",
} as const satisfies Record<RoleModel, RoleModel>;

registerEnumType(MembershipRole, {
  name: "MembershipRole",
  description: "What a user may do in a household.",
  valuesConfig: {
    OWNER: { description: "Reads, writes and manages members." },
    MEMBER: { description: "Reads and writes." },
    ADVISER: { description: "Reads, as a professional." },
    VIEWER: { description: "Reads." },
  },
});
