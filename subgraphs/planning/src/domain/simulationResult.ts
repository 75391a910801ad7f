import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Money } from "@wealthgraph/kernel/money";
import type { CapitalMarketAssumptions } from "./capitalMarketAssumptions.js";
import {
  type CapitalMarketModel,
  type FittedMarket,
  type MarketParameter,
  MODEL_VERSION,
} from "./capitalMarket.js";
import { percentilesFrom } from "./percentile.js";
import type { SimulationInputs } from "./simulationInputs.js";
import type { SimulationPlan } from "./simulationPlan.js";
import { pairedInterval, type ProbabilityEstimate, wilsonInterval } from "./wilsonInterval.js";

/** How many of some paths reached what; whole numbers, so that any order of adding gives the same. */
export interface PathCounts {
  readonly paths: number;
  /** Every withdrawal and every goal paid in full. */
  readonly successes: number;
  /** Every withdrawal paid in full. */
  readonly withdrawalsPaid: number;
  /** For each goal of the plan. */
  readonly goalsFunded: readonly number[];
  /** With mirrored pairs: how many pairs have both paths in each of the counts above. */
  readonly bothOfPair?: BothCounts;
}

/** As PathCounts, of pairs. */
export interface BothCounts {
  readonly successes: number;
  readonly withdrawalsPaid: number;
  readonly goalsFunded: readonly number[];
}

/** Percentiles over time, in today's money. */
export interface SimulationPercentiles {
  readonly months: readonly number[];
  readonly p5: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p95: readonly number[];
}

export interface GoalOutcome {
  readonly goalId: string;
  readonly name: string;
  readonly probability: ProbabilityEstimate;
}

/** What a run says, finished or so far. Doubles: an estimate, rounded once, here. */
export interface SimulationResult {
  readonly paths: number;
  readonly successProbability: ProbabilityEstimate;
  readonly withdrawalProbability: ProbabilityEstimate;
  readonly goals: readonly GoalOutcome[];
  readonly percentiles: SimulationPercentiles;
  /** Price level of each of `percentiles.months`; a percentile times it is in money of that month. */
  readonly priceLevels: readonly number[];
  readonly assumptions: readonly string[];
  /** The fitted model; absent for the lognormal one, whose parameters are the assumptions. */
  readonly market?: SimulatedMarket;
}

/** The model of a run as a reader sees it. */
export interface SimulatedMarket {
  readonly model: CapitalMarketModel;
  readonly modelVersion: string;
  readonly source: string;
  readonly parameters: readonly MarketParameter[];
}

/** What was counted and sorted over some paths. */
export interface PathStatistics {
  readonly counts: PathCounts;
  /** Paths the order statistics were taken of. */
  readonly sampled: number;
  /** For each checkpoint the wealth at `percentileRanks(sampled)`, in today's money. */
  readonly orderStatistics: readonly (readonly number[])[];
}

export const NO_PATHS: Omit<PathCounts, "goalsFunded"> = {
  paths: 0,
  successes: 0,
  withdrawalsPaid: 0,
};

export function addCounts(a: PathCounts, b: PathCounts): PathCounts {
  return {
    paths: a.paths + b.paths,
    successes: a.successes + b.successes,
    withdrawalsPaid: a.withdrawalsPaid + b.withdrawalsPaid,
    goalsFunded: a.goalsFunded.map((n, i) => n + (b.goalsFunded[i] ?? 0)),
    ...(b.bothOfPair && { bothOfPair: addBoth(a.bothOfPair, b.bothOfPair) }),
  };
}

function addBoth(a: BothCounts | undefined, b: BothCounts): BothCounts {
  if (!a) return b;
  return {
    successes: a.successes + b.successes,
    withdrawalsPaid: a.withdrawalsPaid + b.withdrawalsPaid,
    goalsFunded: a.goalsFunded.map((n, i) => n + (b.goalsFunded[i] ?? 0)),
  };
}

/** The interval of a count; of mirrored pairs when it is known how many have both. */
function intervalOf(counts: PathCounts, count: number, both?: number): ProbabilityEstimate {
  if (both === undefined) return wilsonInterval(count, counts.paths);
  return pairedInterval({ successes: count, both, pairs: counts.paths / 2 });
}

/** Puts the statistics of some paths into words of the field. */
export function resultOf(
  inputs: SimulationInputs,
  plan: SimulationPlan,
  statistics: PathStatistics & { readonly fitted?: FittedMarket | null },
): SimulationResult {
  const { counts, sampled, fitted = null } = statistics;
  const both = counts.bothOfPair;
  const byCheckpoint = statistics.orderStatistics.map((ranks) =>
    percentilesFrom(sampled, ranks).map(roundToCent),
  );
  const band = (index: number): number[] => byCheckpoint.map((values) => values[index] ?? 0);
  return {
    paths: counts.paths,
    successProbability: intervalOf(counts, counts.successes, both?.successes),
    withdrawalProbability: intervalOf(counts, counts.withdrawalsPaid, both?.withdrawalsPaid),
    goals: inputs.goals.map(({ id, name }, i) => ({
      goalId: id,
      name,
      probability: intervalOf(counts, counts.goalsFunded[i] ?? 0, both?.goalsFunded[i]),
    })),
    percentiles: {
      months: plan.checkpoints,
      p5: band(0),
      p25: band(1),
      p50: band(2),
      p75: band(3),
      p95: band(4),
    },
    priceLevels: plan.priceLevels,
    assumptions: statements(inputs.assumptions, fitted),
    ...(fitted && { market: simulatedMarket(inputs, fitted) }),
  };
}

/** Median wealth at the horizon in today's money, to the cent. */
export function terminalMedian(result: SimulationResult): Money {
  return { amount: new Decimal(result.percentiles.p50.at(-1) ?? 0), currency: "USD" };
}

const roundToCent = (value: number): number => Math.round(value * 100) / 100;
const percent = (fraction: number): string => `${Number((fraction * 100).toFixed(2))} %`;

function simulatedMarket(
  { capitalMarket }: SimulationInputs,
  { source, parameters }: FittedMarket,
): SimulatedMarket {
  const model = capitalMarket?.model ?? "LOGNORMAL";
  return { model, modelVersion: MODEL_VERSION, source, parameters };
}

/** What the answer rests on, in words. */
function statements(assumptions: CapitalMarketAssumptions, fitted: FittedMarket | null): string[] {
  return [
    ...(fitted ? fitted.statements : ofAssumptions(assumptions)),
    fitted
      ? "Inflation is random; contributions, withdrawals and goals rise with it; amounts are in today's money."
      : `Prices rise ${percent(assumptions.inflation)} a year; contributions, withdrawals and goals rise with them; amounts are in today's money.`,
    "Rebalanced to the target allocation every month without cost.",
    "Before tax and fees: a withdrawal must cover the tax on it.",
    "Success: every withdrawal and every goal is paid in full up to the horizon. The interval is the sampling error of the simulation, not the error of its assumptions.",
  ];
}

function ofAssumptions(assumptions: CapitalMarketAssumptions): string[] {
  return [
    `Returns are assumptions as of ${assumptions.asOf}, not forecasts. Source: ${assumptions.source}.`,
    ...assumptions.assetClasses.map(
      (a) =>
        `${a.assetClass}: ${percent(a.expectedReturn)} a year on average, standard deviation ${percent(a.volatility)} (${a.source}).`,
    ),
    "Monthly lognormal returns, correlated across asset classes, independent from month to month.",
  ];
}
