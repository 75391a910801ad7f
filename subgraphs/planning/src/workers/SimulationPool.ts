import { setTimeout as delay } from "node:timers/promises";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Failure, invariant } from "@wealthgraph/kernel/refusal";
import { percentileRanks } from "../domain/percentile.js";
import {
  addCounts,
  NO_PATHS,
  type PathCounts,
  type PathStatistics,
} from "../domain/simulationResult.js";
import type { SimulationPlan } from "../domain/simulationPlan.js";
import type { SimulationRunner } from "../operations/ports.js";
import type { WealthMatrix } from "./Kernel.js";
import type { ThreadAnswer, ThreadOrder } from "./simulationThread.js";
import { startThread } from "./startThread.js";

/** Paths of a slice: about 6 ms of work at 360 months and 6 assets. The kernel takes no more at once. */
const SLICE = 256;
/** Orders a thread holds at once, so that it never waits for the main thread. */
const IN_FLIGHT = 2;
const PROGRESS_INTERVAL_MS = 120;
/** Paths that running percentiles are taken of; the final ones are taken of all. */
const RUNNING_SAMPLE = 4_000;
/** A task that this many threads died on is given up. */
const ATTEMPTS = 3;

type TaskOrder = Extract<ThreadOrder, { taskId: number }>;

interface Task {
  readonly order: TaskOrder;
  readonly run: Run;
  attempts: number;
  readonly settle: (value: ThreadAnswer["value"]) => void;
  readonly fail: (reason: Failure) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly held: Map<number, Task>;
  readonly announced: Set<number>;
}

/** One simulation in the pool: its tasks that wait, and how far the first paths are done without a gap. */
class Run {
  readonly waiting: Task[] = [];
  readonly wealth: WealthMatrix;
  /** Resolves when every path is done, rejects when that can never be. */
  readonly finished: Promise<void>;
  counts: PathCounts;
  #finish: () => void = () => undefined;
  #fail: (reason: Failure) => void = () => undefined;
  readonly #ahead = new Map<number, PathCounts>();

  constructor(
    readonly id: number,
    readonly plan: SimulationPlan,
    memory: SharedArrayBuffer,
  ) {
    this.wealth = new Float64Array(memory, 0, plan.paths * plan.checkpoints.length);
    this.counts = { ...NO_PATHS, goalsFunded: plan.goals.map(() => 0) };
    this.finished = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
    // whoever waits hears of it; without anyone who waits it is no crash of the process
    this.finished.catch(() => undefined);
  }

  /** Takes a slice's counts; they are added in the order of paths, whatever the order of arrival. */
  take(firstPath: number, counts: PathCounts): void {
    this.#ahead.set(firstPath, counts);
    for (;;) {
      const next = this.#ahead.get(this.counts.paths);
      if (!next) break;
      this.#ahead.delete(this.counts.paths);
      this.counts = addCounts(this.counts, next);
    }
    if (this.counts.paths === this.plan.paths) this.#finish();
  }

  fail(cause: unknown): void {
    const failure = new Failure("SIMULATION_THREADS_FAILED", { cause });
    this.#fail(failure);
    for (const task of this.waiting.splice(0)) task.fail(failure);
  }
}

/**
 * A kept pool of worker threads, each with its own instance of the kernel.
 *
 * The main thread only hands out orders and adds whole numbers; simulations that run at once take
 * turns slice by slice. A thread that dies is replaced and its orders are given to others: a path
 * depends on its index only, so the answer is the same.
 */
export class SimulationPool implements SimulationRunner {
  readonly #kernel: WebAssembly.Module;
  readonly #startWorker: (kernel: WebAssembly.Module) => Worker;
  readonly #threads: Thread[] = [];
  readonly #runs = new Map<number, Run>();
  #nextId = 1;
  #closed = false;
  /** The matrix of a run that has ended: threads collect garbage rarely, and would hold every old one. */
  #spare: SharedArrayBuffer | null = null;

  /**
   * @param threads how many; one for each core unless told
   * @param startWorker starts one thread with the kernel
   */
  constructor(
    kernel: WebAssembly.Module,
    threads: number = availableParallelism(),
    startWorker = startThread,
  ) {
    this.#kernel = kernel;
    this.#startWorker = startWorker;
    for (let i = 0; i < threads; i++) this.#threads.push(this.#startThread());
  }

  async *run(plan: SimulationPlan, signal: AbortSignal): AsyncGenerator<PathStatistics, void> {
    const run = new Run(this.#nextId++, plan, this.#memoryFor(plan));
    this.#runs.set(run.id, run);
    try {
      for (let first = 0; first < plan.paths; first += SLICE) this.#addSlice(run, first);
      this.#dispatch();
      while (!(await this.#isFinishedSoon(run, signal))) {
        if (run.counts.paths > 0) yield await this.#statistics(run, RUNNING_SAMPLE);
      }
      const statistics = await this.#statistics(run, plan.paths);
      // no thread writes into it any more
      this.#spare = run.wealth.buffer;
      yield statistics;
    } finally {
      this.#forget(run);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const run of this.#runs.values()) run.fail(new Error("the pool closes"));
    await Promise.all(this.#threads.map((thread) => thread.worker.terminate()));
  }

  #memoryFor(plan: SimulationPlan): SharedArrayBuffer {
    const bytes = plan.paths * plan.checkpoints.length * Float64Array.BYTES_PER_ELEMENT;
    const spare = this.#spare;
    this.#spare = null;
    return spare && spare.byteLength >= bytes ? spare : new SharedArrayBuffer(bytes);
  }

  /** Waits for the end of the run or the next time to report. */
  async #isFinishedSoon(run: Run, signal: AbortSignal): Promise<boolean> {
    const timer = new AbortController();
    const stop = AbortSignal.any([timer.signal, signal]);
    const ended = await Promise.race([
      run.finished.then(() => true),
      delay(PROGRESS_INTERVAL_MS, false, { signal: stop }).catch(() => false),
    ]);
    timer.abort();
    signal.throwIfAborted();
    return ended;
  }

  /** Order statistics of the first paths without a gap, at most `sampleMax`, sorted by the threads. */
  async #statistics(run: Run, sampleMax: number): Promise<PathStatistics> {
    const { counts } = run;
    const sampled = Math.min(counts.paths, sampleMax);
    const ranks = percentileRanks(sampled);
    const ranked = run.plan.checkpoints.map((_, checkpoint) => {
      const order = { kind: "rank", runId: run.id, checkpoint, count: sampled, ranks } as const;
      return new Promise<number[]>((resolve, reject) => {
        const settle = (value: ThreadAnswer["value"]): void => resolve(value as number[]);
        run.waiting.unshift(this.#taskOf(run, order, { settle, fail: reject }));
      });
    });
    this.#dispatch();
    const orderStatistics = await Promise.all(ranked);
    return { counts, sampled, orderStatistics };
  }

  #addSlice(run: Run, firstPath: number): void {
    const count = Math.min(SLICE, run.plan.paths - firstPath);
    const order = { kind: "slice", runId: run.id, firstPath, count } as const;
    const settle = (value: ThreadAnswer["value"]): void => run.take(firstPath, value as PathCounts);
    run.waiting.push(this.#taskOf(run, order, { settle, fail: () => undefined }));
  }

  #taskOf(
    run: Run,
    order: DistributiveOmit<TaskOrder, "taskId">,
    handlers: Pick<Task, "settle" | "fail">,
  ): Task {
    return { order: { ...order, taskId: this.#nextId++ }, run, attempts: 0, ...handlers };
  }

  /** Fills every thread; runs take turns. */
  #dispatch(): void {
    for (const thread of this.#threads) {
      while (thread.held.size < IN_FLIGHT) {
        const task = this.#nextTask();
        if (!task) return;
        this.#give(thread, task);
      }
    }
  }

  #nextTask(): Task | undefined {
    for (const run of this.#runs.values()) {
      const task = run.waiting.shift();
      if (!task) continue;
      // the run that was served goes to the end of the row
      this.#runs.delete(run.id);
      this.#runs.set(run.id, run);
      return task;
    }
    return undefined;
  }

  #give(thread: Thread, task: Task): void {
    const { run } = task;
    if (!thread.announced.has(run.id)) {
      thread.announced.add(run.id);
      const { id: runId, plan, wealth } = run;
      this.#tell(thread, { kind: "announce", runId, plan, wealth });
    }
    thread.held.set(task.order.taskId, task);
    // a thread with work keeps the process alive, one without does not
    thread.worker.ref();
    this.#tell(thread, task.order);
  }

  #tell(thread: Thread, order: ThreadOrder): void {
    thread.worker.postMessage(order);
  }

  #forget(run: Run): void {
    this.#runs.delete(run.id);
    run.waiting.length = 0;
    for (const thread of this.#threads) {
      if (thread.announced.delete(run.id)) this.#tell(thread, { kind: "forget", runId: run.id });
    }
  }

  #startThread(): Thread {
    const worker = this.#startWorker(this.#kernel);
    const thread: Thread = { worker, held: new Map(), announced: new Set() };
    let cause: unknown = new Error("a thread ended");
    worker.on("message", (answer: ThreadAnswer) => {
      const task = thread.held.get(answer.taskId);
      invariant(task, "a thread answers what it was asked");
      thread.held.delete(answer.taskId);
      if (thread.held.size === 0) worker.unref();
      task.settle(answer.value);
      this.#dispatch();
    });
    worker.on("error", (error) => (cause = error));
    worker.on("exit", () => this.#replace(thread, cause));
    worker.unref();
    return thread;
  }

  /** Starts a thread in the place of a dead one and puts its orders back. */
  #replace(dead: Thread, cause: unknown): void {
    const place = this.#threads.indexOf(dead);
    if (this.#closed || place < 0) return;
    this.#threads[place] = this.#startThread();
    for (const task of dead.held.values()) {
      task.attempts++;
      if (!this.#runs.has(task.run.id)) continue;
      task.run.waiting.unshift(task);
      if (task.attempts >= ATTEMPTS) task.run.fail(cause);
    }
    this.#dispatch();
  }
}

/** `Omit` for each member of a union. */
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
