import { describe, expect, it } from "@jest/globals";
import { commandFor, identityOf, isReachable, otherUser } from "./serverAccount.js";

const NOBODY = "nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin";
const POSTGRES = "postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash";

describe("otherUser", () => {
  it.each([
    [[NOBODY, POSTGRES], { kind: "user", name: "postgres", uid: 101, gid: 104 }],
    [[NOBODY], { kind: "user", name: "nobody", uid: 65534, gid: 65533 }],
  ])("of %j takes the one PostgreSQL is best run as", (lines, user) => {
    expect(otherUser(lines.join("\n"))).toEqual(user);
    expect(identityOf(otherUser(lines.join("\n")))).toEqual({ uid: user.uid, gid: user.gid });
  });

  it("refuses when there is none, and says what to do", () => {
    expect(() => otherUser("root:x:0:0:root:/root:/bin/bash")).toThrow("NO_SERVER_ACCOUNT");
  });
});

describe("commandFor", () => {
  it("puts a user namespace round the program for root only", () => {
    expect(commandFor({ kind: "self" }, "initdb", ["-V"])).toEqual({
      file: "initdb",
      args: ["-V"],
    });
    expect(commandFor({ kind: "namespace" }, "initdb", ["-V"])).toEqual({
      file: "unshare",
      args: ["--user", "--map-user=1000", "--map-group=1000", "initdb", "-V"],
    });
  });
});

describe("isReachable", () => {
  it("is true for a file every user can get to", () => {
    expect(isReachable("/usr/bin/env")).toBe(true);
  });
});
