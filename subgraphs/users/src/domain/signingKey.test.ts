import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { planRotation, publishedKeysAt, type SigningKey, signingKeyAt } from "./signingKey.js";

const at = (text: string) => new Date(`2026-${text}Z`);
const key = (kid: string, publishedFrom: Date, signsFrom = publishedFrom): SigningKey => ({
  kid,
  publishedFrom,
  signsFrom,
});
const a = key("a", at("01-01T00:00"));
const b = key("b", at("01-31T00:00"), at("01-31T01:00"));

describe("planRotation", () => {
  it("makes the first key sign at once", () => {
    const now = at("01-01T00:00");
    expect(planRotation([], now)).toEqual({
      create: { publishedFrom: now, signsFrom: now },
      remove: [],
    });
  });

  it.each([
    ["leaves a young key alone", [a], "01-30T23:59", null],
    [
      "publishes a successor after 30 days, an hour before it signs",
      [a],
      "01-31T00:00",
      "01-31T01:00",
    ],
    ["does not publish a second successor", [a, b], "01-31T00:30", null],
  ] as const)("%s", (_, keys, now, signsFrom) => {
    expect(planRotation(keys, at(now)).create?.signsFrom ?? null).toEqual(
      signsFrom && at(signsFrom),
    );
  });

  it("rotates a young key when forced, and only once", () => {
    const now = at("01-05T00:00");
    expect(planRotation([a], now, true).create?.signsFrom).toEqual(at("01-05T01:00"));
    expect(planRotation([a, key("c", now, at("01-05T01:00"))], now, true).create).toBeNull();
  });

  it("removes the old key when its last token has expired: 15 minutes and 5 of clock skew", () => {
    expect(planRotation([a, b], at("01-31T01:19")).remove).toEqual([]);
    expect(planRotation([a, b], at("01-31T01:20")).remove).toEqual(["a"]);
  });
});

describe("signingKeyAt", () => {
  it("signs with the old key until the new one's time has come", () => {
    expect(signingKeyAt([b, a], at("01-31T00:59"))?.kid).toBe("a");
    expect(signingKeyAt([b, a], at("01-31T01:00"))?.kid).toBe("b");
    expect(signingKeyAt([], at("01-31T01:00"))).toBeNull();
  });
});

describe("a key's life", () => {
  it("never signs unpublished, and stays published while a token it signed is valid", () => {
    const hours = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.boolean()), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(hours, (steps) => {
        let keys: SigningKey[] = [];
        let now = at("01-01T00:00");
        const tokens: { kid: string; until: Date }[] = [];
        for (const [minutesTen, isForced] of steps) {
          now = new Date(now.getTime() + minutesTen * 600_000);
          const plan = planRotation(keys, now, isForced);
          keys = keys.filter((k) => !plan.remove.includes(k.kid));
          if (plan.create) keys.push({ kid: `k${now.getTime()}`, ...plan.create });
          const published = publishedKeysAt(keys, now).map((k) => k.kid);
          const signer = signingKeyAt(keys, now);
          expect(published).toContain(signer?.kid);
          tokens.push({ kid: signer?.kid ?? "", until: new Date(now.getTime() + 15 * 60_000) });
          for (const token of tokens.filter((t) => t.until > now)) {
            expect(published).toContain(token.kid);
          }
        }
      }),
    );
  });
});
