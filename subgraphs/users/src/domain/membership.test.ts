import { describe, expect, it } from "@jest/globals";
import {
  type Membership,
  type MembershipRole,
  requireAnotherOwner,
  requireOwner,
  withRole,
} from "./membership.js";

/** "ada OWNER, bob MEMBER" */
const members = (text: string): Membership[] =>
  text.split(", ").map((entry) => {
    const [id = "", role = ""] = entry.split(" ");
    return { id, householdId: "h", userId: id, role: role as MembershipRole, since: new Date(0) };
  });

describe("the last owner", () => {
  it.each([
    ["ada OWNER", "MEMBER"],
    ["ada OWNER, bob MEMBER, eve ADVISER", "VIEWER"],
  ] as const)("of %s does not become %s", (text, role) => {
    const [ada] = members(text);
    expect(() => withRole(members(text), ada!, role)).toThrow(
      expect.objectContaining({ code: "LAST_OWNER" }),
    );
  });

  it("does not leave", () => {
    const all = members("ada OWNER, bob MEMBER");
    expect(() => requireAnotherOwner(all, all[0]!)).toThrow(
      expect.objectContaining({ code: "LAST_OWNER" }),
    );
  });

  it("stays owner when made owner", () => {
    const all = members("ada OWNER");
    expect(withRole(all, all[0]!, "OWNER").role).toBe("OWNER");
  });
});

describe("with a second owner", () => {
  const all = members("ada OWNER, bob OWNER");

  it("either changes role or leaves", () => {
    expect(withRole(all, all[0]!, "VIEWER")).toEqual({ ...all[0], role: "VIEWER" });
    expect(() => requireAnotherOwner(all, all[0]!)).not.toThrow();
  });
});

describe("requireOwner", () => {
  const all = members("ada OWNER, bob MEMBER");
  it.each(["bob", "eve", null])("refuses %s", (userId) => {
    expect(() => requireOwner(all, userId)).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });

  it("lets the owner", () => {
    expect(() => requireOwner(all, "ada")).not.toThrow();
  });
});

describe("a member who is no owner", () => {
  it("changes role and leaves freely", () => {
    const all = members("ada OWNER, bob MEMBER");
    expect(withRole(all, all[1]!, "OWNER").role).toBe("OWNER");
    expect(() => requireAnotherOwner(all, all[1]!)).not.toThrow();
  });
});
