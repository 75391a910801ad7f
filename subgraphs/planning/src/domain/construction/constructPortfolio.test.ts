import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@wealthgraph/kernel/refusal";
import fc from "fast-check";
import { ASSET_CLASSES } from "../assetClass.js";
import { diagonal, symmetric } from "../estimation/matrix.js";
import { blackLitterman, type View } from "./blackLitterman.js";
import { constructPortfolio, efficientFrontier, givenPortfolio } from "./constructPortfolio.js";
import type { PortfolioConstraints } from "./portfolioConstraints.js";
import type { PortfolioFigures } from "./portfolioFigures.js";
import { dot, QuadraticProgram } from "./quadraticProgram.js";
import {
  estimatesOfCaller,
  estimatesOfClasses,
  estimatesOfReturns,
  type ReturnEstimates,
} from "./returnEstimates.js";

const FREE: PortfolioConstraints = { bounds: [], limits: [] };

/** "A 10/20" is asset A with an expected return of 10 % and a volatility of 20 %. */
function given(assets: string, correlations: number[][], rate = 0.02): ReturnEstimates {
  return estimatesOfCaller(
    {
      assets: assets.split(", ").map((text) => {
        const [name = "", mean, deviation] = text.split(/[ /]/);
        return { name, expectedReturn: Number(mean) / 100, volatility: Number(deviation) / 100 };
      }),
      correlations,
      yearsObserved: null,
      repairsCorrelations: false,
    },
    rate,
  );
}

const pair = (r: number): number[][] => [
  [1, r],
  [r, 1],
];

const THREE = given("A 6/10, B 9/18, C 12/30", [
  [1, 0.3, 0.1],
  [0.3, 1, 0.5],
  [0.1, 0.5, 1],
]);

const short: PortfolioConstraints = {
  bounds: ["A", "B", "C"].map((asset) => ({ asset, minimum: -10, maximum: 10 })),
  limits: [],
};

const weightsOf = ({ weights }: PortfolioFigures): number[] => weights.map(({ weight }) => weight);

function refusal(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The unconstrained minimum, Sigma^-1 v. */
function inverseTimes(matrix: ReturnEstimates["covariance"], vector: readonly number[]): number[] {
  const answer = QuadraticProgram.of(matrix)?.solve(vector, []);
  return answer && "x" in answer ? [...answer.x] : [];
}

describe("minimum volatility", () => {
  it("of two assets is (s2^2 - r s1 s2) / (s1^2 + s2^2 - 2 r s1 s2) of the first", () => {
    const figures = constructPortfolio(given("A 5/10, B 8/20", pair(0.2)), FREE, {
      method: "MINIMUM_VOLATILITY",
    });
    // (0.04 - 0.004) / (0.01 + 0.04 - 0.008) = 6/7
    expect(weightsOf(figures)[0]).toBeCloseTo(6 / 7, 9);
    expect(figures.expectedReturn).toBeCloseTo((6 * 0.05 + 0.08) / 7, 9);
    // variance (s1 s2)^2 (1 - r^2) / (s1^2 + s2^2 - 2 r s1 s2)
    expect(figures.volatility).toBeCloseTo(Math.sqrt((0.0004 * 0.96) / 0.042), 9);
  });

  it("names the constraints that bind", () => {
    const figures = constructPortfolio(
      THREE,
      {
        bounds: [{ asset: "A", minimum: 0, maximum: 0.4 }],
        limits: [
          {
            name: "B and C",
            terms: [
              { asset: "B", coefficient: 1 },
              { asset: "C", coefficient: 1 },
            ],
            minimum: 0.6,
            maximum: null,
          },
        ],
      },
      { method: "MINIMUM_VOLATILITY" },
    );
    expect(weightsOf(figures)[0]).toBe(0.4);
    expect(figures.bindingConstraints).toEqual(["A: at most 0.4", "B and C: at least 0.6"]);
  });
});

describe("the efficient frontier", () => {
  it("without bounds that bind is Lagrange's parabola (A m^2 - 2 B m + C) / (A C - B^2)", () => {
    const means = THREE.assets.map(({ expectedReturn }) => expectedReturn);
    const ones = means.map(() => 1);
    const [toOnes, toMeans] = [ones, means].map((v) => inverseTimes(THREE.covariance, v));
    const a = dot(ones, toOnes ?? []);
    const b = dot(means, toOnes ?? []);
    const c = dot(means, toMeans ?? []);
    for (const target of [0.07, 0.09, 0.12, 0.15]) {
      const { volatility, expectedReturn } = constructPortfolio(THREE, short, {
        method: "TARGET_RETURN",
        targetReturn: target,
      });
      expect(expectedReturn).toBeCloseTo(target, 9);
      const variance = (a * target ** 2 - 2 * b * target + c) / (a * c - b * b);
      expect(volatility ** 2).toBeCloseTo(variance, 9);
    }
  });

  it("runs from the least volatility to the highest return, ever steeper in variance", () => {
    const { points, maximumSharpe } = efficientFrontier(THREE, FREE, 21);
    expect(points).toHaveLength(21);
    expect(points[20]?.weights.map(({ weight }) => weight)).toEqual([0, 0, 1]);
    for (const [k, point] of points.entries()) {
      expect(weightsOf(point).reduce((x, y) => x + y, 0)).toBeCloseTo(1, 9);
      expect(point.sharpeRatio).toBeLessThanOrEqual((maximumSharpe?.sharpeRatio ?? 0) + 1e-10);
      const [before, next] = [points[k - 1], points[k + 1]];
      if (before && next) {
        const variance = (p: PortfolioFigures): number => p.volatility ** 2;
        expect(variance(next) - 2 * variance(point) + variance(before)).toBeGreaterThan(-1e-10);
      }
    }
  });

  it("is one portfolio when every asset is expected to return the same", () => {
    const same = given("A 5/10, B 5/20", pair(0));
    expect(efficientFrontier(same, FREE, 10).points).toHaveLength(1);
  });

  it("has no highest Sharpe ratio when nothing returns more than the risk-free rate", () => {
    const poor = given("A 1/10, B 1.5/20", pair(0));
    expect(efficientFrontier(poor, FREE, 5).maximumSharpe).toBeNull();
    const { code, facts } = refusal(() =>
      constructPortfolio(poor, FREE, { method: "MAXIMUM_SHARPE" }),
    );
    expect(code).toBe("PORTFOLIO_NO_SOLUTION");
    expect(facts["riskFreeRate"]).toBe(0.02);
  });

  it("takes 2 to 100 points", () => {
    for (const points of [1, 101, 2.5]) {
      const { code, facts } = refusal(() => efficientFrontier(THREE, FREE, points));
      expect([code, facts["input"]]).toEqual(["CONSTRUCTION_INPUT_INVALID", "points"]);
    }
  });
});

describe("maximum Sharpe", () => {
  it("without bounds that bind is the tangency portfolio, Sigma^-1 (mu - rf) scaled to 1", () => {
    const excess = THREE.assets.map(({ expectedReturn }) => expectedReturn - 0.02);
    const tangency = inverseTimes(THREE.covariance, excess);
    const sum = tangency.reduce((x, y) => x + y, 0);
    const figures = constructPortfolio(THREE, short, { method: "MAXIMUM_SHARPE" });
    for (const [i, weight] of weightsOf(figures).entries()) {
      expect(weight).toBeCloseTo((tangency[i] ?? 0) / sum, 9);
    }
  });

  it("is not beaten by any portfolio within random constraints", () => {
    const part = fc.integer({ min: 1, max: 100 });
    const parts = fc.array(part, { minLength: 4, maxLength: 4 });
    const unit = fc.integer({ min: -50, max: 50 }).map((v) => v / 50);
    const problem = fc.record({
      means: fc.array(fc.integer({ min: 3, max: 15 }), { minLength: 4, maxLength: 4 }),
      root: fc.array(fc.array(unit, { minLength: 4, maxLength: 4 }), {
        minLength: 4,
        maxLength: 4,
      }),
      inside: parts,
      other: parts,
      coefficients: fc.array(unit, { minLength: 4, maxLength: 4 }),
    });
    const portfolio = (raw: readonly number[]): number[] => {
      const total = raw.reduce((x, y) => x + y, 0);
      return raw.map((v) => v / total);
    };
    fc.assert(
      fc.property(problem, ({ means, root, inside, other, coefficients }) => {
        const covariance = symmetric(
          4,
          (i, j) => 0.01 * (dot(root[i] ?? [], root[j] ?? []) + (i === j ? 1 : 0)),
        );
        const deviations = diagonal(covariance).map(Math.sqrt);
        const estimates: ReturnEstimates = {
          ...THREE,
          covariance,
          meanCovariance: covariance.map((row) => row.map(() => null)),
          assets: means.map((mean, i) => ({
            name: `${i}`,
            expectedReturn: mean / 100,
            standardError: null,
            volatility: deviations[i] ?? 0,
            source: "",
          })),
        };
        const [feasible, rival] = [portfolio(inside), portfolio(other)];
        fc.pre(coefficients.some((v) => v !== 0));
        const maximum = dot(coefficients, feasible);
        const limit = {
          name: "limit",
          terms: coefficients.map((coefficient, i) => ({ asset: `${i}`, coefficient })),
          minimum: null,
          maximum,
        };
        const best = constructPortfolio(
          estimates,
          { bounds: [], limits: [limit] },
          { method: "MAXIMUM_SHARPE" },
        );
        expect(dot(coefficients, weightsOf(best))).toBeLessThan(maximum + 1e-9);
        for (const share of [0, 0.1, 0.5, 1]) {
          const mix = feasible.map((w, i) => w + share * ((rival[i] ?? 0) - w));
          if (dot(coefficients, mix) > maximum) continue;
          const { sharpeRatio } = givenPortfolio(estimates, portfolio(mix));
          expect(sharpeRatio).toBeLessThan(best.sharpeRatio + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("maximum utility", () => {
  it("of two assets is the least variance moved by the difference of means over A times its variance", () => {
    const estimates = given("A 5/10, B 8/20", pair(0.2));
    const figures = constructPortfolio(estimates, FREE, {
      method: "MAXIMUM_UTILITY",
      riskAversion: 5,
    });
    // d/dw of w mu1 + (1 - w) mu2 - A/2 variance: w = 6/7 - 0.03 / (5 x 0.042)
    expect(weightsOf(figures)[0]).toBeCloseTo(6 / 7 - 0.03 / 0.21, 9);
  });
});

describe("risk parity", () => {
  it("of two assets is in inverse proportion to the volatilities, whatever the correlation", () => {
    for (const r of [-0.5, 0, 0.9]) {
      const figures = constructPortfolio(given("A 5/10, B 8/30", pair(r)), FREE, {
        method: "RISK_PARITY",
        riskBudgets: null,
      });
      expect(weightsOf(figures)[0]).toBeCloseTo(0.75, 9);
    }
  });

  it("gives each asset its share of the variance", () => {
    const figures = constructPortfolio(THREE, FREE, {
      method: "RISK_PARITY",
      riskBudgets: [0.5, 0.3, 0.2],
    });
    const shares = figures.weights.map(({ riskShare }) => riskShare);
    for (const [i, share] of [0.5, 0.3, 0.2].entries()) expect(shares[i]).toBeCloseTo(share, 9);
  });

  it("gives equal shares for random covariances", () => {
    const unit = fc.integer({ min: -20, max: 20 }).map((v) => v / 20);
    const rows = fc.array(fc.array(unit, { minLength: 8, maxLength: 8 }), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(rows, (root) => {
        const covariance = symmetric(
          8,
          (i, j) => dot(root[i] ?? [], root[j] ?? []) + (i === j ? 0.05 : 0),
        );
        const estimates: ReturnEstimates = {
          ...THREE,
          covariance,
          meanCovariance: covariance.map((row) => row.map(() => null)),
          assets: "ABCDEFGH".split("").map((name, i) => ({
            name,
            expectedReturn: 0.05,
            standardError: null,
            volatility: Math.sqrt(covariance[i]?.[i] ?? 0),
            source: "",
          })),
        };
        const figures = constructPortfolio(estimates, FREE, {
          method: "RISK_PARITY",
          riskBudgets: null,
        });
        for (const { riskShare } of figures.weights) expect(riskShare).toBeCloseTo(1 / 8, 8);
      }),
      { numRuns: 100 },
    );
  });

  it("refuses bounds, and budgets that do not sum to 1", () => {
    const bounded = { bounds: [{ asset: "A", minimum: 0, maximum: 0.4 }], limits: [] };
    const equal = { method: "RISK_PARITY", riskBudgets: null } as const;
    expect(refusal(() => constructPortfolio(THREE, bounded, equal)).facts["input"]).toBe("bounds");
    const over = { method: "RISK_PARITY", riskBudgets: [0.5, 0.5, 0.5] } as const;
    const { code, facts } = refusal(() => constructPortfolio(THREE, FREE, over));
    expect(code).toBe("CONSTRUCTION_INPUT_INVALID");
    expect(facts).toEqual({ input: "riskBudgets", weightSum: 1.5 });
  });
});

describe("Black-Litterman", () => {
  // He and Litterman (1999), tables 1, 2, 4 and 5; delta 2.5, tau 0.05
  const seven = given(
    "AU 0/16.0, CA 0/20.3, FR 0/24.8, DE 0/27.1, JP 0/21.0, UK 0/20.0, US 0/18.7",
    [
      [1, 0.488, 0.478, 0.515, 0.439, 0.512, 0.491],
      [0.488, 1, 0.664, 0.655, 0.31, 0.608, 0.779],
      [0.478, 0.664, 1, 0.861, 0.355, 0.783, 0.668],
      [0.515, 0.655, 0.861, 1, 0.354, 0.777, 0.653],
      [0.439, 0.31, 0.355, 0.354, 1, 0.405, 0.306],
      [0.512, 0.608, 0.783, 0.777, 0.405, 1, 0.652],
      [0.491, 0.779, 0.668, 0.653, 0.306, 0.652, 1],
    ],
    0,
  );
  const marketWeights = [0.016, 0.022, 0.052, 0.055, 0.116, 0.124, 0.615];
  const germany: View = {
    pick: [0, 0, -0.052 / 0.176, 1, 0, -0.124 / 0.176, 0],
    expectedReturn: 0.05,
    standardError: null,
  };
  const canada: View = { pick: [0, 1, 0, 0, 0, 0, -1], expectedReturn: 0.03, standardError: null };
  const posterior = (...views: View[]): ReturnEstimates =>
    blackLitterman(seven, { marketWeights, riskAversion: 2.5, tau: 0.05, views });
  const percent = (values: readonly number[]): number[] =>
    values.map((v) => Number((v * 100).toFixed(1)));
  const meansOf = ({ assets }: ReturnEstimates): number[] =>
    assets.map(({ expectedReturn }) => expectedReturn);
  const unconstrained = (estimates: ReturnEstimates): number[] =>
    inverseTimes(
      estimates.covariance,
      meansOf(estimates).map((v) => v / 2.5),
    );

  it("without views has He and Litterman's equilibrium returns", () => {
    expect(percent(meansOf(posterior()))).toEqual([3.9, 6.9, 8.4, 9, 4.3, 6.8, 7.6]);
  });

  it("without views holds the market", () => {
    const figures = constructPortfolio(posterior(), FREE, { method: "MAXIMUM_SHARPE" });
    for (const [i, weight] of weightsOf(figures).entries()) {
      expect(weight).toBeCloseTo(marketWeights[i] ?? 0, 9);
    }
  });

  it("with Germany 5 % above the rest of Europe has their table 4", () => {
    const estimates = posterior(germany);
    expect(percent(meansOf(estimates))).toEqual([4.3, 7.6, 9.3, 11, 4.5, 7, 8.1]);
    expect(percent(unconstrained(estimates))).toEqual([1.5, 2.1, -4, 35.4, 11, -9.5, 58.6]);
  });

  it("with Canada 3 % above the United States as well has their table 5", () => {
    const estimates = posterior(germany, canada);
    expect(percent(meansOf(estimates))).toEqual([4.4, 8.7, 9.5, 11.2, 4.6, 7, 7.5]);
    expect(percent(unconstrained(estimates))).toEqual([1.5, 41.9, -3.4, 33.6, 11, -8.2, 18.8]);
  });

  it("with a view held without doubt returns the view, total and not excess", () => {
    const estimates = blackLitterman(
      { ...seven, riskFreeRate: 0.03 },
      {
        marketWeights,
        riskAversion: 2.5,
        tau: 0.05,
        views: [{ pick: [1, 0, 0, 0, 0, 0, 0], expectedReturn: 0.08, standardError: 1e-6 }],
      },
    );
    expect(estimates.assets[0]?.expectedReturn).toBeCloseTo(0.08, 8);
    expect(estimates.assets[0]?.standardError).toBeCloseTo(1e-6, 9);
  });

  it("refuses market weights that do not sum to 1, and contradictory certain views", () => {
    const { code, facts } = refusal(() =>
      blackLitterman(seven, {
        marketWeights: marketWeights.map((w) => w * 2),
        riskAversion: 2.5,
        tau: 0.05,
        views: [],
      }),
    );
    expect([code, facts["input"]]).toEqual(["CONSTRUCTION_INPUT_INVALID", "marketWeights"]);
    expect(refusal(() => posterior({ ...germany, pick: [0, 0, 0, 0, 0, 0, 0] })).facts).toEqual({
      input: "views",
    });
  });
});

describe("estimates", () => {
  it("of asset classes are the dated assumptions, with an error where years are behind them", () => {
    const estimates = estimatesOfClasses(ASSET_CLASSES, null);
    expect(estimates.riskFreeRate).toBe(0.0342);
    expect(estimates.remarks[0]).toContain("CASH");
    const [equity, abroad] = estimates.assets;
    expect(equity?.standardError).toBeCloseTo(0.194 / Math.sqrt(98), 12);
    expect(abroad?.standardError).toBeNull();
    expect(estimates.sample).toBeNull();
  });

  it("of returns are the sample's, and their errors go into the portfolio's", () => {
    const returns = Array.from({ length: 60 }, (_, t) => [
      0.01 + 0.03 * Math.sin(t * t),
      0.005 + 0.02 * Math.cos(3 * t * t),
    ]);
    const estimates = estimatesOfReturns({ names: ["A", "B"], returns, perYear: 12 }, 0.01);
    const mean = returns.reduce((sum, row) => sum + (row[0] ?? 0), 0) / 60;
    expect(estimates.assets[0]?.expectedReturn).toBeCloseTo(12 * mean, 12);
    const figures = givenPortfolio(estimates, [1, 0]);
    // sigma / sqrt(years), 5 years
    expect(figures.expectedReturnStandardError).toBeCloseTo(figures.volatility / Math.sqrt(5), 12);
    // Lo (2002), monthly: sqrt((1 + s^2/2) / 60) times sqrt 12
    const monthly = figures.sharpeRatio / Math.sqrt(12);
    expect(figures.sharpeRatioStandardError).toBeCloseTo(
      Math.sqrt(12) * Math.sqrt((1 + monthly ** 2 / 2) / 60),
      12,
    );
    expect(figures.volatilityStandardError).toBeCloseTo(figures.volatility / Math.sqrt(118), 12);
  });

  it("refuse a history that is too short, a ragged one, and an asset that does not move", () => {
    const names = ["A", "B"];
    const rows = (count: number, make: (t: number) => number[]) =>
      Array.from({ length: count }, (_, t) => make(t));
    const of = (returns: number[][]) => () =>
      estimatesOfReturns({ names, returns, perYear: 12 }, 0);
    expect(refusal(of(rows(23, (t) => [t / 100, 0.01]))).facts["min"]).toBe(24);
    expect(refusal(of(rows(24, (t) => (t === 3 ? [0] : [t / 100, 0.01])))).facts["row"]).toBe(4);
    const { code, facts } = refusal(of(rows(24, (t) => [Math.sin(t) / 10, 0.01])));
    expect([code, facts["asset"]]).toEqual(["COVARIANCE_NOT_POSITIVE_DEFINITE", "B"]);
  });

  const contradictory = [
    [1, 0.9, -0.9],
    [0.9, 1, 0.9],
    [-0.9, 0.9, 1],
  ];

  it("refuse correlations that contradict each other", () => {
    const { code, facts } = refusal(() => given("A 5/10, B 6/20, C 7/30", contradictory));
    expect(code).toBe("COVARIANCE_NOT_POSITIVE_DEFINITE");
    // eigenvalues 1.9, 1.9, -0.8
    expect(facts["smallestEigenvalue"]).toBeCloseTo(-0.8, 9);
  });

  it("repair them when asked, and say by how much", () => {
    const assets = ["A", "B", "C"].map((name) => ({ name, expectedReturn: 0.05, volatility: 0.2 }));
    const estimates = estimatesOfCaller(
      { assets, correlations: contradictory, yearsObserved: null, repairsCorrelations: true },
      0,
    );
    // the nearest has 0.5, 0.5 and -0.5
    expect(estimates.correlationRepair).toBeCloseTo(0.4, 4);
    expect(estimates.remarks[0]).toContain("nearest");
    const { volatility } = constructPortfolio(estimates, FREE, { method: "MINIMUM_VOLATILITY" });
    // half A and half C: 0.04 x (1/2 - 1/4)
    expect(volatility).toBeCloseTo(0.1, 6);
  });

  it("refuse an asset twice, and one without risk", () => {
    expect(refusal(() => given("A 5/10, A 6/20", pair(0))).facts["asset"]).toBe("A");
    expect(refusal(() => given("A 5/10, B 6/0", pair(0))).facts["input"]).toBe("volatility of B");
    expect(refusal(() => given("A 5/10, B 6/20", [[1]])).facts["input"]).toBe("correlations");
  });
});

describe("constraints", () => {
  const lowest = { method: "MINIMUM_VOLATILITY" } as const;
  const group = (minimum: number | null, maximum: number | null, asset = "A") => ({
    bounds: [],
    limits: [{ name: "group", terms: [{ asset, coefficient: 1 }], minimum, maximum }],
  });

  it("that contradict each other are refused, and one of them is named", () => {
    const bounds = ["A", "B", "C"].map((asset) => ({ asset, minimum: 0, maximum: 0.3 }));
    const { code, facts } = refusal(() =>
      constructPortfolio(THREE, { bounds, limits: [] }, lowest),
    );
    expect(code).toBe("PORTFOLIO_INFEASIBLE");
    expect(facts["constraint"]).toMatch(/^[ABC]: at (most|least)/);
  });

  it("and a return out of reach are refused", () => {
    const far = { method: "TARGET_RETURN", targetReturn: 0.2 } as const;
    expect(refusal(() => constructPortfolio(THREE, FREE, far)).code).toBe("PORTFOLIO_INFEASIBLE");
  });

  it.each([
    ["an unknown asset", group(0, 1, "D"), "limit group"],
    ["neither end", group(null, null), "limits"],
    ["ends the wrong way round", group(0.6, 0.5), "limits"],
    [
      "bounds the wrong way round",
      { bounds: [{ asset: "A", minimum: 1, maximum: 0 }], limits: [] },
      "bounds",
    ],
    [
      "a bound out of range",
      { bounds: [{ asset: "A", minimum: 0, maximum: 11 }], limits: [] },
      "maximum of A",
    ],
  ])("with %s are refused", (_, constraints, input) => {
    const { code, facts } = refusal(() => constructPortfolio(THREE, constraints, lowest));
    expect([code, facts["input"]]).toEqual(["CONSTRUCTION_INPUT_INVALID", input]);
  });

  it("with both ends the same are met exactly", () => {
    const figures = constructPortfolio(THREE, group(0.25, 0.25), lowest);
    expect(weightsOf(figures)[0]).toBe(0.25);
  });
});
