import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { taxBy } from "../taxSchedule.js";
import { stateSchedule } from "./stateSchedule.js";

const key = { year: 2026, filingStatus: "SINGLE", agedPersons: 0 } as const;

describe("stateSchedule", () => {
  it("taxes wages and not pensions in Pennsylvania and Illinois", () => {
    for (const state of ["PA", "IL"]) {
      const of = (kind: "WAGES" | "PENSION") =>
        taxBy(
          stateSchedule({ ...key, agedPersons: 1, state }, kind),
          new Decimal(50000),
        ).toNumber();
      expect(of("PENSION")).toBe(0);
      expect(of("WAGES")).toBeGreaterThan(1400);
    }
    // 3.07 % of 50,000
    const table = stateSchedule({ ...key, state: "PA" }, "WAGES");
    expect(taxBy(table, new Decimal(50000)).toNumber()).toBeCloseTo(1535, 1);
  });

  it("is zero in Texas and refuses a state without rules", () => {
    const table = stateSchedule({ ...key, state: "TX" }, "WAGES");
    expect(Math.max(...table.taxes.map((t) => t.toNumber()))).toBe(0);
    expect(() => stateSchedule({ ...key, state: "AL" }, "WAGES")).toThrow(/AL|Alabama/);
  });
});
