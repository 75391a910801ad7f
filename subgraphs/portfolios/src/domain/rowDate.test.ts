import { describe, expect, it } from "@jest/globals";
import { readAnyDayFirstDate, readDateAndTime, readUsDate, readYearFirstDate } from "./rowDate.js";

describe("a date of a mapped file", () => {
  it.each([
    ["28.03.2024", "2024-03-28", null],
    ["28/3/2024 09:30", "2024-03-28", "09:30:00"],
    ["28-03-2024, 09:30:05", "2024-03-28", "09:30:05"],
    ["5.1.2024", "2024-01-05", null],
  ])("day first: %s", (text, date, time) => {
    expect(readDateAndTime(text, readAnyDayFirstDate)).toEqual({ date, time });
  });

  it.each([
    ["2024-03-28T10:31:05.120Z", readYearFirstDate],
    ["2024-03-28 10:31:05", readYearFirstDate],
    ["03/28/2024 10:31:05", readUsDate],
  ])("with a time behind it: %s", (text, read) => {
    expect(readDateAndTime(text, read)).toEqual({ date: "2024-03-28", time: "10:31:05" });
  });

  it.each(["03/28/2024", "31.02.2024", "28.03/2024", "28.03.24", "28.03.2024 25:00", "morgen", ""])(
    "is refused, not turned round or guessed: %j",
    (text) => {
      expect(readDateAndTime(text, readAnyDayFirstDate)).toBeNull();
    },
  );
});
