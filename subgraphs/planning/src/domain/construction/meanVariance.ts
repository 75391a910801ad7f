import { Refusal } from "@wealthgraph/kernel/refusal";
import { dot, type LinearConstraint, QuadraticProgram } from "./quadraticProgram.js";
import type { ReturnEstimates } from "./returnEstimates.js";

const PROXIMAL_STEPS_MAX = 200;

/**
 * Mean-variance portfolios over one set of estimates and constraints. Every method gives weights in
 * the order of the assets that meet all constraints.
 *
 * @throws {Refusal} PORTFOLIO_INFEASIBLE when no weights keep the constraints, PORTFOLIO_NO_SOLUTION when there is no optimum
 */
export class MeanVariance {
  readonly #programme: QuadraticProgram;
  readonly #means: readonly number[];
  readonly #covariance: ReturnEstimates["covariance"];
  readonly #riskFreeRate: number;
  readonly #constraints: readonly LinearConstraint[];

  /** @throws {Refusal} COVARIANCE_NOT_POSITIVE_DEFINITE */
  constructor(estimates: ReturnEstimates, constraints: readonly LinearConstraint[]) {
    const programme = QuadraticProgram.of(estimates.covariance);
    if (!programme) {
      throw new Refusal(
        "COVARIANCE_NOT_POSITIVE_DEFINITE",
        "some mix of the assets has no variance: leave out what duplicates another",
      );
    }
    this.#programme = programme;
    this.#means = estimates.assets.map(({ expectedReturn }) => expectedReturn);
    this.#covariance = estimates.covariance;
    this.#riskFreeRate = estimates.riskFreeRate;
    this.#constraints = constraints;
  }

  minimumVolatility(): readonly number[] {
    return this.#solve(
      this.#means.map(() => 0),
      this.#constraints,
    );
  }

  /** Highest mu'w - (A/2) w'Sigma w. @param riskAversion A > 0 */
  maximumUtility(riskAversion: number): readonly number[] {
    return this.#solve(
      this.#means.map((mean) => mean / riskAversion),
      this.#constraints,
    );
  }

  /** Least variance with at least this expected return, a fraction a year. */
  atReturn(target: number): readonly number[] {
    const floor: LinearConstraint = {
      name: `expected return: at least ${target}`,
      normal: this.#means,
      bound: target,
      isEquality: false,
    };
    return this.#solve(
      this.#means.map(() => 0),
      [...this.#constraints, floor],
    );
  }

  /**
   * Highest expected return, and of those with it the least variance.
   *
   * The linear programme by proximal steps, each a quadratic programme; they end at the vertex after
   * finitely many (Rockafellar 1976).
   */
  maximumReturn(): readonly number[] {
    let weights = this.minimumVolatility();
    for (let step = 0; step < PROXIMAL_STEPS_MAX; step++) {
      const centre = weights;
      const linear = this.#means.map(
        (mean, i) => 10 * mean + dot(this.#covariance[i] ?? [], centre),
      );
      weights = this.#solve(linear, this.#constraints);
      if (dot(this.#means, weights) - dot(this.#means, centre) <= 1e-13) {
        return this.atReturn(dot(this.#means, weights) - 1e-12);
      }
    }
    throw new Refusal("PORTFOLIO_NO_SOLUTION", "the highest expected return was not reached");
  }

  /**
   * Highest excess return per volatility: minimise y'Sigma y with (mu - rf)'y = 1 and the constraints
   * made homogeneous by 1'y, then w = y / 1'y.
   *
   * @throws {Refusal} PORTFOLIO_NO_SOLUTION when no portfolio returns more than the risk-free rate
   */
  maximumSharpe(): readonly number[] {
    const excess = this.#means.map((mean) => mean - this.#riskFreeRate);
    const most = dot(excess, this.maximumReturn());
    if (!(most > 1e-9)) {
      throw new Refusal(
        "PORTFOLIO_NO_SOLUTION",
        "no portfolio within the constraints is expected to return more than the risk-free rate",
        { riskFreeRate: this.#riskFreeRate, highestExcessReturn: most },
      );
    }
    const homogeneous = this.#constraints.slice(1).map((constraint) => ({
      ...constraint,
      normal: constraint.normal.map((v) => v - constraint.bound),
      bound: 0,
    }));
    const isOne: LinearConstraint = {
      name: "excess return",
      normal: excess.map((v) => v / most),
      bound: 1,
      isEquality: true,
    };
    const isPositive: LinearConstraint = {
      name: "size",
      normal: excess.map(() => 1),
      bound: 0,
      isEquality: false,
    };
    const y = this.#solve(
      excess.map(() => 0),
      [isOne, isPositive, ...homogeneous.filter(({ normal }) => normal.some((v) => v !== 0))],
    );
    const size = y.reduce((a, b) => a + b, 0);
    return y.map((v) => v / size);
  }

  #solve(linear: readonly number[], constraints: readonly LinearConstraint[]): readonly number[] {
    const answer = this.#programme.solve(linear, constraints);
    if (!answer) throw new Refusal("PORTFOLIO_NO_SOLUTION", "the optimiser did not end");
    if ("x" in answer) return answer.x;
    const constraint = constraints[answer.infeasible]?.name ?? "";
    throw new Refusal(
      "PORTFOLIO_INFEASIBLE",
      `no weights keep all constraints; "${constraint}" cannot hold with the others: loosen it or those against it`,
      { constraint },
    );
  }
}
