import { describe, expect, it } from "@jest/globals";
import { percentileRanks, percentilesFrom } from "./percentile.js";

const percentilesOf = (sample: readonly number[]) => {
  const sorted = Float64Array.from(sample).sort();
  return percentilesFrom(
    sample.length,
    percentileRanks(sample.length).map((rank) => sorted[rank] ?? Number.NaN),
  );
};

describe("percentilesFrom", () => {
  it("interpolates between the neighbours: 5 % of -5 … 5 without 0 lies 0.45 of the way from -5 to -4", () => {
    expect(percentilesOf([5, -5, 4, -4, 3, -3, 2, -2, 1, -1])[0]).toBeCloseTo(-4.55, 12);
  });

  it("gives the sample's own values where the position is whole", () => {
    const sample = Array.from({ length: 101 }, (_, i) => i);
    expect(percentilesOf(sample)).toEqual([5, 25, 50, 75, 95]);
  });

  it("gives the one value of a sample of one", () => {
    expect(percentilesOf([7])).toEqual([7, 7, 7, 7, 7]);
  });
});
