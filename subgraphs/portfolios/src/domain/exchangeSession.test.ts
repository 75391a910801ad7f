import { describe, expect, it } from "@jest/globals";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { isExchangeSession } from "./exchangeSession.js";

function sessionsOf(year: number): number {
  let count = 0;
  for (let day = date(`${year}-01-01`); day.startsWith(String(year)); day = addDays(day, 1)) {
    if (isExchangeSession(day)) count += 1;
  }
  return count;
}

describe("isExchangeSession", () => {
  it("counts the sessions of the calendar's check years", () => {
    expect([sessionsOf(2003), sessionsOf(2020)]).toEqual([252, 253]);
  });

  it.each([
    ["2021-10-11", true], // Columbus Day
    ["2021-11-11", true], // Veterans Day
    ["2018-11-12", true], // Veterans Day of a Sunday
    ["2012-10-29", false], // Sandy
    ["2024-11-28", false], // Thanksgiving
    ["2021-12-31", true], // New Year's Day 2022 is a Saturday
    ["2024-01-06", false],
  ])("%s: %s", (day, isSession) => {
    expect(isExchangeSession(date(day))).toBe(isSession);
  });
});
