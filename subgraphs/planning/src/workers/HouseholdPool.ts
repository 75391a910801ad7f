import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { Failure, invariant } from "@wealthgraph/kernel/refusal";
import type { PlanWork } from "../domain/plan/compilePlan.js";
import type { OutcomeSlice, PathOutcomes } from "../domain/plan/pathOutcomes.js";
import type { PathYear } from "../domain/plan/planSimulation.js";
import type { PlanNumbers } from "../domain/plan/planStatistics.js";
import type { PlanRunner } from "../operations/planSimulationPorts.js";
import type { HouseholdAnswer, HouseholdOrder } from "./householdThread.js";
import { startThread } from "./startThread.js";

/** A task that this many threads died on is given up. */
const ATTEMPTS = 3;

interface Task {
  readonly order: HouseholdOrder;
  readonly resolve: (answer: HouseholdAnswer) => void;
  readonly reject: (reason: Failure) => void;
  attempts: number;
}

interface Thread {
  readonly worker: Worker;
  task: { readonly id: number; readonly task: Task } | null;
}

/**
 * A kept pool of threads that walk households along paths. Every order holds all that it needs, so
 * that a dead thread is replaced and its order given to another: the answer depends on the order only.
 */
export class HouseholdPool implements PlanRunner {
  readonly threads: number;
  readonly #kernel: WebAssembly.Module;
  readonly #threads: Thread[] = [];
  readonly #waiting: Task[] = [];
  #nextId = 1;
  #closed = false;

  /** @param threads how many; one for each core unless told */
  constructor(kernel: WebAssembly.Module, threads: number = availableParallelism()) {
    this.#kernel = kernel;
    this.threads = threads;
    for (let i = 0; i < threads; i++) this.#threads.push(this.#startThread());
  }

  slice(work: PlanWork, firstPath: number, paths: number): Promise<OutcomeSlice> {
    return this.#ask({ kind: "slice", work, firstPath, paths }) as Promise<OutcomeSlice>;
  }

  sustainable(work: PlanWork, years: number): Promise<Float64Array[]> {
    return this.#ask({ kind: "sustainable", work, years }) as Promise<Float64Array[]>;
  }

  numbers(outcomes: PathOutcomes, count: number, goals: number): Promise<PlanNumbers> {
    return this.#ask({ kind: "numbers", outcomes, count, goals }, true) as Promise<PlanNumbers>;
  }

  replay(work: PlanWork, path: number): Promise<PathYear[]> {
    return this.#ask({ kind: "replay", work, path }, true) as Promise<PathYear[]>;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const held = this.#threads.flatMap(({ task }) => (task ? [task.task] : []));
    for (const task of [...held, ...this.#waiting.splice(0)]) this.#fail(task, "the pool closes");
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  /** @param isUrgent before what waits: small answers that somebody looks at */
  #ask(order: HouseholdOrder, isUrgent = false): Promise<HouseholdAnswer> {
    return new Promise((resolve, reject) => {
      const task: Task = { order, resolve, reject, attempts: 0 };
      if (this.#closed) this.#fail(task, "the pool closes");
      else if (isUrgent) this.#waiting.unshift(task);
      else this.#waiting.push(task);
      this.#dispatch();
    });
  }

  #dispatch(): void {
    for (const thread of this.#threads) {
      if (thread.task) continue;
      const task = this.#waiting.shift();
      if (!task) return;
      const id = this.#nextId++;
      thread.task = { id, task };
      // a thread with work keeps the process alive, one without does not
      thread.worker.ref();
      thread.worker.postMessage({ taskId: id, order: task.order });
    }
  }

  #startThread(): Thread {
    const worker = startThread(this.#kernel, "householdThread");
    const thread: Thread = { worker, task: null };
    let cause: unknown = new Error("a thread ended");
    worker.on("message", ({ taskId, answer }: { taskId: number; answer: HouseholdAnswer }) => {
      const held = thread.task;
      invariant(held?.id === taskId, "a thread answers what it was asked");
      thread.task = null;
      worker.unref();
      held.task.resolve(answer);
      this.#dispatch();
    });
    worker.on("error", (error) => (cause = error));
    worker.on("exit", () => this.#replace(thread, cause));
    worker.unref();
    return thread;
  }

  #replace(dead: Thread, cause: unknown): void {
    const place = this.#threads.indexOf(dead);
    if (this.#closed || place < 0) return;
    this.#threads[place] = this.#startThread();
    const task = dead.task?.task;
    if (task) {
      task.attempts++;
      if (task.attempts >= ATTEMPTS) this.#fail(task, cause);
      else this.#waiting.unshift(task);
    }
    this.#dispatch();
  }

  #fail(task: Task, cause: unknown): void {
    task.reject(new Failure("SIMULATION_THREADS_FAILED", { cause }));
  }
}
