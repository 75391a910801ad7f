import type { FittedMarket } from "../capitalMarket.js";
import type { GoalOutcome } from "../simulationResult.js";
import type { SimulationFailure, SimulationStatus } from "../simulation.js";
import { type ProbabilityEstimate, wilsonInterval } from "../wilsonInterval.js";
import { TABLE_HORIZON_YEARS } from "./compilePlan.js";
import type { LedgerLine } from "./ledger.js";
import type { PlanInputs } from "./planInputs.js";
import type { Bands, PlanNumbers, ShortfallNumbers, Spread } from "./planStatistics.js";

/** What a run says, finished or so far. Doubles: an estimate. */
export interface PlanResult {
  readonly paths: number;
  /** No unpaid month, and every goal met. */
  readonly success: ProbabilityEstimate;
  /** Every goal met. */
  readonly allGoals: ProbabilityEstimate;
  readonly goals: readonly GoalOutcome[];
  /** Calendar years at whose plan-year ends the bands are taken; the first is today. */
  readonly years: readonly number[];
  readonly real: Bands;
  readonly nominal: Bands;
  readonly spending: Bands;
  readonly terminal: Spread;
  readonly maxDrawdown: Spread;
  readonly taxPaid: Spread;
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  readonly shortfallProbability: ProbabilityEstimate;
  readonly shortfall: ShortfallNumbers | null;
  readonly worstPaths: readonly number[];
  readonly assumptions: readonly string[];
}

/** One run of one set of frozen inputs. Same inputs, same answer. */
export interface PlanSimulation {
  readonly id: string;
  readonly householdId: string;
  readonly planId: string;
  readonly status: SimulationStatus;
  readonly pathsDone: number;
  readonly inputs: PlanInputs;
  readonly inputHash: string;
  readonly result: PlanResult | null;
  readonly failure: SimulationFailure | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** One year of one path, in money of the year; balances at its end. */
export interface PathYear {
  readonly year: number;
  readonly priceLevel: number;
  readonly portfolioReturn: number;
  readonly livingPeople: number;
  readonly lines: Readonly<Record<LedgerLine, number>>;
  readonly balances: readonly number[];
}

export interface ReplayedPath {
  readonly path: number;
  readonly accounts: readonly string[];
  readonly years: readonly PathYear[];
}

/** @param fitted null: lognormal markets */
export function planResultOf(
  inputs: PlanInputs,
  numbers: PlanNumbers,
  fitted: FittedMarket | null,
): PlanResult {
  const { paths, successes, allGoals, goalsMet, shortfall, ...rest } = numbers;
  const first = Number(inputs.asOf.slice(0, 4));
  return {
    ...rest,
    paths,
    shortfall,
    success: wilsonInterval(successes, paths),
    allGoals: wilsonInterval(allGoals, paths),
    goals: inputs.goals.map(({ id, name }, i) => ({
      goalId: id,
      name,
      probability: wilsonInterval(goalsMet[i] ?? 0, paths),
    })),
    shortfallProbability: wilsonInterval(shortfall?.paths ?? 0, paths),
    years: numbers.real.p50.map((_, year) => first + year),
    assumptions: [...statements(inputs), ...marketStatements(fitted)],
  };
}

function marketStatements(fitted: FittedMarket | null): readonly string[] {
  if (fitted) return [`Markets: ${fitted.source}.`, ...fitted.statements];
  return [
    "Monthly lognormal returns, correlated across asset classes, independent from month to month; prices rise at one rate.",
  ];
}

function statements({ document, taxTables, assumptions }: PlanInputs): string[] {
  const [tables] = taxTables;
  return [
    `Returns are assumptions as of ${assumptions.asOf}, not forecasts. Source: ${assumptions.source}.`,
    "Success: every planned month is paid in full (with a spending rule: essential, health and education costs, debts and tax) and every goal is met. The interval is the sampling error of the simulation, not the error of its assumptions.",
    "A month: incomes, tax withheld (a twelfth of last year's; settled in January), debts and spending, withdrawals or saving at its start; then the markets; then rebalancing. Every account holds the same mix.",
    document.fixedAgeYears === null
      ? `Lives end by the SSA period life table of the 2025 Trustees Report (no future improvement), at the latest at ${TABLE_HORIZON_YEARS} of the youngest; wealth after the last death is kept in today's money.`
      : `Everyone lives to ${document.fixedAgeYears}.`,
    tables
      ? `Tax by schedules of ${tables.year} brought back to today's money; brackets rise with prices, thresholds of 26 USC 86, 1411 and 3101(b)(2) do not. Schedules are within ${tables.maxError} dollars a year of the tax engine for one kind of income. Source: ${tables.source}.`
      : "Before tax.",
    "Social Security rises with prices, the survivor claims at once from 60, the earnings test is not applied; required minimums by the Uniform Lifetime Table; balances of tax-deferred accounts are before the tax still due on them.",
    "Not modelled: tax credits, itemised deductions, alternative minimum tax above the schedules, state tax on Social Security, Medicare surcharges, Roth ordering rules, the joint life table.",
  ];
}
