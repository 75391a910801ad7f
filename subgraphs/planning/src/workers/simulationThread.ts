import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { SimulationPlan } from "../domain/simulationPlan.js";
import type { PathCounts } from "../domain/simulationResult.js";
import { Kernel, type WealthMatrix } from "./Kernel.js";

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
