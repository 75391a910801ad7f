import { type MessagePort, parentPort } from "node:worker_threads";
import { Refusal, type RefusalFacts } from "@wealthgraph/kernel/refusal";
import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import type { PlanTask, PlanTasks } from "../operations/planRunner.js";
import { openHighsSolver } from "./highsSolver.js";
import { packed, unpacked } from "./packed.js";
import { runPlanTask } from "./planTasks.js";

/** One plan for a thread; the input is packed. */
export interface PlanOrder {
  readonly id: number;
  readonly task: PlanTask;
  readonly input: unknown;
}

/** What a thread says of an order; the value is packed. */
export type PlanMessage =
  | { readonly id: number; readonly kind: "progress"; readonly share: number }
  | { readonly id: number; readonly kind: "answer"; readonly value: unknown }
  | {
      readonly id: number;
      readonly kind: "refusal";
      readonly code: RefusalCode;
      readonly message: string;
      readonly facts: RefusalFacts;
    }
  | { readonly id: number; readonly kind: "error"; readonly message: string };

const PROGRESS_INTERVAL_MS = 100;

async function serve(port: MessagePort): Promise<void> {
  const solve = await openHighsSolver();
  const say = (message: PlanMessage): void => port.postMessage(message);
  port.on("message", ({ id, task, input }: PlanOrder) => {
    let saidAt = 0;
    const onProgress = (share: number): void => {
      if (performance.now() - saidAt < PROGRESS_INTERVAL_MS) return;
      saidAt = performance.now();
      say({ id, kind: "progress", share });
    };
    try {
      // the pool packed what its caller gave for this task
      const facts = unpacked(input) as PlanTasks[typeof task]["input"];
      const value = packed(runPlanTask(task, facts, { solve, onProgress }));
      say({ id, kind: "answer", value });
    } catch (error) {
      say(messageOf(id, error));
    }
  });
}

function messageOf(id: number, error: unknown): PlanMessage {
  if (error instanceof Refusal) {
    const { code, message, facts } = error;
    return { id, kind: "refusal", code, message, facts };
  }
  return { id, kind: "error", message: error instanceof Error ? (error.stack ?? "") : "" };
}

if (parentPort) await serve(parentPort);
