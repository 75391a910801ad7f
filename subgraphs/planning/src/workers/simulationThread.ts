// Runs as a worker thread, from dist and, in tests, from source by Node's own type stripping: it
// imports nothing of ours at run time.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { PathCounts } from "../domain/simulationResult.js";
import type { SimulationPlan } from "../domain/simulationPlan.js";

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly ASSETS_MAX: WebAssembly.Global;
  readonly SLICE_MAX: WebAssembly.Global;
  readonly WITHDRAWAL_SHORT: WebAssembly.Global;
  readonly COUNTS: WebAssembly.Global;
  readonly START: WebAssembly.Global;
  readonly WEIGHTS: WebAssembly.Global;
  readonly MEANS: WebAssembly.Global;
  readonly FACTOR: WebAssembly.Global;
  readonly WITHDRAWALS: WebAssembly.Global;
  readonly CONTRIBUTIONS: WebAssembly.Global;
  readonly GOAL_MONTHS: WebAssembly.Global;
  readonly GOAL_SPENDS: WebAssembly.Global;
  readonly GOAL_AMOUNTS: WebAssembly.Global;
  readonly CHECKPOINTS: WebAssembly.Global;
  readonly WEALTH: WebAssembly.Global;
  readonly FLAGS: WebAssembly.Global;
  readonly WORDS: WebAssembly.Global;
  setKey(key0: number, key1: number): void;
  philoxBlock(c0: number, c1: number, c2: number, c3: number): void;
  normalsOf(firstPath: number, month: number, count: number): number;
  run(firstPath: number, count: number): void;
}

/** Wealth of every path of a run, checkpoints x paths, row-major, shared by all threads. */
export type WealthMatrix = Float64Array<SharedArrayBuffer>;

/** One instance of the WebAssembly kernel: its memory holds one plan at a time. */
export class Kernel {
  readonly exports: KernelExports;
  readonly sliceMax: number;
  #plan: SimulationPlan | null = null;

  constructor(module: WebAssembly.Module) {
    // the module is our own build; its exports are those of assembly/kernel.ts
    this.exports = new WebAssembly.Instance(module, {}).exports as unknown as KernelExports;
    this.sliceMax = Number(this.exports.SLICE_MAX.value);
  }

  /** Writes a plan into the kernel's memory; a plan that is there already costs nothing. */
  load(plan: SimulationPlan): void {
    if (this.#plan === plan) return;
    const { exports } = this;
    exports.setKey(plan.key[0], plan.key[1]);
    this.#integers(exports.COUNTS, [
      plan.weights.length,
      plan.months,
      plan.goals.length,
      plan.checkpoints.length,
    ]);
    this.#doubles(exports.START, [plan.start]);
    this.#doubles(exports.WEIGHTS, plan.weights);
    this.#doubles(exports.MEANS, plan.means);
    const rowLength = Number(exports.ASSETS_MAX.value);
    for (const [i, row] of plan.factor.entries()) this.#doubles(exports.FACTOR, row, i * rowLength);
    this.#doubles(exports.WITHDRAWALS, plan.withdrawals);
    this.#doubles(exports.CONTRIBUTIONS, plan.contributions);
    const goals = plan.goals;
    this.#integers(
      exports.GOAL_MONTHS,
      goals.map((goal) => goal.month),
    );
    this.#integers(
      exports.GOAL_SPENDS,
      goals.map((goal) => Number(goal.spends)),
    );
    this.#doubles(
      exports.GOAL_AMOUNTS,
      goals.map((goal) => goal.amount),
    );
    this.#integers(exports.CHECKPOINTS, plan.checkpoints);
    this.#plan = plan;
  }

  /**
   * Simulates `count` paths from `firstPath`, writes their wealth into their columns of `wealth`.
   *
   * @param count at most `sliceMax`
   */
  run(plan: SimulationPlan, firstPath: number, count: number, wealth: WealthMatrix): PathCounts {
    this.load(plan);
    this.exports.run(firstPath, count);
    const buffer = this.exports.memory.buffer;
    const from = Number(this.exports.WEALTH.value);
    for (let row = 0; row < plan.checkpoints.length; row++) {
      const kept = new Float64Array(buffer, from + row * this.sliceMax * 8, count);
      wealth.set(kept, row * plan.paths + firstPath);
    }
    const flags = new Uint32Array(buffer, Number(this.exports.FLAGS.value), count);
    return countFlags(flags, plan.goals.length, Number(this.exports.WITHDRAWAL_SHORT.value));
  }

  #doubles(at: WebAssembly.Global, values: readonly number[], offset = 0): void {
    new Float64Array(this.exports.memory.buffer, Number(at.value)).set(values, offset);
  }

  #integers(at: WebAssembly.Global, values: readonly number[]): void {
    new Int32Array(this.exports.memory.buffer, Number(at.value)).set(values);
  }
}

function countFlags(flags: Uint32Array, goals: number, withdrawalShort: number): PathCounts {
  let successes = 0;
  let withdrawalsPaid = 0;
  const goalsFunded = Array.from({ length: goals }, () => 0);
  for (const flag of flags) {
    if (flag === 0) successes++;
    if ((flag & withdrawalShort) === 0) withdrawalsPaid++;
    for (let goal = 0; goal < goals; goal++) {
      if ((flag & (1 << goal)) === 0) goalsFunded[goal] = (goalsFunded[goal] ?? 0) + 1;
    }
  }
  return { paths: flags.length, successes, withdrawalsPaid, goalsFunded };
}

/** What the pool tells a thread. A run is announced before its first task and forgotten after its last. */
export type ThreadOrder =
  | {
      readonly kind: "announce";
      readonly runId: number;
      readonly plan: SimulationPlan;
      readonly wealth: WealthMatrix;
    }
  | { readonly kind: "forget"; readonly runId: number }
  | {
      readonly kind: "slice";
      readonly taskId: number;
      readonly runId: number;
      readonly firstPath: number;
      readonly count: number;
    }
  | {
      readonly kind: "rank";
      readonly taskId: number;
      readonly runId: number;
      readonly checkpoint: number;
      /** The first `count` paths are ranked. */
      readonly count: number;
      readonly ranks: readonly number[];
    };

export interface ThreadAnswer {
  readonly taskId: number;
  /** Counts of a slice, or wealth at the ranks asked. */
  readonly value: PathCounts | number[];
}

function serve(port: MessagePort, module: WebAssembly.Module): void {
  const kernel = new Kernel(module);
  const runs = new Map<number, { plan: SimulationPlan; wealth: WealthMatrix }>();
  port.on("message", (order: ThreadOrder) => {
    if (order.kind === "announce") runs.set(order.runId, order);
    if (order.kind === "forget") runs.delete(order.runId);
    if (order.kind === "announce" || order.kind === "forget") return;
    const run = runs.get(order.runId);
    if (!run) throw new Error(`run ${order.runId} was not announced`);
    const value =
      order.kind === "slice"
        ? kernel.run(run.plan, order.firstPath, order.count, run.wealth)
        : rank(run.wealth, order.checkpoint * run.plan.paths, order.count, order.ranks);
    const answer: ThreadAnswer = { taskId: order.taskId, value };
    port.postMessage(answer);
  });
}

/** Sorts a copy; a typed array sorts by value. */
function rank(
  wealth: WealthMatrix,
  from: number,
  count: number,
  ranks: readonly number[],
): number[] {
  const sorted = wealth.slice(from, from + count).sort();
  return ranks.map((index) => sorted[index] ?? Number.NaN);
}

const data: unknown = workerData;
if (parentPort && data && typeof data === "object" && "kernel" in data) {
  serve(parentPort, data.kernel as WebAssembly.Module);
}
