import { describe, expect, it } from "@jest/globals";
import { parseEmailAddress, requireEmailAddress } from "./emailAddress.js";

describe("parseEmailAddress", () => {
  it("makes one form of every spelling", () => {
    expect(parseEmailAddress("  Ada@Example.COM ")).toBe("ada@example.com");
  });

  it.each([
    "",
    "ada",
    "ada@",
    "@example.com",
    "ada@example",
    "a b@example.com",
    "a@b@c.de",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(260)}.com`,
  ])("knows that %j is none", (text) => {
    expect(parseEmailAddress(text)).toBeNull();
  });

  it("answers a hostile text of a megabyte at once", () => {
    const startedAt = performance.now();
    expect(parseEmailAddress(`${"a.".repeat(500_000)}@`)).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});

describe("requireEmailAddress", () => {
  it("refuses what is none as BAD_INPUT", () => {
    expect(() => requireEmailAddress("ada")).toThrow(
      expect.objectContaining({ code: "BAD_INPUT" }),
    );
  });
});
