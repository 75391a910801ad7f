import { beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { oneOfEach, ProgrammeBuilder, type Solve } from "../domain/optimisation/linearProgramme.js";
import { openHighsSolver } from "./highsSolver.js";

let solve: Solve;
beforeAll(async () => {
  solve = await openHighsSolver();
});

/** Chairs and tables of the HiGHS documentation: 30 c + 50 t, c + 2 t <= 40, 2 c + t <= 50. */
function workshop(isInteger: boolean): ProgrammeBuilder {
  const programme = new ProgrammeBuilder();
  const chairs = programme.variable("chairs", { worth: 30, isInteger });
  const tables = programme.variable("tables", { worth: 50, isInteger });
  const rows = [
    { times: [1, 2], upper: 40 },
    { times: [2, 1], upper: 50 },
  ];
  for (const { times, upper } of rows) {
    programme.constrain(
      "hours",
      [chairs, tables].map((variable, i) => ({ variable, times: times[i] ?? 0 })),
      { upper },
    );
  }
  return programme;
}

/** A market split (Cornuejols and Dawande 1998): small, and nobody's solver proves it in a tenth of a second. */
function marketSplit(): ProgrammeBuilder {
  const programme = new ProgrammeBuilder();
  const count = 50;
  let seed = 12_345;
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % 100;
  const parts = Array.from({ length: count }, (_, i) =>
    programme.variable(`x${i}`, { upper: 1, isInteger: true }),
  );
  for (let row = 0; row < 6; row += 1) {
    const times = parts.map(next);
    const half = Math.floor(times.reduce((a, b) => a + b, 0) / 2);
    const [over, under] = [-1, -1].map((worth) => programme.variable("slack", { worth }));
    programme.equate(
      `split ${row}`,
      [
        ...parts.map((variable, i) => ({ variable, times: times[i] ?? 0 })),
        { variable: over ?? 0, times: 1 },
        { variable: under ?? 0, times: -1 },
      ],
      half,
    );
  }
  return programme;
}

describe("the HiGHS solver", () => {
  it.each([true, false])(
    "finds 20 chairs and 10 tables, worth 1,100 (integers: %p)",
    (integers) => {
      const { status, values, objective, bound } = solve(workshop(integers), { seconds: 5 });
      expect(status).toBe("OPTIMAL");
      expect(values?.map((v) => Math.round(v * 1e6) / 1e6)).toEqual([20, 10]);
      expect(objective).toBeCloseTo(1_100, 6);
      expect(bound).toBeCloseTo(1_100, 6);
    },
  );

  it("says that contradictory constraints are infeasible, without values", () => {
    const programme = workshop(false);
    programme.constrain("many", oneOfEach([0, 1]), { lower: 1_000 });
    expect(solve(programme, { seconds: 5 })).toMatchObject({ status: "INFEASIBLE", values: null });
  });

  it("says that a programme without an end is unbounded", () => {
    const programme = new ProgrammeBuilder();
    programme.variable("x", { worth: 1 });
    expect(solve(programme, { seconds: 5 }).status).toBe("UNBOUNDED");
  });

  it("stops at its time limit, and bounds what it has not found", () => {
    const { status, objective, bound } = solve(marketSplit(), { seconds: 0.1 });
    expect(status).toBe("TIME_LIMIT");
    expect(bound).not.toBeNull();
    expect(objective ?? -Infinity).toBeLessThanOrEqual((bound ?? 0) + 1e-6);
  });

  it("is as good after a hundred programmes as at first", () => {
    for (let i = 0; i < 100; i += 1) solve(workshop(i % 2 === 0), { seconds: 5 });
    expect(solve(workshop(true), { seconds: 5 }).objective).toBeCloseTo(1_100, 6);
  });

  it("never finds less than a greedy choice in a knapsack of divisible things", () => {
    const thing = fc.record({
      weight: fc.integer({ min: 1, max: 50 }),
      worth: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(
        fc.array(thing, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 99 }),
        (things, room) => {
          const programme = new ProgrammeBuilder();
          const taken = things.map((t, i) =>
            programme.variable(`t${i}`, { worth: t.worth, upper: 1 }),
          );
          programme.constrain(
            "room",
            taken.map((variable, i) => ({ variable, times: things[i]?.weight ?? 0 })),
            { upper: room },
          );
          let left = room;
          let greedy = 0;
          for (const t of things.toSorted((a, b) => b.worth / b.weight - a.worth / a.weight)) {
            const part = Math.min(1, left / t.weight);
            greedy += part * t.worth;
            left -= part * t.weight;
          }
          // by density is optimal for divisible things (Dantzig 1957)
          expect(solve(programme, { seconds: 5 }).objective).toBeCloseTo(greedy, 5);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("ProgrammeBuilder refuses", () => {
  it.each([
    ["a range that is none", (p: ProgrammeBuilder) => p.variable("x", { lower: 2, upper: 1 })],
    ["a worth that is no number", (p: ProgrammeBuilder) => p.variable("x", { worth: NaN })],
    [
      "a variable that is not there",
      (p: ProgrammeBuilder) => p.equate("e", [{ variable: 7, times: 1 }], 0),
    ],
    ["a bound that is no number", (p: ProgrammeBuilder) => p.constrain("c", [], { upper: NaN })],
  ])("%s", (_, misuse) => {
    expect(() => misuse(new ProgrammeBuilder())).toThrow(RangeError);
  });

  it("no two terms of one variable, it adds them up", () => {
    const programme = new ProgrammeBuilder();
    const x = programme.variable("x");
    programme.equate("twice", [...oneOfEach([x]), ...oneOfEach([x])], 4);
    expect(programme.constraints[0]?.terms).toEqual([{ variable: x, times: 2 }]);
  });
});
