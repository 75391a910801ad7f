import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { type PersonFacts, requirePersonFacts } from "./person.js";
import { US_STATE_CODES } from "./usState.js";

const ada: PersonFacts = {
  name: "Ada",
  birthDate: date("1975-12-10"),
  sex: "FEMALE",
  retirementState: "CA",
  retirementDate: date("2040-01-01"),
};
const today = date("2026-06-01");

describe("requirePersonFacts", () => {
  it("takes what is known and what is not known yet", () => {
    const unknown = {
      name: "Bo",
      birthDate: null,
      sex: null,
      retirementState: null,
      retirementDate: null,
    };
    expect(requirePersonFacts(ada, today)).toEqual(ada);
    expect(requirePersonFacts(unknown, today)).toEqual(unknown);
  });

  it("stores a name trimmed, with single blanks", () => {
    expect(requirePersonFacts({ ...ada, name: "  Ada   King " }, today).name).toBe("Ada King");
  });

  it("takes a child born today", () => {
    expect(requirePersonFacts({ ...ada, birthDate: today }, today).birthDate).toBe(today);
  });

  it.each([
    ["a birth date in the future", { birthDate: date("2026-06-02") }, "birthDate"],
    ["a state that is none", { retirementState: "XX" }, "retirementState"],
    ["a state in small letters", { retirementState: "ca" }, "retirementState"],
    ["retirement on the day of birth", { retirementDate: date("1975-12-10") }, "retirementDate"],
    ["an empty name", { name: "  " }, "name"],
    ["a name of 101 characters", { name: "a".repeat(101) }, "name"],
    ["a name with a line break", { name: "a\nb" }, "name"],
  ])("refuses %s", (_, change, argument) => {
    expect(() => requirePersonFacts({ ...ada, ...change }, today)).toThrow(
      expect.objectContaining({
        code: "BAD_INPUT",
        facts: expect.objectContaining({ argument }) as unknown,
      }),
    );
  });

  it("knows fifty states and the District of Columbia", () => {
    expect(new Set(US_STATE_CODES).size).toBe(51);
  });
});
