import { describe, expect, it } from "@jest/globals";
import { wilsonInterval } from "./wilsonInterval.js";

describe("wilsonInterval", () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3
  it.each([
    { successes: 81, trials: 263, low: 0.2553, high: 0.3662 },
    { successes: 15, trials: 148, low: 0.0624, high: 0.1605 },
    { successes: 0, trials: 20, low: 0, high: 0.1611 },
    { successes: 1, trials: 29, low: 0.0061, high: 0.1718 },
  ])("of $successes in $trials is $low to $high, as Newcombe prints it", (row) => {
    const { low, high } = wilsonInterval(row.successes, row.trials);
    expect(Number(low.toFixed(4))).toBe(row.low);
    expect(Number(high.toFixed(4))).toBe(row.high);
  });

  it("ends at 1 when every trial is a success, and does not claim certainty", () => {
    const { value, low, high } = wilsonInterval(10_000, 10_000);
    expect([value, high]).toEqual([1, 1]);
    expect(low).toBeCloseTo(0.999616, 6);
  });

  it("says nothing before the first trial", () => {
    expect(wilsonInterval(0, 0)).toMatchObject({ value: 0, low: 0, high: 1 });
  });
});
