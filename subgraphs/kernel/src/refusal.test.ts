import { describe, expect, it } from "@jest/globals";
import { invariant, InvariantViolation, Refusal } from "./refusal.js";
import { REFUSALS } from "./refusalCodes.js";

describe("the registry of refusals", () => {
  it.each(Object.entries(REFUSALS))("%s says in a sentence what it means", (code, { meaning }) => {
    expect(code).toMatch(/^[A-Z][A-Z_]+$/);
    expect(meaning).toMatch(/^[A-Z].{15,}[.]$/);
  });
});

describe("the kinds of error", () => {
  it("keep code and facts of a refusal, and the claim of a broken promise", () => {
    expect(new Refusal("BAD_INPUT", "too small", { min: 1 })).toMatchObject({
      code: "BAD_INPUT",
      message: "too small",
      facts: { min: 1 },
    });
    expect(() => invariant(false, "units are positive")).toThrow(InvariantViolation);
    expect(() => invariant(true, "units are positive")).not.toThrow();
  });
});
