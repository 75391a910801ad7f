import type { Balances } from "./balances.js";
import { openingBalances } from "./balances.js";
import { toCent } from "./cents.js";
import {
  edgeConversion,
  type FillingStrategy,
  fillingStrategiesOf,
  floorConversion,
} from "./namedStrategies.js";
import type { PlanContext } from "./planContext.js";
import { type PlanPath, replay } from "./planPath.js";

/** How much work a search may do: returns of the exact engine, so that its answer does not depend on the machine. */
export interface SearchBudget {
  readonly yearsMax: number;
}

const STEPS = [50_000, 12_500, 3_000, 750, 200]; // USD
const SHIFT_DISTANCES = [1, 3, 8]; // years
const RETURNS_OF_EDGE = 6; // that finding it takes, about
const GAIN_MIN = 0.5; // USD of final wealth: less is no improvement

/** Hill climbing with every candidate priced by the exact engine. */
class Climb {
  private yearsDone = 0;
  private readonly filling: readonly FillingStrategy[];

  constructor(
    private readonly context: PlanContext,
    private readonly budget: SearchBudget,
    public best: PlanPath,
  ) {
    this.filling = fillingStrategiesOf(context);
  }

  get isSpent(): boolean {
    return this.yearsDone >= this.budget.yearsMax;
  }

  /** Keeps the plan when it is better. @returns whether it was */
  tries(conversions: readonly number[], from: number): boolean {
    this.yearsDone += this.context.years.length - from;
    const path = replay(this.context, conversions, { path: this.best, from });
    if (path.wealth < this.best.wealth + GAIN_MIN) return false;
    this.best = path;
    return true;
  }

  before(index: number): Balances {
    return this.best.outcomes[index - 1]?.after ?? openingBalances(this.context);
  }

  /** Conversions that just fill a bracket, stay below a tier or keep the premium tax credit in one year. */
  edges(index: number): readonly number[] {
    const before = this.before(index);
    const filled = this.filling.map((s) => edgeConversion(this.context, index, before, s));
    this.yearsDone += filled.length * RETURNS_OF_EDGE;
    if (!this.context.years[index]?.facts.marketplace) return filled;
    this.yearsDone += RETURNS_OF_EDGE;
    return [...filled, floorConversion(this.context, index, before)];
  }
}

/**
 * Improves a plan one year at a time (nothing, everything, every bracket, Medicare and premium
 * credit edge, steps up and down) and by moving amounts between years, until nothing improves or the budget is spent.
 *
 * @returns a path whose wealth is never below that of `start`
 */
export function* refinePath(
  context: PlanContext,
  start: PlanPath,
  budget: SearchBudget,
): Generator<void, PlanPath> {
  const climb = new Climb(context, budget, start);
  for (let improved = true; improved && !climb.isSpent;) {
    const wealth = climb.best.wealth;
    for (const index of context.years.keys()) yield* improveYear(climb, index);
    for (const step of STEPS) yield* shiftBetweenYears(climb, step);
    improved = climb.best.wealth > wealth + GAIN_MIN;
  }
  return climb.best;
}

function* improveYear(climb: Climb, index: number): Generator<void> {
  const current = climb.best.conversions[index] ?? 0;
  const candidates = new Set([0, Infinity, ...climb.edges(index)]);
  for (const step of STEPS) {
    candidates.add(current + step);
    candidates.add(Math.max(0, current - step));
  }
  candidates.delete(current);
  for (const conversion of candidates) {
    if (climb.isSpent) return;
    climb.tries(climb.best.conversions.with(index, conversion), index);
    yield;
  }
}

/** Earlier or later by some years, as far as the donor has it. */
function* shiftBetweenYears(climb: Climb, step: number): Generator<void> {
  const count = climb.best.conversions.length;
  for (let early = 0; early < count; early += 1) {
    for (const distance of SHIFT_DISTANCES) {
      const late = early + distance;
      if (late >= count) continue;
      for (const [from, to] of [
        [early, late],
        [late, early],
      ] as const) {
        if (climb.isSpent) return;
        const moved = Math.min(step, climb.best.conversions[from] ?? 0);
        if (moved <= 0) continue;
        const plan = climb.best.conversions
          .with(from, toCent((climb.best.conversions[from] ?? 0) - moved))
          .with(to, toCent((climb.best.conversions[to] ?? 0) + moved));
        climb.tries(plan, early);
        yield;
      }
    }
  }
}
