// Runs as a worker thread for one fit, from dist and, in tests, from source.
import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { fitMarket } from "../domain/market/fitMarket.js";
import type { FittedMarket } from "../domain/capitalMarket.js";

/** A refusal loses its class on the way between threads. */
export type FitAnswer =
  | { readonly fitted: FittedMarket }
  | { readonly refused: Pick<Refusal, "code" | "message" | "facts"> };

function answer(fit: Parameters<typeof fitMarket>[0]): FitAnswer {
  try {
    return { fitted: fitMarket(fit) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, facts } = error;
    return { refused: { code, message, facts } };
  }
}

parentPort?.postMessage(answer(workerData as Parameters<typeof fitMarket>[0]));
