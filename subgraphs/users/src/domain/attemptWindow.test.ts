import { describe, expect, it } from "@jest/globals";
import { countAttempt, requireAttemptLeft } from "./attemptWindow.js";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));

describe("countAttempt", () => {
  it("counts attempts of 15 minutes together and then begins anew", () => {
    const first = countAttempt(null, at(0));
    const second = countAttempt(first, at(14));
    expect([first, second]).toEqual([
      { startedAt: at(0), attempts: 1 },
      { startedAt: at(0), attempts: 2 },
    ]);
    expect(countAttempt(second, at(15))).toEqual({ startedAt: at(15), attempts: 1 });
  });
});

describe("requireAttemptLeft", () => {
  it("takes the last allowed attempt", () => {
    expect(() => requireAttemptLeft({ startedAt: at(0), attempts: 10 }, 10, at(1))).not.toThrow();
  });

  it("refuses one more and says when the next is taken", () => {
    expect(() => requireAttemptLeft({ startedAt: at(0), attempts: 11 }, 10, at(5))).toThrow(
      expect.objectContaining({
        code: "RATE_LIMITED",
        facts: { attemptsMax: 10, windowMinutes: 15, retryAfterSeconds: 600 },
      }),
    );
  });
});
