import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import type { FittedModel, MarketFit } from "../domain/marketFit.js";
import type { FittedMarket } from "../domain/capitalMarket.js";
import type { MarketFitter } from "../operations/ports.js";
import type { FitAnswer } from "./fitThread.js";
import { startFile } from "./startThread.js";

/** Fits each market on a thread of its own, which ends with the fit. */
export class ThreadMarketFitter implements MarketFitter {
  async fit(
    fit: MarketFit & { readonly model: FittedModel },
    signal: AbortSignal,
  ): Promise<FittedMarket> {
    signal.throwIfAborted();
    const worker = startFile("fitThread", fit);
    const stop = (): void => void worker.terminate();
    signal.addEventListener("abort", stop);
    try {
      const answer = await new Promise<FitAnswer>((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
        worker.once("exit", () => reject(new Error("the thread ended before its fit")));
      });
      if ("fitted" in answer) return answer.fitted;
      const { code, message, facts } = answer.refused;
      throw new Refusal(code, message, facts);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Refusal) throw error;
      throw new Failure("MARKET_FIT_FAILED", { cause: error });
    } finally {
      signal.removeEventListener("abort", stop);
      await worker.terminate();
    }
  }
}
