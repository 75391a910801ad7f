import { Refusal, type RefusalFacts } from "@wealthgraph/kernel/refusal";
import type { AssetClass } from "./assetClass.js";
import type { CapitalMarketAssumptions } from "./capitalMarketAssumptions.js";
import { type FrozenCapitalMarket, CAPITAL_MARKET_MODELS } from "./capitalMarket.js";
import { type FittedModel, type MarketFit, requireHistory } from "./marketFit.js";
import { choleskyFactor, isCorrelationShaped } from "./correlation.js";
import { keyOfSeed } from "./seed.js";

/** Target share of an asset class; the portfolio is brought back to it every month. */
export interface AllocationWeight {
  readonly assetClass: AssetClass;
  /** 0 to 1; the weights of an allocation sum to 1. */
  readonly weight: number;
}

/** A goal as a simulation sees it. */
export interface SimulatedGoal {
  readonly id: string;
  readonly name: string;
  /** In today's money. */
  readonly amount: number;
  /** Settled at the end of this month; 1 to the horizon. */
  readonly month: number;
  /** True when meeting it takes the amount out of the pool. */
  readonly spends: boolean;
}

/** Everything a run depends on. Amounts are in today's money; doubles, because the result is an estimate. */
export interface SimulationInputs {
  readonly seed: string;
  readonly paths: number;
  readonly horizonMonths: number;
  readonly startBalance: number;
  /** Paid in at the end of months 1 to `contributionMonths`, rising with inflation. */
  readonly monthlyContribution: number;
  readonly contributionMonths: number;
  /** Taken at the start of every month from `withdrawalStartsMonth` on, rising with inflation. */
  readonly monthlyWithdrawal: number;
  readonly withdrawalStartsMonth: number;
  readonly allocation: readonly AllocationWeight[];
  readonly assumptions: CapitalMarketAssumptions;
  /** Absent in simulations older than the choice: LOGNORMAL. */
  readonly capitalMarket?: FrozenCapitalMarket;
  /** Every second path mirrors the one before it. Absent: false. */
  readonly isAntithetic?: boolean;
  /** In the order they are settled: by month, then by priority. */
  readonly goals: readonly SimulatedGoal[];
}

export const LIMITS = {
  monthsMax: 1200,
  pathsMin: 100,
  pathsMax: 1_000_000,
  /** Of a household plan, whose money is walked outside the kernel. */
  planPathsMax: 200_000,
  /** Paths times months that are kept: 320 MB. */
  keptMax: 40_000_000,
  assetsMax: 16,
  goalsMax: 24,
  amountMax: 1e12,
  volatilityMax: 2,
} as const;

const refuse = (input: string, message: string, facts: RefusalFacts = {}): never => {
  throw new Refusal("SIMULATION_INPUT_INVALID", message, { input, ...facts });
};

function requireInteger(input: string, value: number, [min, max]: readonly [number, number]): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    refuse(input, `${input} is a whole number from ${min} to ${max} (asked: ${value})`, {
      asked: value,
      min,
      max,
    });
  }
}

function requireAmount(input: string, value: number): void {
  if (!(value >= 0 && value <= LIMITS.amountMax)) {
    refuse(input, `${input} is from 0 to 10^12 (asked: ${value})`, {
      asked: value,
      min: 0,
      max: LIMITS.amountMax,
    });
  }
}

/** What has to be fitted before these inputs can be simulated; null for LOGNORMAL. */
export function marketFitOf(
  inputs: SimulationInputs,
): (MarketFit & { readonly model: FittedModel }) | null {
  const { capitalMarket: chosen, assumptions, allocation, horizonMonths } = inputs;
  if (!chosen || chosen.model === "LOGNORMAL") return null;
  const assetClasses = allocation.flatMap(({ assetClass, weight }) =>
    weight > 0 ? [assetClass] : [],
  );
  return { model: chosen.model, chosen, assumptions, assetClasses, horizonMonths };
}

function validateAntithetic({ isAntithetic, paths, capitalMarket }: SimulationInputs): void {
  if (!isAntithetic) return;
  if (paths % 2 === 1) {
    refuse("paths", "antithetic paths come in pairs: an even number", { asked: paths });
  }
  const model = capitalMarket?.model ?? "LOGNORMAL";
  if (model === "BLOCK_BOOTSTRAP" || model === "HISTORICAL_SEQUENCES") {
    refuse("varianceReduction", `history has no mirror: ${model} takes NONE`, { model });
  }
}

function validateCapitalMarket(inputs: SimulationInputs): void {
  const chosen = inputs.capitalMarket;
  if (!chosen) return;
  if (!CAPITAL_MARKET_MODELS.includes(chosen.model)) {
    refuse("capitalMarket", `there is no model ${String(chosen.model)}`);
  }
  if (chosen.regimes !== null) requireInteger("regimes", chosen.regimes, [2, 4]);
  if (chosen.degreesOfFreedom !== null) {
    requireInteger("degreesOfFreedom", chosen.degreesOfFreedom, [3, 30]);
  }
  if (chosen.skew !== null && !(Math.abs(chosen.skew) < 0.9)) {
    refuse("skew", `skew is above -0.9 and below 0.9 (asked: ${chosen.skew})`, {
      asked: chosen.skew,
    });
  }
  const block = chosen.meanBlockMonths;
  if (block !== null && !(block >= 1 && block <= 600)) {
    refuse("meanBlockMonths", `meanBlockMonths is 1 to 600 (asked: ${block})`, { asked: block });
  }
  if (chosen.model !== "LOGNORMAL") {
    requireHistory(chosen.model, chosen.history, inputs.horizonMonths);
  }
}

/**
 * @throws {Refusal} SIMULATION_INPUT_INVALID naming the input, what was asked and what is allowed;
 * HISTORY_TOO_SHORT
 */
export function validateSimulation(inputs: SimulationInputs): void {
  const months = inputs.horizonMonths;
  keyOfSeed(inputs.seed);
  requireInteger("horizonMonths", months, [1, LIMITS.monthsMax]);
  requireInteger("paths", inputs.paths, [LIMITS.pathsMin, LIMITS.pathsMax]);
  const kept = inputs.paths * (Math.ceil(months / 12) + 1);
  if (kept > LIMITS.keptMax) {
    refuse("paths", "fewer paths or a shorter horizon: wealth is kept for each path and year", {
      asked: inputs.paths,
      max: Math.floor(LIMITS.keptMax / (Math.ceil(months / 12) + 1)),
    });
  }
  requireInteger("contributionMonths", inputs.contributionMonths, [0, months]);
  requireInteger("withdrawalStartsMonth", inputs.withdrawalStartsMonth, [1, months]);
  requireAmount("startBalance", inputs.startBalance);
  requireAmount("monthlyContribution", inputs.monthlyContribution);
  requireAmount("monthlyWithdrawal", inputs.monthlyWithdrawal);
  if (inputs.startBalance === 0 && inputs.monthlyContribution * inputs.contributionMonths === 0) {
    refuse("startBalance", "there is nothing to simulate: no balance and no contribution");
  }
  validateGoals(inputs);
  validateAssumptions(inputs.assumptions);
  validateAllocation(inputs);
  validateCapitalMarket(inputs);
  validateAntithetic(inputs);
}

function validateGoals({ goals, horizonMonths }: SimulationInputs): void {
  if (goals.length > LIMITS.goalsMax) {
    refuse("goals", `at most ${LIMITS.goalsMax} goals (asked: ${goals.length})`, {
      asked: goals.length,
      max: LIMITS.goalsMax,
    });
  }
  for (const goal of goals) {
    requireInteger("goalMonth", goal.month, [1, horizonMonths]);
    requireAmount("goalAmount", goal.amount);
  }
}

function validateAllocation({ allocation, assumptions }: SimulationInputs): void {
  const known = new Set(assumptions.assetClasses.map((a) => a.assetClass));
  const seen = new Set<AssetClass>();
  let total = 0;
  for (const { assetClass, weight } of allocation) {
    if (!known.has(assetClass)) {
      refuse("allocation", `the assumptions say nothing about ${assetClass}`, { assetClass });
    }
    if (seen.has(assetClass)) {
      refuse("allocation", `${assetClass} stands twice in the allocation`, { assetClass });
    }
    if (!(weight >= 0 && weight <= 1)) {
      refuse("allocation", `a weight is from 0 to 1 (${assetClass}: ${weight})`, {
        assetClass,
        weight,
      });
    }
    seen.add(assetClass);
    total += weight;
  }
  if (!(Math.abs(total - 1) <= 1e-9)) {
    refuse("allocation", `the weights sum to 1 (sum: ${total})`, { weightSum: total });
  }
}

function validateAssumptions(assumptions: CapitalMarketAssumptions): void {
  const { assetClasses, inflation } = assumptions;
  if (assetClasses.length < 1 || assetClasses.length > LIMITS.assetsMax) {
    refuse("assumptions", `assumptions name 1 to ${LIMITS.assetsMax} asset classes`, {
      asked: assetClasses.length,
      max: LIMITS.assetsMax,
    });
  }
  if (new Set(assetClasses.map((a) => a.assetClass)).size !== assetClasses.length) {
    refuse("assumptions", "an asset class stands twice in the assumptions");
  }
  if (!(inflation > -0.2 && inflation < 1)) {
    refuse("inflation", `inflation is above -0.2 and below 1 a year (asked: ${inflation})`, {
      asked: inflation,
    });
  }
  for (const { assetClass, expectedReturn, volatility } of assetClasses) {
    if (!(expectedReturn > -0.5 && expectedReturn < 1)) {
      refuse("expectedReturn", `${assetClass}: above -0.5 and below 1 (asked: ${expectedReturn})`, {
        assetClass,
        asked: expectedReturn,
      });
    }
    if (!(volatility >= 0 && volatility <= LIMITS.volatilityMax)) {
      refuse("volatility", `${assetClass}: 0 to ${LIMITS.volatilityMax} (asked: ${volatility})`, {
        assetClass,
        asked: volatility,
      });
    }
  }
  validateCorrelations(assumptions);
}

function validateCorrelations({ assetClasses, correlations }: CapitalMarketAssumptions): void {
  if (correlations.length !== assetClasses.length || !isCorrelationShaped(correlations)) {
    refuse(
      "correlations",
      `correlations are a symmetric ${assetClasses.length} x ${assetClasses.length} matrix from -1 to 1 with ones on the diagonal`,
      { rows: correlations.length, rowsAllowed: assetClasses.length },
    );
  }
  if (!choleskyFactor(correlations)) {
    refuse("correlations", "the correlation matrix is not positive definite");
  }
}
