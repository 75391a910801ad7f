import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { annualized } from "./annualize.js";
import { daysFrom } from "./dayNumber.js";
import { modifiedDietz } from "./modifiedDietz.js";
import { moneyWeighted } from "./moneyWeighted.js";
import { days } from "./seriesNotation.fixture.js";

describe("annualized", () => {
  it("is given above 365 days only", () => {
    expect(annualized(0.21, 730).value).toBeCloseTo(0.1, 12);
    expect(annualized(0.21, 365)).toEqual({ value: null, reason: "PERIOD_TOO_SHORT" });
    expect(annualized(0.1, 366).value).toBeCloseTo(1.1 ** (365 / 366) - 1, 12);
    expect(annualized(-1, 1_000)).toEqual({ value: null, reason: "TOTAL_LOSS" });
  });

  it("counts days over leap years and centuries", () => {
    expect(daysFrom(date("2024-02-28"), date("2024-03-01"))).toBe(2);
    expect(daysFrom(date("1900-02-28"), date("1900-03-01"))).toBe(1);
    expect(daysFrom(date("2024-03-01"), date("2023-03-01"))).toBe(-366);
  });
});

describe("modifiedDietz", () => {
  const period = (opening: number, start: string, ...lines: string[]) =>
    modifiedDietz({ start: date(start), opening, days: days(...lines) });

  it("weighs a flow by the days it was there", () => {
    // T = 30; 50 come after 15 days: (170 - 100 - 50)/(100 + 50 x 15/30) = 20/125
    expect(period(100, "2024-04-01", "2024-04-16 152 in 50", "2024-05-01 170").value).toBeCloseTo(
      0.16,
      12,
    );
    // 40 leave after 10 days: (70 - 100 + 40)/(100 - 40 x 20/30) = 10/73.33
    expect(period(100, "2024-04-01", "2024-04-11 65 out 40", "2024-05-01 70").value).toBeCloseTo(
      10 / (100 - 80 / 3),
      12,
    );
  });

  it("has no answer without average capital, days or values", () => {
    expect(period(0, "2024-04-01", "2024-05-01 100 in 90").reason).toBe("NO_AVERAGE_CAPITAL");
    expect(period(0, "2024-04-01", "2024-04-01 100 in 90").reason).toBe("PERIOD_TOO_SHORT");
    expect(period(100, "2024-04-01").reason).toBe("NO_CAPITAL");
  });
});

describe("moneyWeighted", () => {
  const period = (opening: number, start: string, ...lines: string[]) =>
    moneyWeighted({ start: date(start), opening, days: days(...lines) });

  it("is the yearly rate, with the period's return beside it", () => {
    const year = period(1_000, "2023-01-01", "2024-01-01 1100");
    expect(year.annualRate.value).toBeCloseTo(0.1, 12);
    expect(year.period.value).toBeCloseTo(0.1, 12);
    // 10 % in 73 days: 1.1^5 - 1 a year
    const short = period(1_000, "2023-01-01", "2023-03-15 1100");
    expect(short.annualRate.value).toBeCloseTo(1.1 ** 5 - 1, 9);
    expect(short.period.value).toBeCloseTo(0.1, 12);
  });

  it("is known for a week whose rate per year is beyond bounds", () => {
    // 100 became 200 in four days: 2^(365/4) - 1 a year has 27 digits
    const week = period(100, "2024-01-01", "2024-01-05 200");
    expect(week.period.value).toBeCloseTo(1, 12);
    expect(week.annualRate).toEqual({ value: null, reason: "NO_ROOT" });
    expect(week.roots).toEqual([]);
  });

  it("differs from the time-weighted one when money came before a fall", () => {
    // 100 double to 200, then 800 come and all falls to 500: a loss for the money, none for the time
    const result = period(
      100,
      "2022-01-01",
      "2023-01-01 200",
      "2023-01-02 1000 in 800",
      "2024-01-01 500",
    );
    expect(result.period.value).toBeLessThan(-0.3);
  });

  it("is -100 % when all is lost and nothing came back", () => {
    expect(period(100, "2023-01-01", "2024-01-01 0")).toEqual({
      annualRate: { value: null, reason: "TOTAL_LOSS" },
      period: { value: -1, reason: null },
      roots: [],
    });
  });

  it("has no answer for nothing", () => {
    expect(period(0, "2023-01-01").annualRate.reason).toBe("NO_CAPITAL");
    expect(period(0, "2023-01-01", "2024-01-01 0").annualRate.reason).toBe("ONE_SIGN_ONLY");
  });
});
