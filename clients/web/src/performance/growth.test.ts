import { describe, expect, it } from "@jest/globals";
import { drawdowns, growthOn, monthEnds } from "./growth.ts";

describe("drawdowns", () => {
  it("measures each day against the highest level before it", () => {
    expect(drawdowns([1, 2, 1.5, 2, 4, 1])).toEqual([0, 0, -0.25, 0, 0, -0.75]);
  });
  it("stays at 0 where everything was lost from the start", () => {
    expect(drawdowns([0, 0])).toEqual([0, 0]);
  });
});

describe("growthOn", () => {
  const index = { dates: ["2026-01-02", "2026-01-05", "2026-01-07"], values: [100, 110, 99] };

  it("takes a benchmark's last level on or before each day, over that of the opening day", () => {
    expect(growthOn(["2026-01-05", "2026-01-06", "2026-01-07"], "2026-01-04", index)).toEqual([
      1.1, 1.1, 0.99,
    ]);
  });
  it("has no growth before the benchmark's first level, and starts it at 1 there", () => {
    expect(growthOn(["2026-01-01", "2026-01-02", "2026-01-05"], "2025-12-31", index)).toEqual([
      null,
      1,
      1.1,
    ]);
  });
  it("has none at all for a benchmark without levels", () => {
    expect(growthOn(["2026-01-01"], "2025-12-31", { dates: [], values: [] })).toEqual([null]);
  });
});

describe("monthEnds", () => {
  it("keeps the last day of each month and the very last day", () => {
    expect(monthEnds(["2026-01-30", "2026-01-31", "2026-02-02", "2026-02-03"])).toEqual([1, 3]);
  });
});
