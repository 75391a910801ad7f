import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import type { PlanRunner, PlanRunOptions, PlanTask, PlanTasks } from "../operations/planRunner.js";
import { packed, unpacked } from "./packed.js";
import type { PlanMessage, PlanOrder } from "./planThread.js";

export interface PlanThreadsOptions {
  readonly threads?: number;
  /** A plan that runs longer is ended, and its thread with it. */
  readonly limitMs?: number;
  /** Plans that may wait; one more is turned away. */
  readonly waitingMax?: number;
  readonly startWorker?: () => Worker;
}

interface Job {
  readonly order: PlanOrder;
  readonly options: PlanRunOptions;
  readonly settle: (value: unknown) => void;
  readonly fail: (reason: unknown) => void;
}

/** A thread and the one plan it works on. */
interface Thread {
  worker: Worker;
  job: Job | null;
  limit: NodeJS.Timeout | null;
}

/** One thread leaves a processor to the requests; two let a short plan pass a long one. */
const THREADS = Math.max(1, Math.min(2, availableParallelism() - 1));
const LIMIT_MS = 20_000;
const WAITING_MAX = 64;

/**
 * A few kept threads, each with its own HiGHS, that work on one plan at a time, first come, first
 * served.
 *
 * A solver cannot be asked to stop: a plan that is cancelled or passes its limit is ended with its
 * thread, and another thread starts in its place.
 */
export class PlanThreads implements PlanRunner {
  readonly #threads: Thread[];
  readonly #waiting: Job[] = [];
  readonly #options: Required<PlanThreadsOptions>;
  #nextId = 1;
  #isClosed = false;

  constructor(options: PlanThreadsOptions = {}) {
    this.#options = {
      threads: THREADS,
      limitMs: LIMIT_MS,
      waitingMax: WAITING_MAX,
      startWorker: startPlanThread,
      ...options,
    };
    this.#threads = Array.from({ length: this.#options.threads }, () => this.#start());
  }

  run<Task extends PlanTask>(
    task: Task,
    input: PlanTasks[Task]["input"],
    options: PlanRunOptions = {},
  ): Promise<PlanTasks[Task]["answer"]> {
    return new Promise((resolve, reject) => {
      options.signal?.throwIfAborted();
      const isBusy = this.#waiting.length >= this.#options.waitingMax;
      if (this.#isClosed || isBusy) throw new Failure("PLAN_THREADS_BUSY");
      const order = { id: this.#nextId++, task, input: packed(input) };
      // the thread answers a task with that task's answer
      const settle = (value: unknown): void => resolve(value as PlanTasks[Task]["answer"]);
      const job: Job = { order, options, settle, fail: reject };
      options.signal?.addEventListener("abort", () => this.#cancel(job), { once: true });
      this.#waiting.push(job);
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const failure = new Failure("PLAN_THREADS_BUSY");
    for (const job of this.#waiting.splice(0)) job.fail(failure);
    await Promise.all(
      this.#threads.map((thread) => {
        this.#release(thread)?.fail(failure);
        return thread.worker.terminate();
      }),
    );
  }

  #start(): Thread {
    const thread: Thread = { worker: this.#options.startWorker(), job: null, limit: null };
    this.#listen(thread);
    return thread;
  }

  #listen(thread: Thread): void {
    const { worker } = thread;
    // a thread that waits keeps no process alive
    worker.unref();
    worker.on("message", (message: PlanMessage) => this.#hear(thread, message));
    worker.on("error", (error) => {
      if (thread.worker === worker) this.#replace(thread, new Failure(FAILED, { cause: error }));
    });
    worker.on("exit", () => {
      if (thread.worker === worker) this.#replace(thread, new Failure(FAILED));
    });
  }

  #dispatch(): void {
    for (const thread of this.#threads) {
      if (thread.job) continue;
      const job = this.#waiting.shift();
      if (!job) return;
      thread.job = job;
      thread.limit = setTimeout(
        () => this.#replace(thread, this.#timedOut(job)),
        this.#options.limitMs,
      );
      thread.worker.ref();
      thread.worker.postMessage(job.order);
    }
  }

  #timedOut({ order }: Job): Refusal {
    return new Refusal(
      "PLAN_TIMED_OUT",
      `${order.task} took longer than ${this.#options.limitMs} ms: ask for fewer years or accounts`,
      { task: order.task, limitMs: this.#options.limitMs },
    );
  }

  #hear(thread: Thread, message: PlanMessage): void {
    const { job } = thread;
    if (!job || job.order.id !== message.id) return;
    if (message.kind === "progress") {
      job.options.onProgress?.(message.share);
      return;
    }
    this.#release(thread);
    thread.worker.unref();
    if (message.kind === "answer") job.settle(unpacked(message.value));
    else if (message.kind === "refusal")
      job.fail(new Refusal(message.code, message.message, message.facts));
    // our own fault: the chassis logs it and hides the words
    else job.fail(new Error(message.message));
    this.#dispatch();
  }

  /** Ends the thread's plan with a reason and starts a new thread in its place. */
  #replace(thread: Thread, reason: unknown): void {
    this.#release(thread)?.fail(reason);
    if (this.#isClosed) return;
    const old = thread.worker;
    thread.worker = this.#options.startWorker();
    void old.terminate();
    this.#listen(thread);
    this.#dispatch();
  }

  #release(thread: Thread): Job | null {
    const { job, limit } = thread;
    if (limit) clearTimeout(limit);
    thread.job = null;
    thread.limit = null;
    return job;
  }

  #cancel(job: Job): void {
    const reason: unknown = job.options.signal?.reason;
    const at = this.#waiting.indexOf(job);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
      job.fail(reason);
      return;
    }
    const thread = this.#threads.find((t) => t.job === job);
    if (thread) this.#replace(thread, reason);
  }
}

const FAILED = "PLAN_THREADS_FAILED";

/** Starts a thread of the built package. */
export function startPlanThread(): Worker {
  return new Worker(new URL("./planThread.js", import.meta.url), { execArgv: [] });
}
