import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { FittedMarket } from "../domain/capitalMarket.js";
import { compilePlan, planMarketFit, type PlanWork } from "../domain/plan/compilePlan.js";
import {
  type OutcomeSlice,
  type PathOutcomes,
  putSlice,
  SCALAR_INDEX,
  sharedOutcomes,
  yearsOf,
} from "../domain/plan/pathOutcomes.js";
import type { PlanInputs } from "../domain/plan/planInputs.js";
import { planResultOf } from "../domain/plan/planSimulation.js";
import { yearsLeft } from "../domain/plan/spendingRule.js";
import type { KeptOutcomes, PlanProgressStore, PlanRunner } from "./planSimulationPorts.js";
import type { MarketFitter, SimulationNews } from "./ports.js";
import type { RunAttempt } from "./runSimulation.js";

export interface RunPlanPorts {
  readonly runner: PlanRunner;
  readonly fitter: MarketFitter;
  readonly progress: PlanProgressStore;
  readonly news: SimulationNews;
}

/** Paths of a slice: the unit that is stored and never computed twice. */
export const PLAN_SLICE = 256;
const REPORT_MS = 120;
/** Paths that running numbers are taken of; the final ones are taken of all. */
const RUNNING_SAMPLE = 1_024;

/**
 * Runs a queued plan simulation to its end, storing every slice with the progress. Safe to repeat: a
 * finished or cancelled one is left alone, an interrupted one goes on after the slices that are stored,
 * to the same answer.
 *
 * @throws whatever stopped the attempt, after the last one is recorded as FAILED
 */
export async function runPlanSimulation(
  ports: RunPlanPorts,
  id: string,
  attempt: RunAttempt,
): Promise<void> {
  const simulation = await ports.progress.begin(id);
  if (!simulation) return;
  await ports.news.publish(id);
  try {
    const { inputs } = simulation;
    const run = new Run(ports, id, inputs, await planWork(ports, inputs, attempt.signal));
    await run.resume();
    if (!(await run.computeMissing(attempt.signal))) return;
    if (await run.finish()) await ports.news.publish(id);
  } catch (error) {
    const isRefusal = error instanceof Refusal;
    const failure = {
      code: isRefusal ? error.code : "UNAVAILABLE",
      message: isRefusal ? error.message : "the computation failed; start the simulation again",
    };
    if ((isRefusal || attempt.isLast) && (await ports.progress.fail(id, failure))) {
      await ports.news.publish(id);
    }
    if (!isRefusal) throw error;
  }
}

/** A plan ready to be walked, with the market it was fitted to. */
export type FittedWork = PlanWork & { readonly fitted: FittedMarket | null };

/** Fits the market and compiles the inputs, with the table of rates that guardrails need. */
export async function planWork(
  { runner, fitter }: Pick<RunPlanPorts, "runner" | "fitter">,
  inputs: PlanInputs,
  signal: AbortSignal,
): Promise<FittedWork> {
  const fit = planMarketFit(inputs);
  const fitted = fit && (await fitter.fit(fit, signal));
  const work = { ...compilePlan(inputs, fitted), fitted };
  const { rule, people } = work.plan;
  if (rule.kind !== "GUARDRAILS") return work;
  const youngest = Math.min(...people.map((person) => person.ageMonths));
  const years = yearsLeft(rule, { ageYears: Math.floor(youngest / 12) });
  const sustainable = await runner.sustainable(work, years);
  return { ...work, plan: { ...work.plan, sustainable } };
}

/** One attempt at a simulation. */
class Run {
  readonly #ports: RunPlanPorts;
  readonly #id: string;
  readonly #inputs: PlanInputs;
  readonly #work: PlanWork;
  readonly #fitted: FittedMarket | null;
  readonly #outcomes: PathOutcomes;
  readonly #done = new Set<number>();
  /** Computed and not stored yet. */
  #fresh: OutcomeSlice[] = [];

  constructor(ports: RunPlanPorts, id: string, inputs: PlanInputs, work: FittedWork) {
    this.#ports = ports;
    this.#id = id;
    this.#inputs = inputs;
    this.#work = { plan: work.plan, market: work.market };
    this.#fitted = work.fitted;
    this.#outcomes = sharedOutcomes(inputs.paths, yearsOf(work.plan));
  }

  async resume(): Promise<void> {
    for (const slice of await this.#ports.progress.slices(this.#id)) this.#take(slice);
  }

  #take(slice: OutcomeSlice): void {
    putSlice(this.#outcomes, slice);
    this.#done.add(slice.firstPath);
  }

  /** @returns false when the simulation was cancelled in the meantime */
  async computeMissing(signal: AbortSignal): Promise<boolean> {
    const { paths } = this.#inputs;
    const missing: number[] = [];
    for (let first = 0; first < paths; first += PLAN_SLICE) {
      if (!this.#done.has(first)) missing.push(first);
    }
    let isWanted = true;
    const lane = async (): Promise<void> => {
      for (let first = missing.shift(); first !== undefined; first = missing.shift()) {
        const count = Math.min(PLAN_SLICE, paths - first);
        const slice = await this.#ports.runner.slice(this.#work, first, count);
        if (!isWanted || signal.aborted) return;
        this.#take(slice);
        this.#fresh.push(slice);
      }
    };
    const lanes = Promise.all(
      Array.from({ length: Math.max(1, this.#ports.runner.threads * 2) }, lane),
    ).then(() => true);
    try {
      for (let isDone = false; !isDone && isWanted;) {
        isDone = await Promise.race([lanes, delay(REPORT_MS, false)]);
        signal.throwIfAborted();
        isWanted = await this.#report();
      }
    } finally {
      missing.length = 0;
      // a lane that fails after the end is heard of by nobody else
      lanes.catch(() => undefined);
    }
    return isWanted;
  }

  /** Stores what is fresh with the numbers so far. */
  async #report(): Promise<boolean> {
    const fresh = this.#fresh;
    if (fresh.length === 0) return true;
    this.#fresh = [];
    const gapless = Math.min(this.#gapless(), RUNNING_SAMPLE);
    const { progress, news, runner } = this.#ports;
    const goals = this.#inputs.goals.length;
    const result =
      gapless === 0
        ? null
        : planResultOf(
            this.#inputs,
            await runner.numbers(this.#outcomes, gapless, goals),
            this.#fitted,
          );
    const done = Math.min(this.#done.size * PLAN_SLICE, this.#inputs.paths);
    const isWanted = await progress.advance(this.#id, fresh, { done, result });
    if (isWanted) await news.publish(this.#id);
    return isWanted;
  }

  /** Paths from the first that are done without a gap. */
  #gapless(): number {
    let first = 0;
    while (this.#done.has(first)) first += PLAN_SLICE;
    return Math.min(first, this.#inputs.paths);
  }

  async finish(): Promise<boolean> {
    const { paths, goals } = this.#inputs;
    const { progress, runner } = this.#ports;
    const numbers = await runner.numbers(this.#outcomes, paths, goals.length);
    const result = planResultOf(this.#inputs, numbers, this.#fitted);
    const completedGoalIds = completedGoals(this.#inputs);
    return progress.finish(this.#id, result, { ...kept(this.#outcomes), completedGoalIds });
  }
}

function kept({ paths, scalars }: PathOutcomes): KeptOutcomes {
  const row = (name: keyof typeof SCALAR_INDEX): Float64Array =>
    scalars.slice(SCALAR_INDEX[name] * paths, (SCALAR_INDEX[name] + 1) * paths);
  const [missed, months] = [row("GOALS_MISSED"), row("SHORTFALL_MONTHS")];
  const succeeded = Uint8Array.from(missed, (bits, i) => Number(bits === 0 && months[i] === 0));
  return { succeeded, terminal: row("TERMINAL") };
}

/** Balances to reach that today's wealth has reached. */
function completedGoals({ goals, accounts }: PlanInputs): string[] {
  const wealth = accounts.reduce((sum, account) => sum + account.value, 0);
  return goals.filter((goal) => !goal.spends && goal.amount <= wealth).map((goal) => goal.id);
}
