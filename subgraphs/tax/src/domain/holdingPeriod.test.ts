import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { longTermFrom, termOf } from "./holdingPeriod.js";

describe("longTermFrom", () => {
  it.each([
    ["2021-08-31", "2022-09-01"], // Rev. Rul. 66-7: last day of a month, first day of the thirteenth
    ["2024-01-15", "2025-01-16"],
    ["2023-12-31", "2025-01-01"],
    ["2023-02-28", "2024-03-01"],
    ["2024-02-28", "2025-03-01"], // the year from 29 February ends on 28 February
    ["2024-02-29", "2025-03-01"],
    ["2023-03-01", "2024-03-02"],
  ])("a lot of %s is long-term from %s", (acquired, longFrom) => {
    expect(longTermFrom(date(acquired))).toBe(longFrom);
  });

  it("is short-term on the anniversary and long-term the day after", () => {
    expect(termOf(date("2024-01-15"), date("2025-01-15"))).toBe("SHORT");
    expect(termOf(date("2024-01-15"), date("2025-01-16"))).toBe("LONG");
  });
});
