import { describe, expect, it } from "@jest/globals";
import { choleskyFactor, isCorrelationShaped } from "./correlation.js";

describe("choleskyFactor", () => {
  // arithmetic: L = [[2,0,0],[6,1,0],[-8,5,3]]
  it("factors the textbook matrix", () => {
    const matrix = [
      [4, 12, -16],
      [12, 37, -43],
      [-16, -43, 98],
    ];
    expect(choleskyFactor(matrix)).toEqual([
      [2, 0, 0],
      [6, 1, 0],
      [-8, 5, 3],
    ]);
  });

  it("gives null for correlations that cannot be: A with B and C 0.9, B with C -0.9", () => {
    expect(
      choleskyFactor([
        [1, 0.9, 0.9],
        [0.9, 1, -0.9],
        [0.9, -0.9, 1],
      ]),
    ).toBeNull();
  });

  it("gives null for two assets that are one", () => {
    expect(
      choleskyFactor([
        [1, 1],
        [1, 1],
      ]),
    ).toBeNull();
  });
});

describe("isCorrelationShaped", () => {
  it.each([
    { fault: "a row too short", matrix: [[1, 0.5], [0.5]] },
    {
      fault: "unequal halves",
      matrix: [
        [1, 0.5],
        [0.4, 1],
      ],
    },
    {
      fault: "a diagonal that is not 1",
      matrix: [
        [0.9, 0],
        [0, 1],
      ],
    },
    {
      fault: "an entry above 1",
      matrix: [
        [1, 1.1],
        [1.1, 1],
      ],
    },
    {
      fault: "not a number",
      matrix: [
        [1, Number.NaN],
        [Number.NaN, 1],
      ],
    },
  ])("refuses $fault", ({ matrix }) => {
    expect(isCorrelationShaped(matrix)).toBe(false);
  });
});
