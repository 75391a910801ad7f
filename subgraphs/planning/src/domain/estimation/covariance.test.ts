import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { choleskyFactor, isCorrelationShaped } from "../correlation.js";
import { blockLength } from "./blockLength.js";
import { ledoitWolfConstantCorrelation, ledoitWolfIdentity } from "./ledoitWolf.js";
import { entry, solve, symmetric, symmetricEigen } from "./matrix.js";
import { nearestCorrelation } from "./nearestCorrelation.js";
import { column, describeWith, printed } from "../../publishedSeries.fixture.js";

describeWith(
  describe,
  ["series/stock_prices_20.csv.gz", "Ledoit-Wolf on the 20 stocks"],
  (rows) => {
    const prices = rows
      .map((row) => row.slice(1).map((cell) => (cell === "" ? Number.NaN : Number(cell))))
      .filter((row) => row.every((price) => price > 0));
    const returns = prices
      .slice(1)
      .map((row, t) => row.map((price, i) => price / entry(prices, t, i) - 1));

    it("has 895 days on which all are traded", () => {
      expect(returns).toHaveLength(895);
    });

    // the authors' covCor.m and scikit-learn's ledoit_wolf, evaluated apart in numpy on the same returns
    it("shrinks by 0.0643301 to constant correlation, 0.0327528 to the identity", () => {
      expect(printed(ledoitWolfConstantCorrelation(returns).shrinkage, 7)).toBe(0.0643301);
      expect(printed(ledoitWolfIdentity(returns).shrinkage, 7)).toBe(0.0327528);
    });
  },
);

describe("Ledoit-Wolf", () => {
  // the worked matrix of the public test of WLM1ke/LedoitWolf, a port of covCor.m
  it("has the constant-correlation covariance of the published five observations", () => {
    const { covariance } = ledoitWolfConstantCorrelation([
      [1, 2, 5],
      [4, 6, 8],
      [7, 8, 10],
      [1, 5, 7],
      [8, 9, 1],
    ]);
    expect(covariance.map((row) => row.map((v) => printed(v, 8)))).toEqual([
      [8.56, 2.00071632, 1.54132176],
      [2.00071632, 6, 1.34594278],
      [1.54132176, 1.34594278, 9.36],
    ]);
  });

  it("is positive definite with fewer observations than assets, where the sample is not", () => {
    const returns = Array.from({ length: 5 }, (_, t) =>
      Array.from({ length: 8 }, (__, i) => Math.sin(7 * t + 3 * i * i)),
    );
    expect(choleskyFactor(ledoitWolfIdentity(returns).covariance)).not.toBeNull();
  });
});

describeWith(
  describe,
  ["series/ar1_phi03_seed0.csv", "the automatic block length of an AR(1)"],
  (rows) => {
    // arch (K. Sheppard), optimal_block_length on this series
    it("is 13.635665 (stationary) and 15.60894 (circular)", () => {
      const { stationary, circular } = blockLength(column(rows));
      expect(stationary).toBeCloseTo(13.635665, 5);
      expect(circular).toBeCloseTo(15.60894, 5);
    });
  },
);

describe("the automatic block length", () => {
  it("is 1 for a constant", () => {
    expect(blockLength(Array(50).fill(2))).toEqual({ stationary: 1, circular: 1 });
  });
});

describe("the nearest correlation matrix", () => {
  // Higham (2002), section 4: the nearest to tridiagonal ones
  it("is Higham's of his example", () => {
    const { correlation, largestChange } = nearestCorrelation([
      [1, 1, 0],
      [1, 1, 1],
      [0, 1, 1],
    ]);
    expect(printed(correlation[0]?.[1] ?? 0, 4)).toBe(0.7607);
    expect(printed(correlation[0]?.[2] ?? 0, 4)).toBe(0.1573);
    expect(printed(largestChange, 4)).toBe(0.2393);
  });

  it("leaves a correlation matrix as it is, and makes one of anything shaped like one", () => {
    const off = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(off, { minLength: 10, maxLength: 10 }), (values) => {
        const matrix = symmetric(5, (i, j) => (i === j ? 1 : (values[(i * (i - 1)) / 2 + j] ?? 0)));
        const { correlation, largestChange } = nearestCorrelation(matrix);
        expect(isCorrelationShaped(correlation)).toBe(true);
        expect(Math.min(...symmetricEigen(correlation).values)).toBeGreaterThan(0);
        if (Math.min(...symmetricEigen(matrix).values) > 1e-6) {
          expect(largestChange).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("linear algebra", () => {
  it("solves what it is given, and says when it cannot", () => {
    const x = solve(
      [
        [0, 2],
        [3, 1],
      ],
      [4, 5],
    );
    expect(x).toEqual([1, 2]);
    expect(
      solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 1],
      ),
    ).toBeNull();
  });
});
