import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { PlanRunner, PlanTask, PlanTasks } from "../operations/planRunner.js";
import { packed } from "./packed.js";

export interface KeptPlansOptions {
  /** How long a caller waits before it is asked to come back. */
  readonly patienceMs?: number;
  /** A plan that nobody has asked for this long is forgotten. */
  readonly keepMs?: number;
  /** Plans kept at most; the one asked for longest ago goes first. */
  readonly plansMax?: number;
}

interface KeptPlan {
  readonly answer: Promise<unknown>;
  readonly progress: { share: number }; // 0 to 1
  askedAtMs: number;
}

/** Below the second and a half in which the router expects an answer to a query. */
const PATIENCE_MS = 900;
const KEEP_MS = 10 * 60_000;
const PLANS_MAX = 64;

/**
 * Lets a query ask for a plan that takes longer than a query may: the plan goes on, the caller is
 * told how far it is, and the same question gets the answer when it is there.
 *
 * A plan depends on its input alone, so the input is its name; two who ask the same wait for one.
 * Kept in this process only: another process, or this one after a restart, works it out again.
 */
export class KeptPlans implements PlanRunner {
  readonly #runner: PlanRunner;
  readonly #options: Required<KeptPlansOptions>;
  readonly #kept = new Map<string, KeptPlan>(); // the one asked for longest ago first

  constructor(runner: PlanRunner, options: KeptPlansOptions = {}) {
    this.#runner = runner;
    this.#options = { patienceMs: PATIENCE_MS, keepMs: KEEP_MS, plansMax: PLANS_MAX, ...options };
  }

  /** @throws {Refusal} PLAN_RUNNING, and what the runner throws */
  async run<Task extends PlanTask>(
    task: Task,
    input: PlanTasks[Task]["input"],
  ): Promise<PlanTasks[Task]["answer"]> {
    const name = nameOf(task, input);
    const plan = this.#kept.get(name) ?? this.#start(task, input, name);
    plan.askedAtMs = Date.now();
    this.#kept.delete(name);
    this.#kept.set(name, plan);
    this.#forget();
    const timer = new AbortController();
    const late = delay(this.#options.patienceMs, LATE, { signal: timer.signal }).catch(() => LATE);
    const answer = await Promise.race([plan.answer, late]);
    timer.abort();
    if (answer !== LATE) return answer as PlanTasks[Task]["answer"]; // kept under its own task
    throw new Refusal(
      "PLAN_RUNNING",
      `${task} is being worked out: ask the same again in a moment`,
      { task, progressPercent: Math.floor(plan.progress.share * 100) },
    );
  }

  #start<Task extends PlanTask>(
    task: Task,
    input: PlanTasks[Task]["input"],
    name: string,
  ): KeptPlan {
    const progress = { share: 0 };
    const onProgress = (share: number): void => {
      progress.share = Math.max(progress.share, share);
    };
    const answer = this.#runner.run(task, input, { onProgress });
    const plan: KeptPlan = { answer, progress, askedAtMs: Date.now() };
    // what failed is told to those who wait, and tried again for those who come later
    plan.answer.catch(() => {
      setTimeout(() => {
        if (this.#kept.get(name) === plan) this.#kept.delete(name);
      }, this.#options.patienceMs).unref();
    });
    return plan;
  }

  #forget(): void {
    const oldest = Date.now() - this.#options.keepMs;
    for (const [name, plan] of this.#kept) {
      const isOver = this.#kept.size > this.#options.plansMax;
      if (!isOver && plan.askedAtMs >= oldest) return;
      this.#kept.delete(name);
    }
  }
}

const LATE = Symbol("late");

function nameOf(task: PlanTask, input: object): string {
  return createHash("sha256")
    .update(JSON.stringify([task, packed(input)]))
    .digest("hex");
}
