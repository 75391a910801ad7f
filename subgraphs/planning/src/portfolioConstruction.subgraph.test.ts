import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  openTestSubgraph,
  type TestAnswer,
  type TestSubgraph,
  viewerWith,
} from "@wealthgraph/chassis/testSubgraph";
import { newId } from "@wealthgraph/chassis/id";
import type { PlanningServices } from "./graphql/context.js";
import { subgraph } from "./subgraph.js";

const owner = viewerWith({ [newId()]: "OWNER" });
let graph: TestSubgraph;

beforeAll(async () => {
  // construction asks nothing of any store: every service is one that gives nothing
  const services = new Proxy({}, { get: () => () => null }) as PlanningServices;
  graph = await openTestSubgraph(subgraph, services);
});

const PORTFOLIO = `weights { asset weight riskShare } expectedReturn expectedReturnStandardError
  volatility volatilityStandardError sharpeRatio sharpeRatioStandardError bindingConstraints`;
const ESTIMATES = `assets { name expectedReturn standardError volatility source } covariance
  sample { observations perYear } riskFreeRate asOf source shrinkage correlationRepair remarks`;
const CONSTRUCT = `query($input: PortfolioConstructionInput!) { portfolioConstruction(input: $input) {
  portfolio { ${PORTFOLIO} } current { ${PORTFOLIO} } estimates { ${ESTIMATES} } } }`;
const FRONTIER = `query($input: EfficientFrontierInput!) { efficientFrontier(input: $input) {
  points { ${PORTFOLIO} } maximumSharpe { ${PORTFOLIO} } current { ${PORTFOLIO} } estimates { ${ESTIMATES} } } }`;

const construct = async (input: object): Promise<TestAnswer["data"]> => {
  const answer = await graph.ask(owner, CONSTRUCT, { input });
  expect(answer.errors).toEqual([]);
  return answer.data.portfolioConstruction;
};

const refused = async (input: object, document = CONSTRUCT): Promise<unknown[]> => {
  const { errors } = await graph.ask(owner, document, { input });
  const extensions = errors[0]?.extensions as { code: string; facts: { input?: string } };
  return [extensions.code, extensions.facts.input];
};

const TWO = {
  assets: [
    { name: "A", expectedReturn: 0.05, volatility: 0.1 },
    { name: "B", expectedReturn: 0.08, volatility: 0.2 },
  ],
  correlations: [
    [1, 0.2],
    [0.2, 1],
  ],
};

describe("portfolioConstruction", () => {
  it("has the closed form of two assets, with the errors of the years they were seen", async () => {
    const { portfolio, estimates } = await construct({
      method: "MINIMUM_VOLATILITY",
      universe: { estimates: { ...TWO, yearsObserved: 100 }, riskFreeRate: 0.02 },
    });
    expect(portfolio.weights[0].weight).toBeCloseTo(6 / 7, 9);
    expect(portfolio.expectedReturnStandardError).toBeCloseTo(portfolio.volatility / 10, 12);
    expect(estimates).toMatchObject({ sample: { observations: 100, perYear: 1 }, asOf: null });
  });

  it("takes the dated assumptions when nothing is given, and says so", async () => {
    const { portfolio, current, estimates } = await construct({
      method: "MAXIMUM_SHARPE",
      universe: {
        bounds: [{ asset: "CASH", maximum: 0.1 }],
        limits: [
          {
            name: "equity",
            terms: [
              { asset: "US_EQUITY" },
              { asset: "INTERNATIONAL_EQUITY" },
              { asset: "EMERGING_EQUITY" },
            ],
            maximum: 0.5,
          },
        ],
        currentWeights: [
          { asset: "US_EQUITY", weight: 0.6 },
          { asset: "BOND", weight: 0.4 },
        ],
      },
    });
    expect(estimates.asOf).toBe("2026-01-31");
    expect(estimates.remarks.join(" ")).toContain("CASH");
    expect(estimates.remarks.join(" ")).toContain("too good");
    expect(portfolio.weights).toHaveLength(7);
    // 60/40 of Damodaran's 98 years: 0.6 x 11.85 % + 0.4 x 4.82 %
    expect(current.expectedReturn).toBeCloseTo(0.09038, 10);
    expect(current.expectedReturnStandardError).toBeCloseTo(current.volatility / Math.sqrt(98), 10);
  });

  it("holds the market of Black-Litterman without views", async () => {
    const { portfolio, estimates } = await construct({
      method: "MAXIMUM_SHARPE",
      universe: {
        estimates: TWO,
        blackLitterman: {
          marketWeights: [
            { asset: "A", weight: 0.3 },
            { asset: "B", weight: 0.7 },
          ],
        },
      },
    });
    expect(portfolio.weights[0].weight).toBeCloseTo(0.3, 8);
    expect(estimates.source).toContain("He and Litterman");
  });

  it("has equal risk shares under risk parity, and those asked for", async () => {
    const universe = { estimates: TWO };
    const equal = await construct({ method: "RISK_PARITY", universe });
    expect(equal.portfolio.weights[0].riskShare).toBeCloseTo(0.5, 9);
    const riskBudgets = [
      { asset: "A", weight: 0.2 },
      { asset: "B", weight: 0.8 },
    ];
    const asked = await construct({ method: "RISK_PARITY", universe, riskBudgets });
    expect(asked.portfolio.weights[1].riskShare).toBeCloseTo(0.8, 9);
  });

  it("refuses with the code and the input at fault", async () => {
    const universe = { estimates: TWO };
    const method = "MINIMUM_VOLATILITY";
    const invalid = "CONSTRUCTION_INPUT_INVALID";
    const halves = [{ asset: "A", weight: 0.5 }];
    const contradictory = {
      assets: [...TWO.assets, { name: "C", expectedReturn: 0.1, volatility: 0.3 }],
      correlations: [
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ],
    };
    expect(await refused({ method, universe: { ...universe, currentWeights: halves } })).toEqual([
      invalid,
      "currentWeights",
    ]);
    expect(await refused({ method, universe: { ...universe, assetClasses: ["BOND"] } })).toEqual([
      invalid,
      "assets",
    ]);
    expect(await refused({ method: "MAXIMUM_UTILITY", universe })).toEqual([
      invalid,
      "riskAversion",
    ]);
    expect(await refused({ method: "TARGET_RETURN", universe })).toEqual([invalid, "targetReturn"]);
    expect(await refused({ method: "TARGET_RETURN", targetReturn: 0.09, universe })).toEqual([
      "PORTFOLIO_INFEASIBLE",
      undefined,
    ]);
    expect(await refused({ method, universe: { estimates: contradictory } })).toEqual([
      "COVARIANCE_NOT_POSITIVE_DEFINITE",
      undefined,
    ]);
    expect(
      await refused({ method: "MAXIMUM_SHARPE", universe: { ...universe, riskFreeRate: 0.09 } }),
    ).toEqual(["PORTFOLIO_NO_SOLUTION", undefined]);
  });

  it("repairs correlations when asked and says by how much", async () => {
    const { estimates } = await construct({
      method: "MINIMUM_VOLATILITY",
      universe: {
        estimates: {
          assets: [...TWO.assets, { name: "C", expectedReturn: 0.1, volatility: 0.3 }],
          correlations: [
            [1, 0.9, -0.9],
            [0.9, 1, 0.9],
            [-0.9, 0.9, 1],
          ],
          repairCorrelations: true,
        },
      },
    });
    expect(estimates.correlationRepair).toBeCloseTo(0.4, 4);
  });
});

describe("efficientFrontier", () => {
  it("runs from the least volatility to the highest expected return", async () => {
    const { data, errors } = await graph.ask(owner, FRONTIER, {
      input: { universe: { estimates: TWO }, points: 5 },
    });
    expect(errors).toEqual([]);
    const { points } = data.efficientFrontier;
    expect(points).toHaveLength(5);
    expect(points[0].weights[0].weight).toBeCloseTo(6 / 7, 9);
    expect(points[4].weights[1].weight).toBe(1);
  });

  it("has 25 points of a history of returns, with the shrinkage of its covariance", async () => {
    const returns = Array.from({ length: 48 }, (_, t) => [
      0.01 + 0.03 * Math.sin(t * t),
      0.006 + 0.02 * Math.cos(3 * t * t),
      0.004 + 0.01 * Math.sin(5 * t),
    ]);
    const history = { assets: ["A", "B", "C"], returns, periodsPerYear: 12 };
    const { data, errors } = await graph.ask(owner, FRONTIER, { input: { universe: { history } } });
    expect(errors).toEqual([]);
    expect(data.efficientFrontier.points).toHaveLength(25);
    const { shrinkage, sample } = data.efficientFrontier.estimates;
    expect(sample).toEqual({ observations: 48, perYear: 12 });
    expect(shrinkage).toBeGreaterThanOrEqual(0);
    expect(shrinkage).toBeLessThanOrEqual(1);
    expect(
      await refused(
        { universe: { history: { ...history, returns: returns.slice(30) } } },
        FRONTIER,
      ),
    ).toEqual(["CONSTRUCTION_INPUT_INVALID", "returns"]);
  });
});
