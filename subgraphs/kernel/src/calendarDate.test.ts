import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  addDays,
  addMonths,
  addYears,
  ageYears,
  date,
  dateOfInstant,
  dayOfWeek,
  daysBetween,
  instantOf,
  parseCalendarDate,
  yearOf,
} from "./calendarDate.js";

describe("parseCalendarDate", () => {
  it.each(["2024-02-29", "1900-01-01", "2200-12-31"])("reads %s", (text) => {
    expect(parseCalendarDate(text)).toBe(text);
  });

  it.each([
    "2023-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-1-1",
    "24-01-01",
    "1899-12-31",
    "2024-02-30",
    "2024-02-29T00:00",
    "",
  ])("does not take %j for a date", (text) => {
    expect(parseCalendarDate(text)).toBeNull();
  });
});

describe("date", () => {
  it("throws for what is no date, because the caller claimed it was", () => {
    expect(() => date("2023-02-29")).toThrow(RangeError);
  });
});

describe("calendar arithmetic", () => {
  it("follows the calendar at month ends and leap days", () => {
    expect(addYears(date("2024-02-29"), 1)).toBe("2025-02-28");
    expect(addMonths(date("2024-01-31"), 1)).toBe("2024-02-29");
    expect(addDays(date("2024-02-28"), 2)).toBe("2024-03-01");
    expect(dayOfWeek(date("2026-11-20"))).toBe(5);
    expect(yearOf(date("2026-11-20"))).toBe(2026);
  });

  it("counts an age in whole years, the birthday included", () => {
    expect(ageYears(date("1960-03-01"), date("2025-02-28"))).toBe(64);
    expect(ageYears(date("1960-03-01"), date("2025-03-01"))).toBe(65);
  });

  it("adds days and counts them back", () => {
    const start = date("1999-12-31");
    fc.assert(
      fc.property(
        fc.integer({ min: -30_000, max: 70_000 }),
        (days) => daysBetween(start, addDays(start, days)) === days,
      ),
    );
  });
});

describe("instants and dates", () => {
  it("are told apart by the zone: the New York evening is the next day in UTC", () => {
    expect(dateOfInstant(new Date("2024-03-02T01:00:00Z"), "America/New_York")).toBe("2024-03-01");
  });

  it.each([
    { on: "2024-01-02", instant: "2024-01-02T14:30:00.000Z" },
    { on: "2024-07-02", instant: "2024-07-02T13:30:00.000Z" },
    { on: "2024-03-11", instant: "2024-03-11T13:30:00.000Z" },
  ])("put 09:30 in New York on $on at $instant", ({ on, instant }) => {
    expect(instantOf(date(on), "America/New_York", { hour: 9, minute: 30 }).toISOString()).toBe(
      instant,
    );
  });
});
