import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { DayRange } from "./performancePeriod.js";
import { yearEndValues } from "./yearEndValues.js";

const clock = () => new Date("2026-11-20T12:00:00Z");

/** Stored days of one account as "2025-12-31 1000", and the ranges that were asked for. */
function account(...days: readonly string[]) {
  const asked: DayRange[] = [];
  const stored = days.map((text) => {
    const [day = "", value = ""] = text.split(" ");
    return {
      day: date(day),
      value: new Decimal(value),
      inflow: ZERO,
      outflow: ZERO,
      fees: ZERO,
      isEstimated: false,
      calculationVersion: 2,
    };
  });
  const daysOf = (_: string, range: DayRange) => {
    asked.push(range);
    const before = stored.filter((d) => d.day < range.from).slice(-1);
    return Promise.resolve([
      ...before,
      ...stored.filter((d) => d.day >= range.from && d.day <= range.to),
    ]);
  };
  return { asked, daysOf };
}

const shown = async (...days: readonly string[]) =>
  (await yearEndValues(account(...days).daysOf, "a", clock)).map(
    ({ year, day, value }) => `${year} ${day} ${value.toFixed()}`,
  );

describe("yearEndValues", () => {
  it("gives the last stored day of each of the last three years, oldest first", async () => {
    expect(
      await shown("2023-12-29 100", "2024-12-31 200", "2025-12-30 290", "2025-12-31 300"),
    ).toEqual(["2023 2023-12-29 100", "2024 2024-12-31 200", "2025 2025-12-31 300"]);
  });

  it("leaves a year out whose last stored day is not at its end", async () => {
    expect(await shown("2024-12-21 200", "2025-12-22 300")).toEqual(["2025 2025-12-22 300"]);
  });

  it("has none for an account without days", async () => {
    expect(await shown()).toEqual([]);
  });

  it("asks for one day of each year, so that accounts share three statements", async () => {
    const { asked, daysOf } = account();
    await yearEndValues(daysOf, "a", clock);
    expect(asked.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "2023-12-31 2023-12-31",
      "2024-12-31 2024-12-31",
      "2025-12-31 2025-12-31",
    ]);
  });
});
