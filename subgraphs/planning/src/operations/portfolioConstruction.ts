import { setImmediate as others } from "node:timers/promises";
import { ASSET_CLASSES, type AssetClass } from "../domain/assetClass.js";
import { blackLitterman, type BlackLitterman } from "../domain/construction/blackLitterman.js";
import {
  type ConstructionObjective,
  constructPortfolio,
  type EfficientFrontier,
  frontierSteps,
  givenPortfolio,
} from "../domain/construction/constructPortfolio.js";
import { inOrder, type PortfolioConstraints } from "../domain/construction/portfolioConstraints.js";
import type { PortfolioFigures } from "../domain/construction/portfolioFigures.js";
import { refuseInput } from "../domain/construction/refuseConstruction.js";
import {
  estimatesOfCaller,
  estimatesOfClasses,
  estimatesOfReturns,
  type GivenAssets,
  type GivenReturns,
  type ReturnEstimates,
} from "../domain/construction/returnEstimates.js";

/** A number for an asset by its name. */
export interface AssetValue {
  readonly asset: string;
  readonly value: number;
}

/** Black-Litterman by asset names; what is null has the published default. */
export interface NamedBlackLitterman {
  readonly marketWeights: readonly AssetValue[];
  readonly riskAversion: number | null;
  readonly tau: number | null;
  readonly views: readonly {
    readonly pick: readonly AssetValue[];
    readonly expectedReturn: number;
    readonly standardError: number | null;
  }[];
}

/** What a portfolio is constructed from; at most one of the three sources, none: all asset classes. */
export interface ConstructionRequest {
  readonly assetClasses: readonly AssetClass[] | null;
  readonly given: GivenAssets | null;
  readonly history: GivenReturns | null;
  readonly riskFreeRate: number | null;
  readonly blackLitterman: NamedBlackLitterman | null;
  readonly constraints: PortfolioConstraints;
  readonly currentWeights: readonly AssetValue[] | null;
}

/** The objective before its numbers are known to be there. */
export interface RequestedObjective {
  readonly method: ConstructionObjective["method"];
  readonly riskAversion: number | null;
  readonly targetReturn: number | null;
  readonly riskBudgets: readonly AssetValue[] | null;
}

export interface PortfolioConstruction {
  readonly portfolio: PortfolioFigures;
  /** Of the weights the caller has now, under the same estimates. */
  readonly current: PortfolioFigures | null;
  readonly estimates: ReturnEstimates;
}

/** He and Litterman (1999): the world's average risk tolerance, and a prior worth twenty years. */
const DEFAULT_RISK_AVERSION = 2.5;
const DEFAULT_TAU = 0.05;

/** What every answer says, because the optimiser does not. */
const REMARKS = [
  "Before tax, fees and trading cost. Weights come from estimates, not from the truth: an optimiser prefers what is overestimated, so what it promises is too good.",
  "Standard errors are those of the weights as if they had been fixed before the data were seen.",
];

/**
 * The portfolio asked for, with the estimates it rests on.
 *
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID, COVARIANCE_NOT_POSITIVE_DEFINITE, PORTFOLIO_INFEASIBLE, PORTFOLIO_NO_SOLUTION
 */
export function portfolioConstruction(
  request: ConstructionRequest,
  objective: RequestedObjective,
): PortfolioConstruction {
  const estimates = estimatesOf(request);
  const complete = completed(request, objective, estimates);
  return {
    portfolio: constructPortfolio(estimates, request.constraints, complete),
    current: currentOf(request, estimates),
    estimates,
  };
}

/** A frontier beside the weights the caller has now, and the estimates it rests on. */
export interface FrontierAnswer extends EfficientFrontier {
  readonly current: PortfolioFigures | null;
  readonly estimates: ReturnEstimates;
}

/**
 * The efficient frontier; other requests are served between its points.
 *
 * @throws {Refusal} as portfolioConstruction; no highest Sharpe ratio is null, not refused
 */
export async function efficientFrontier(
  request: ConstructionRequest,
  points: number,
): Promise<FrontierAnswer> {
  const estimates = estimatesOf(request);
  const current = currentOf(request, estimates);
  const steps = frontierSteps(estimates, request.constraints, points);
  for (;;) {
    const step = steps.next();
    if (step.done) return { ...step.value, current, estimates };
    await others();
  }
}

function estimatesOf(request: ConstructionRequest): ReturnEstimates {
  const prior = priorOf(request);
  const estimates = request.blackLitterman
    ? blackLitterman(prior, ordered(prior, request.blackLitterman))
    : prior;
  return { ...estimates, remarks: [...estimates.remarks, ...REMARKS] };
}

function priorOf({
  assetClasses,
  given,
  history,
  riskFreeRate,
}: ConstructionRequest): ReturnEstimates {
  const sources = [assetClasses, given, history].filter((source) => source !== null);
  if (sources.length > 1) {
    refuseInput("assets", "one of assetClasses, assets and history, not several");
  }
  if (given) return estimatesOfCaller(given, riskFreeRate);
  if (history) return estimatesOfReturns(history, riskFreeRate);
  return estimatesOfClasses(assetClasses ?? ASSET_CLASSES, riskFreeRate);
}

const namesOf = ({ assets }: ReturnEstimates): string[] => assets.map(({ name }) => name);

function ordered(prior: ReturnEstimates, given: NamedBlackLitterman): BlackLitterman {
  const names = namesOf(prior);
  return {
    marketWeights: inOrder("marketWeights", names, given.marketWeights),
    riskAversion: given.riskAversion ?? DEFAULT_RISK_AVERSION,
    tau: given.tau ?? DEFAULT_TAU,
    views: given.views.map((view) => ({ ...view, pick: inOrder("views", names, view.pick) })),
  };
}

function currentOf(
  { currentWeights }: ConstructionRequest,
  estimates: ReturnEstimates,
): PortfolioFigures | null {
  if (!currentWeights) return null;
  return givenPortfolio(estimates, inOrder("currentWeights", namesOf(estimates), currentWeights));
}

function completed(
  request: ConstructionRequest,
  { method, ...asked }: RequestedObjective,
  estimates: ReturnEstimates,
): ConstructionObjective {
  switch (method) {
    case "MAXIMUM_UTILITY": {
      const market =
        request.blackLitterman && (request.blackLitterman.riskAversion ?? DEFAULT_RISK_AVERSION);
      const riskAversion = asked.riskAversion ?? market;
      if (riskAversion === null) return refuseInput("riskAversion", `${method} needs riskAversion`);
      return { method, riskAversion };
    }
    case "TARGET_RETURN":
      if (asked.targetReturn === null) {
        return refuseInput("targetReturn", `${method} needs targetReturn`);
      }
      return { method, targetReturn: asked.targetReturn };
    case "RISK_PARITY": {
      const budgets = asked.riskBudgets;
      const riskBudgets = budgets && inOrder("riskBudgets", namesOf(estimates), budgets);
      return { method, riskBudgets };
    }
    case "MINIMUM_VOLATILITY":
    case "MAXIMUM_SHARPE":
      return { method };
  }
}
