import { Refusal } from "@wealthgraph/kernel/refusal";
import { annualHistory } from "../domain/annualHistory.js";
import {
  type BacktestStrategy,
  type BacktestWindow,
  rollingWindows,
  stressPeriods,
} from "../domain/backtest/backtest.js";
import { ASSUMPTIONS_2026 } from "../domain/capitalMarketAssumptions.js";
import type { AllocationWeight } from "../domain/simulationInputs.js";

/** A strategy over asset classes of the built-in yearly history. */
export interface BacktestRequest extends Omit<BacktestStrategy, "weights"> {
  readonly allocation: readonly AllocationWeight[];
  readonly years: number;
}

export interface Backtest {
  readonly windows: readonly BacktestWindow[];
  readonly stressPeriods: readonly (BacktestWindow & { readonly name: string })[];
  readonly windowsWithoutFailure: number;
  readonly source: string;
  readonly remarks: readonly string[];
}

/** @throws {Refusal} CONSTRUCTION_INPUT_INVALID naming the input, HISTORY_TOO_SHORT */
export function backtest(request: BacktestRequest): Backtest {
  const { allocation, years } = request;
  requireRequest(request);
  const classes = allocation.map(({ assetClass }) => assetClass);
  const { history, remarks } = annualHistory(classes, ASSUMPTIONS_2026);
  if (years > history.rows.length) {
    throw new Refusal(
      "HISTORY_TOO_SHORT",
      `the yearly history has ${history.rows.length} years of these classes (asked: ${years})`,
      { years: history.rows.length, asked: years },
    );
  }
  const strategy = { ...request, weights: allocation.map(({ weight }) => weight) };
  const windows = rollingWindows(history, strategy, years);
  return {
    windows,
    stressPeriods: stressPeriods(history, strategy),
    windowsWithoutFailure: windows.filter(({ failedIn }) => failedIn === null).length,
    source: history.source,
    remarks: [
      ...remarks,
      "Windows overlap: their number is no sample size, and the share without failure no probability.",
      "Before tax and fees; a calendar year does not show a fall within it.",
    ],
  };
}

const refuse = (input: string, message: string): never => {
  throw new Refusal("CONSTRUCTION_INPUT_INVALID", message, { input });
};

function requireRequest(request: BacktestRequest): void {
  const { years, rebalancing, costRate, withdrawalRate } = request;
  requireAllocation(request.allocation);
  if (!Number.isInteger(years) || years < 1) refuse("years", "years is a whole number from 1");
  if (!(costRate >= 0 && costRate <= 0.1)) refuse("costRate", "costRate is from 0 to 0.1");
  if (!(withdrawalRate >= 0 && withdrawalRate <= 1)) {
    refuse("withdrawalRate", "withdrawalRate is from 0 to 1");
  }
  if (rebalancing.kind === "BAND" && !(rebalancing.band > 0 && rebalancing.band <= 1)) {
    refuse("band", "band is above 0 and at most 1");
  }
}

function requireAllocation(allocation: readonly AllocationWeight[]): void {
  const sum = allocation.reduce((total, { weight }) => total + weight, 0);
  const classes = new Set(allocation.map(({ assetClass }) => assetClass));
  if (classes.size !== allocation.length) refuse("allocation", "every asset class stands once");
  if (!(Math.abs(sum - 1) <= 1e-9) || allocation.some(({ weight }) => !(weight >= 0))) {
    refuse("allocation", `the weights are at least 0 and sum to 1 (sum: ${sum})`);
  }
}
