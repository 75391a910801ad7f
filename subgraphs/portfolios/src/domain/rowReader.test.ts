import { describe, expect, it } from "@jest/globals";
import { readAsOfDate, readUsDate, readYearFirst } from "./rowDate.js";
import { readNumber } from "./rowReader.js";

describe("readNumber", () => {
  it.each([
    ["$1,234.56", "1234.56"],
    ["-$12.30", "-12.3"],
    ["$-12.30", "-12.3"],
    ["($12.30)", "-12.3"],
    ["+5", "5"],
    [".5", "0.5"],
    ["-.25", "-0.25"],
    ["1,000,000", "1000000"],
    ["0.000000000000000001", "0.000000000000000001"],
    [" 7 ", "7"],
  ])("reads %s as %s", (text, value) => {
    expect(readNumber(text, "amount")?.toString()).toBe(value);
  });

  it.each(["", " ", "-", "--", "N/A", "Not available"])("reads %p as no number", (text) => {
    expect(readNumber(text, "amount")).toBeNull();
  });

  it.each([
    "12,5",
    "1.234,56",
    "1,23",
    "1 000",
    "(-5)",
    "--5",
    "-$-5",
    "1e5",
    "0x10",
    "NaN",
    "$",
    ".",
  ])("refuses %p", (text) => {
    expect(() => readNumber(text, "amount")).toThrow(
      expect.objectContaining({ code: "ROW_BAD_NUMBER" }),
    );
  });
});

describe("dates", () => {
  it("reads the month first, and never turns a row round", () => {
    expect(readUsDate("3/4/2024")).toBe("2024-03-04");
    expect(readUsDate("28/03/2024")).toBeNull();
    expect(readUsDate("02/29/2023")).toBeNull();
    expect(readUsDate("03/04/24")).toBeNull();
  });

  it("takes the second date of `as of`", () => {
    expect(readAsOfDate("03/28/2024 as of 03/27/2024")).toBe("2024-03-27");
    expect(readAsOfDate("03/28/2024 as of ")).toBeNull();
  });

  it.each([
    ["20240212", "2024-02-12", null],
    ["2024-02-12", "2024-02-12", null],
    ["2024-02-12, 10:31:05", "2024-02-12", "10:31:05"],
    ["20240212;103105", "2024-02-12", "10:31:05"],
    ["2024-02-12T10:31:05", "2024-02-12", "10:31:05"],
  ])("reads %s with the year first", (text, date, time) => {
    expect(readYearFirst(text)).toEqual({ date, time });
  });

  it.each(["2024-0212", "20240230", "2024-02-12, noon", "12-02-2024"])("refuses %s", (text) => {
    expect(readYearFirst(text)).toBeNull();
  });
});
