import { describe, expect, it } from "@jest/globals";
import { type UploadGrant, UploadGrantSigner } from "./uploadGrant.js";

const grant: UploadGrant = {
  importId: "01930000-0000-7000-8000-000000000001",
  householdId: "01930000-0000-7000-8000-0000000000aa",
  expiresAt: new Date("2026-01-01T00:15:00Z"),
};
const before = new Date("2026-01-01T00:14:59Z");
const signer = new UploadGrantSigner("a secret of this test");

describe("UploadGrantSigner", () => {
  it("reads back what it signed, on every copy that shares the secret", () => {
    const copy = new UploadGrantSigner("a secret of this test");
    expect(copy.verify(signer.sign(grant), before)).toEqual(grant);
  });

  it("makes a token that needs no escaping in a path", () => {
    expect(signer.sign(grant)).toMatch(/^[\w.-]+$/);
  });

  const token = signer.sign(grant);
  const [payload = "", mac = ""] = token.split(".");
  const other = Buffer.from(
    Buffer.from(payload, "base64url").toString("utf8").replace("aa.", "bb."),
  ).toString("base64url");
  it.each([
    ["with another household in it", `${other}.${mac}`],
    ["with another signature", `${payload}.${mac.slice(0, -2)}AA`],
    ["without a signature", payload],
    ["with something behind it", `${token}.x`],
    ["of another secret", new UploadGrantSigner("another secret").sign(grant)],
    ["that is empty", ""],
    ["that is no token", "../../etc/passwd"],
  ])("refuses a token %s with UPLOAD_INVALID", (_, forged) => {
    expect(() => signer.verify(forged, before)).toThrow(
      expect.objectContaining({ code: "UPLOAD_INVALID" }),
    );
  });

  it("refuses a token from the instant it expires", () => {
    expect(() => signer.verify(token, grant.expiresAt)).toThrow(
      expect.objectContaining({ code: "UPLOAD_INVALID" }),
    );
  });
});
