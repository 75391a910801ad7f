import { Decimal } from "@wealthgraph/kernel/decimal";
import { checkConversionPlan, type ConversionPlanInput } from "./conversionPlanInput.js";
import { proposeConversions } from "./dynamicProgramme.js";
import type { FigureStatus } from "./engine.js";
import { NAMED_STRATEGIES, namedPath } from "./namedStrategies.js";
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
  readonly isProvenOptimal: false; // a local optimum; no bound is computed
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
}

export const DEFAULT_BUDGET: SearchBudget = { yearsMax: 24_000 };

const PROGRAMME_PASSES = 3;

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
  { budget = DEFAULT_BUDGET, shifts = DEFAULT_SHIFTS }: ConversionPlanOptions = {},
): Generator<void, ConversionPlan> {
  checkConversionPlan(input);
  const context = planContext(input);
  const paths = new Map<Strategy, PlanPath>();
  for (const strategy of NAMED_STRATEGIES) {
    paths.set(strategy, namedPath(context, strategy));
    yield;
  }
  const none = paths.get("NONE") ?? namedPath(context, "NONE");
  const named = bestOf(paths);
  const programme = yield* programmePath(context, named.path, none);
  const isProgrammeAhead = programme.wealth > named.path.wealth;
  const start = isProgrammeAhead ? programme : named.path;
  const refined = yield* refinePath(context, start, budget);
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
      isProvenOptimal: false,
    },
    sensitivity: yield* sensitivity(input, paths, best.strategy, shifts),
    figures: standingOfPlan(context, best.path),
    assumptions: assumptionsOf(input),
    notModelled: omissionsOf(context, best.path),
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
