import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { longTermFrom, termOf } from "./realizedGain.js";

describe("longTermFrom", () => {
  it.each([
    { acquired: "2021-08-31", from: "2022-09-01", why: "Rev. Rul. 66-7: the last day of a month" },
    { acquired: "2023-02-28", from: "2024-03-01", why: "last of February, next year a leap year" },
    { acquired: "2024-02-29", from: "2025-03-01", why: "bought on a leap day" },
    { acquired: "2024-02-28", from: "2025-03-01", why: "one year ends with 28 February 2025" },
    { acquired: "2023-06-15", from: "2024-06-16", why: "more than one year" },
  ])("of $acquired is $from ($why)", ({ acquired, from }) => {
    expect(longTermFrom(date(acquired))).toBe(from);
  });
});

describe("termOf", () => {
  it("needs more than one year at the turn of the year too", () => {
    expect(termOf(date("2023-12-30"), date("2024-12-30"))).toBe("SHORT");
    expect(termOf(date("2023-12-30"), date("2024-12-31"))).toBe("LONG");
    expect(termOf(date("2023-12-31"), date("2024-12-31"))).toBe("SHORT");
    expect(termOf(date("2023-12-31"), date("2025-01-01"))).toBe("LONG");
  });

  it("is short on the anniversary and long on the day after", () => {
    expect(termOf(date("2023-06-15"), date("2024-06-15"))).toBe("SHORT");
    expect(termOf(date("2023-06-15"), date("2024-06-16"))).toBe("LONG");
  });
});
