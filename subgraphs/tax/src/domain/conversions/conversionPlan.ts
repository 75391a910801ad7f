import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Solve, SolveStatus } from "../optimisation/linearProgramme.js";
import { checkConversionPlan, type ConversionPlanInput } from "./conversionPlanInput.js";
import { type ProgrammeAnswer, solveAround } from "./conversionProgramme.js";
import { proposeConversions } from "./dynamicProgramme.js";
import type { FigureStatus } from "../figure.js";
import { namedPath, namedStrategiesOf } from "./namedStrategies.js";
import { planContext, type PlanContext } from "./planContext.js";
import { type PlanPath, replay } from "./planPath.js";
import { assumptionsOf, omissionsOf, standingOfPlan } from "./planStanding.js";
import { refinePath, type SearchBudget } from "./refinePath.js";
import {
  DEFAULT_SHIFTS,
  sensitivity,
  type SensitivityResult,
  type SensitivityShifts,
} from "./sensitivity.js";
import { type Strategy, strategyResult, type StrategyResult } from "./strategyResult.js";

/** How the proposal was found, and how much it can be trusted. USD in today's money. */
export interface SearchReport {
  readonly startedFrom: Strategy | "DYNAMIC_PROGRAMME"; // the best plan before the refinement
  readonly programmeWealth: Decimal; // the dynamic programme's best proposal, replayed
  readonly gainOverNamed: Decimal; // of the proposal over the best named strategy, >= 0
  readonly solverStatus: SolveStatus | "NOT_ASKED"; // of the mixed-integer programme around the proposal
  readonly programmeError: Decimal | null; // of the proposal's advantage over NONE: the programme's less the exact
  readonly bound: Decimal | null; // exact wealth and what the programme could add to it at most
  readonly gap: Decimal | null; // that addition as a fraction of the wealth, >= 0
  readonly isOptimalInProgramme: boolean; // a gap of at most 0.01 %
  readonly isProvenOptimal: false; // the programme is no proof for the exact engine
}

/** Every strategy of a household with the proposal, priced by the exact engine. */
export interface ConversionPlan {
  readonly strategies: readonly StrategyResult[]; // the named ones, then OPTIMISED
  readonly best: Strategy; // the most wealth after tax; on a tie the simplest
  readonly search: SearchReport;
  readonly sensitivity: readonly SensitivityResult[];
  readonly figures: { readonly status: FigureStatus; readonly projectedFrom: number | null };
  readonly assumptions: readonly string[];
  readonly notModelled: readonly string[];
}

export interface ConversionPlanOptions {
  readonly budget?: SearchBudget;
  readonly shifts?: SensitivityShifts;
  readonly solve?: Solve; // for the bound; absent: none is computed
  readonly onProgress?: (share: number) => void; // from 0 to 1, rising
}

export const DEFAULT_BUDGET: SearchBudget = { yearsMax: 24_000 };

const PROGRAMME_PASSES = 3;
const SOLVER_LIMITS = { seconds: 1, relativeGap: 0.00001 };
const OPTIMAL_GAP = 0.0001;

/**
 * Plans Roth conversions over years: the named strategies, a dynamic programme, and its refinement
 * by the exact engine. Deterministic: the work is bounded in returns, not in seconds.
 *
 * Runs for one to two seconds; `conversionPlanSteps` is the same in small steps.
 *
 * @throws {Refusal} BAD_INPUT, TAX_YEAR_UNKNOWN, TAX_STATE_UNKNOWN
 */
export function conversionPlan(
  input: ConversionPlanInput,
  options: ConversionPlanOptions = {},
): ConversionPlan {
  const steps = conversionPlanSteps(input, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in steps of some milliseconds, so that a server can do other work between two of them.
 *
 * @throws {Refusal} as `conversionPlan`, at the first step
 */
export function* conversionPlanSteps(
  input: ConversionPlanInput,
  options: ConversionPlanOptions = {},
): Generator<void, ConversionPlan> {
  const { budget = DEFAULT_BUDGET, shifts = DEFAULT_SHIFTS, solve, onProgress } = options;
  checkConversionPlan(input);
  const context = planContext(input);
  const paths = new Map<Strategy, PlanPath>();
  for (const strategy of namedStrategiesOf(context)) {
    paths.set(strategy, namedPath(context, strategy));
    yield;
  }
  const none = paths.get("NONE") ?? namedPath(context, "NONE");
  const named = bestOf(paths);
  onProgress?.(0.1);
  const programme = yield* programmePath(context, named.path, none);
  onProgress?.(0.3);
  const isProgrammeAhead = programme.wealth > named.path.wealth;
  const start = isProgrammeAhead ? programme : named.path;
  const climbed = yield* refinePath(context, start, budget);
  onProgress?.(0.7);
  const { refined, answer } = yield* withSolver(context, climbed, none, solve);
  onProgress?.(0.9);
  // what is shown is computed again from the conversions alone
  paths.set("OPTIMISED", replay(context, refined.conversions));
  const best = bestOf(paths);
  return {
    strategies: [...paths].map(([name, path]) => strategyResult(context, name, path, none)),
    best: best.strategy,
    search: {
      startedFrom: isProgrammeAhead ? "DYNAMIC_PROGRAMME" : named.strategy,
      programmeWealth: new Decimal(programme.wealth.toFixed(2)),
      gainOverNamed: new Decimal((refined.wealth - named.path.wealth).toFixed(2)),
      ...proofOf(refined, answer),
      isProvenOptimal: false,
    },
    sensitivity: yield* sensitivity(input, paths, best.strategy, shifts),
    figures: standingOfPlan(context, best.path),
    assumptions: assumptionsOf(input),
    notModelled: omissionsOf(context, best.path),
  };
}

/** The solver's proposals around the plan and around themselves, as long as their replay is better. */
function* withSolver(
  context: PlanContext,
  climbed: PlanPath,
  none: PlanPath,
  solve: Solve | undefined,
): Generator<void, { readonly refined: PlanPath; readonly answer: ProgrammeAnswer | null }> {
  if (!solve) return { refined: climbed, answer: null };
  const solver = { solve, limits: SOLVER_LIMITS };
  const answer = yield* solveAround(context, climbed, none, solver);
  const proposed = answer.proposal && replay(context, answer.proposal);
  if (!proposed || proposed.wealth <= climbed.wealth) return { refined: climbed, answer };
  return { refined: proposed, answer: yield* solveAround(context, proposed, none, solver) };
}

/** What the programme proves of a plan: nothing where it has no bound. */
function proofOf({ wealth }: PlanPath, answer: ProgrammeAnswer | null) {
  const add = answer?.bound == null ? null : Math.max(0, answer.bound - answer.worth);
  const gap = add === null ? null : add / Math.max(1, Math.abs(wealth));
  return {
    solverStatus: answer?.status ?? ("NOT_ASKED" as const),
    programmeError: answer && new Decimal(answer.error.toFixed(2)),
    bound: add === null ? null : new Decimal((wealth + add).toFixed(2)),
    gap: gap === null ? null : new Decimal(gap.toFixed(8)),
    isOptimalInProgramme: gap !== null && gap <= OPTIMAL_GAP,
  };
}

function bestOf(paths: ReadonlyMap<Strategy, PlanPath>) {
  const [[firstName, firstPath] = never(), ...others] = paths;
  let best = { strategy: firstName, path: firstPath };
  for (const [strategy, path] of others) {
    if (path.wealth > best.path.wealth) best = { strategy, path };
  }
  return best;
}

function never(): never {
  throw new RangeError("there is always a named strategy");
}

/** Proposals around no conversion, the best named plan and themselves: the best after replay. */
function* programmePath(
  context: PlanContext,
  named: PlanPath,
  none: PlanPath,
): Generator<void, PlanPath> {
  let around = named;
  let best: PlanPath | null = null;
  for (let pass = 0; pass < PROGRAMME_PASSES; pass += 1) {
    const proposed = yield* proposeConversions(context, around, none);
    around = replay(context, proposed);
    if (!best || around.wealth > best.wealth) best = around;
    yield;
  }
  return best ?? named;
}
