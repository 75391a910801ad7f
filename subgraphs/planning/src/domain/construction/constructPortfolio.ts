import { Refusal } from "@wealthgraph/kernel/refusal";
import { MeanVariance } from "./meanVariance.js";
import {
  linearConstraints,
  type PortfolioConstraints,
  requireWeights,
} from "./portfolioConstraints.js";
import { portfolioFigures, type PortfolioFigures } from "./portfolioFigures.js";
import { dot, type LinearConstraint } from "./quadraticProgram.js";
import { refuseInput, requireRange } from "./refuseConstruction.js";
import type { ReturnEstimates } from "./returnEstimates.js";
import { riskParity } from "./riskParity.js";

/** What a portfolio is constructed to be, and the one number each way needs. */
export type ConstructionObjective =
  | { readonly method: "MINIMUM_VOLATILITY" }
  | { readonly method: "MAXIMUM_SHARPE" }
  | { readonly method: "MAXIMUM_UTILITY"; readonly riskAversion: number }
  | { readonly method: "TARGET_RETURN"; readonly targetReturn: number }
  /** Shares of the variance in the order of the assets; null: equal ones. */
  | { readonly method: "RISK_PARITY"; readonly riskBudgets: readonly number[] | null };

/** Frontier points in one answer. */
export const FRONTIER_POINTS = { min: 2, max: 100 } as const;

/**
 * The portfolio that `objective` asks for.
 *
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID, PORTFOLIO_INFEASIBLE, PORTFOLIO_NO_SOLUTION
 */
export function constructPortfolio(
  estimates: ReturnEstimates,
  constraints: PortfolioConstraints,
  objective: ConstructionObjective,
): PortfolioFigures {
  if (objective.method === "RISK_PARITY") {
    return riskParityPortfolio(estimates, constraints, objective.riskBudgets);
  }
  const linear = constraintsOf(estimates, constraints);
  const weights = optimalWeights(new MeanVariance(estimates, linear), objective);
  return portfolioFigures(estimates, linear, weights);
}

type MeanVarianceObjective = Exclude<ConstructionObjective, { readonly method: "RISK_PARITY" }>;

function optimalWeights(
  portfolios: MeanVariance,
  objective: MeanVarianceObjective,
): readonly number[] {
  switch (objective.method) {
    case "MINIMUM_VOLATILITY":
      return portfolios.minimumVolatility();
    case "MAXIMUM_SHARPE":
      return portfolios.maximumSharpe();
    case "MAXIMUM_UTILITY":
      requireRange("riskAversion", objective.riskAversion, [0.01, 1_000]);
      return portfolios.maximumUtility(objective.riskAversion);
    case "TARGET_RETURN":
      requireRange("targetReturn", objective.targetReturn, [-1, 50]);
      return portfolios.atReturn(objective.targetReturn);
  }
}

function riskParityPortfolio(
  estimates: ReturnEstimates,
  { bounds, limits }: PortfolioConstraints,
  budgets: readonly number[] | null,
): PortfolioFigures {
  if (bounds.length + limits.length > 0) {
    refuseInput("bounds", "risk parity has one answer, without bounds or limits: leave them out");
  }
  const count = estimates.assets.length;
  const shares = budgets ?? estimates.assets.map(() => 1 / count);
  requireWeights("riskBudgets", shares);
  for (const share of shares) requireRange("riskBudgets", share, [1e-6, 1]);
  const weights = riskParity(estimates.covariance, shares);
  if (!weights) throw new Refusal("PORTFOLIO_NO_SOLUTION", "the risk shares were not reached");
  return portfolioFigures(estimates, [], weights);
}

/** Figures of weights that somebody has, whatever the constraints. @throws {Refusal} CONSTRUCTION_INPUT_INVALID */
export function givenPortfolio(
  estimates: ReturnEstimates,
  weights: readonly number[],
): PortfolioFigures {
  requireWeights("currentWeights", weights);
  return portfolioFigures(estimates, [], weights);
}

export interface EfficientFrontier {
  /** Least volatility for each of equally spaced expected returns, lowest first. */
  readonly points: readonly PortfolioFigures[];
  /** Null when no portfolio is expected to return more than the risk-free rate. */
  readonly maximumSharpe: PortfolioFigures | null;
}

/**
 * From the portfolio with the least volatility to the one with the highest expected return, both included.
 *
 * @param points 2 to 100; one alone when there is no other expected return to reach
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID, PORTFOLIO_INFEASIBLE
 */
export function efficientFrontier(
  estimates: ReturnEstimates,
  constraints: PortfolioConstraints,
  points: number,
): EfficientFrontier {
  const steps = frontierSteps(estimates, constraints, points);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** `efficientFrontier` with a pause after each optimisation, so that a caller can let others work. */
export function* frontierSteps(
  estimates: ReturnEstimates,
  constraints: PortfolioConstraints,
  points: number,
): Generator<void, EfficientFrontier, void> {
  requireRange("points", points, [FRONTIER_POINTS.min, FRONTIER_POINTS.max]);
  if (!Number.isInteger(points)) refuseInput("points", "points is a whole number");
  const linear = constraintsOf(estimates, constraints);
  const portfolios = new MeanVariance(estimates, linear);
  const means = estimates.assets.map(({ expectedReturn }) => expectedReturn);
  const first = portfolios.minimumVolatility();
  const last = portfolios.maximumReturn();
  const [low, high] = [dot(means, first), dot(means, last)];
  yield;
  const weights = [first];
  if (high - low > 1e-10) {
    for (let k = 1; k < points - 1; k++) {
      weights.push(portfolios.atReturn(low + ((high - low) * k) / (points - 1)));
      yield;
    }
    weights.push(last);
  }
  const figures = (w: readonly number[]): PortfolioFigures =>
    portfolioFigures(estimates, linear, w);
  const hasExcess = high - estimates.riskFreeRate > 1e-8;
  return {
    points: weights.map(figures),
    maximumSharpe: hasExcess ? figures(portfolios.maximumSharpe()) : null,
  };
}

function constraintsOf(
  estimates: ReturnEstimates,
  constraints: PortfolioConstraints,
): LinearConstraint[] {
  return linearConstraints(
    estimates.assets.map(({ name }) => name),
    constraints,
  );
}
