import { describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { DEATH_PROBABILITIES } from "./lifeTable.js";
import { deathMonth, deathProbability, eitherAlive, lifeDraw, survivalCurve } from "./longevity.js";

const PUBLISHED = new URL(
  "../../../../../../shared/data/history/ssa_period_life_2025tr.csv",
  import.meta.url,
);

describe("the life table", () => {
  it("is the published one, age by age", () => {
    if (!existsSync(PUBLISHED)) {
      process.stdout.write("skipped: the published life table is not beside the project\n");
      return;
    }
    const rows = readFileSync(PUBLISHED, "utf8").trim().split("\n").slice(1);
    const columns = rows.map((row) => row.split(",").map(Number));
    expect(columns.map((row) => row[1])).toEqual(DEATH_PROBABILITIES.MALE);
    expect(columns.map((row) => row[2])).toEqual(DEATH_PROBABILITIES.FEMALE);
  });

  it("gives the life expectancy at 65 of 17.5 years for men and 20.1 for women", () => {
    const expectancy = (sex: "MALE" | "FEMALE") => {
      let [alive, years] = [1, 0];
      for (let age = 65; age < 120; age++) {
        const next = alive * (1 - deathProbability(age, sex));
        years += (alive + next) / 2;
        alive = next;
      }
      return years;
    };
    expect(expectancy("MALE")).toBeCloseTo(17.5, 1);
    expect(expectancy("FEMALE")).toBeCloseTo(20.1, 1);
  });
});

describe("survival", () => {
  it("over a year is the table's, whatever the month of birth", () => {
    const curve = survivalCurve(65 * 12, "FEMALE", 360);
    expect(curve[12]).toBeCloseTo(1 - deathProbability(65, "FEMALE"), 12);
    let thirty = 1;
    for (let age = 65; age < 95; age++) thirty *= 1 - deathProbability(age, "FEMALE");
    expect(curve[360]).toBeCloseTo(thirty, 12);
  });

  it("of either of two is one less both deaths", () => {
    expect(eitherAlive(0.6, 0.5)).toBeCloseTo(0.8, 12);
  });

  it("drawn 20,000 times has the curve's shares, within 4 standard errors, and its own stream", () => {
    const curve = survivalCurve(65 * 12, "MALE", 660);
    const deaths = Array.from({ length: 20_000 }, (_, path) =>
      deathMonth(curve, lifeDraw([7, 9], path, 0)),
    );
    for (const month of [60, 120, 240, 360]) {
      const alive = deaths.filter((d) => d > month).length / deaths.length;
      const p = curve[month] ?? 0;
      expect(Math.abs(alive - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / deaths.length));
    }
    expect(lifeDraw([7, 9], 5, 0)).not.toBe(lifeDraw([7, 9], 5, 1));
  });

  it("ends at the first month at whose start the chance is at most the draw", () => {
    const curve = Float64Array.from([1, 0.9, 0.5, 0]);
    expect([0.95, 0.9, 0.7, 0.5, 0.1].map((u) => deathMonth(curve, u))).toEqual([1, 1, 2, 2, 3]);
    expect(deathMonth(Float64Array.from([1, 0.9]), 0.1)).toBe(2);
  });
});
