import { describe, expect, it } from "@jest/globals";
import { judgeRefresh, refreshTokenExpiry } from "./refreshToken.js";

const at = (text: string) => new Date(`2026-${text}T00:00:00Z`);
const token = {
  tokenHash: "h",
  familyId: "f",
  issuedAt: at("01-01"),
  expiresAt: at("01-31"),
  usedAt: null,
};
const family = {
  id: "f",
  userId: "u",
  device: null,
  startedAt: at("01-01"),
  endedAt: null,
  endReason: null,
};
const used = { ...token, usedAt: at("01-02") };
const ended = { ...family, endedAt: at("01-03"), endReason: "SIGNED_OUT" as const };

describe("judgeRefresh", () => {
  it.each([
    { claim: "a fresh token rotates", shown: token, of: family, on: "01-10", verdict: "ROTATE" },
    {
      claim: "a token used a moment ago gives its successor again",
      shown: { ...token, usedAt: new Date("2026-01-09T23:59:51Z") },
      of: family,
      on: "01-10",
      verdict: "REPEAT",
    },
    {
      claim: "a token used ten seconds ago ends the family",
      shown: { ...token, usedAt: new Date("2026-01-09T23:59:50Z") },
      of: family,
      on: "01-10",
      verdict: "REUSED",
    },
    {
      claim: "a used token ends the family",
      shown: used,
      of: family,
      on: "01-10",
      verdict: "REUSED",
    },
    {
      claim: "a used token ends the family even past its expiry",
      shown: used,
      of: family,
      on: "03-01",
      verdict: "REUSED",
    },
    {
      claim: "a token is invalid from the instant it expires",
      shown: token,
      of: family,
      on: "01-31",
      verdict: "INVALID",
    },
    {
      claim: "a fresh token of an ended family is invalid",
      shown: token,
      of: ended,
      on: "01-10",
      verdict: "INVALID",
    },
    {
      claim: "a used token of an ended family is invalid",
      shown: used,
      of: ended,
      on: "01-10",
      verdict: "INVALID",
    },
  ] as const)("$claim", ({ shown, of, on, verdict }) => {
    expect(judgeRefresh(shown, of, at(on))).toBe(verdict);
  });

  it("gives a token 30 days", () => {
    expect(refreshTokenExpiry(at("01-01"))).toEqual(at("01-31"));
  });
});
