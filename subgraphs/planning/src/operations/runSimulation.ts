import { Refusal } from "@wealthgraph/kernel/refusal";
import type { SimulationFailure } from "../domain/simulation.js";
import { planOf } from "../domain/simulationPlan.js";
import { resultOf } from "../domain/simulationResult.js";
import { marketFitOf } from "../domain/simulationInputs.js";
import type {
  MarketFitter,
  SimulationNews,
  SimulationProgressStore,
  SimulationRunner,
} from "./ports.js";

export interface RunSimulationPorts {
  readonly runner: SimulationRunner;
  readonly fitter: MarketFitter;
  readonly progress: SimulationProgressStore;
  readonly news: SimulationNews;
}

export interface RunAttempt {
  readonly signal: AbortSignal;
  /** True when a failure of this attempt is final. */
  readonly isLast: boolean;
}

/**
 * Runs a queued simulation to its end, storing progress and saying so. Safe to repeat: a finished or
 * cancelled one is left alone, an interrupted one is run again from its frozen inputs to the same answer.
 *
 * @throws whatever stopped the attempt, after the last one is recorded as FAILED
 */
export async function runSimulation(
  ports: RunSimulationPorts,
  id: string,
  attempt: RunAttempt,
): Promise<void> {
  const simulation = await ports.progress.begin(id);
  if (!simulation) return;
  await ports.news.publish(id);
  const { inputs } = simulation;
  try {
    const fit = marketFitOf(inputs);
    const fitted = fit && (await ports.fitter.fit(fit, attempt.signal));
    const plan = planOf(inputs, fitted);
    for await (const statistics of ports.runner.run(plan, attempt.signal)) {
      const result = resultOf(inputs, plan, { ...statistics, fitted });
      const isLast = result.paths === inputs.paths;
      const isWanted = isLast
        ? await ports.progress.finish(id, result)
        : await ports.progress.advance(id, result);
      // cancelled in the meantime: leaving the loop stops the threads
      if (!isWanted) return;
      await ports.news.publish(id);
    }
  } catch (error) {
    const isFinal = error instanceof Refusal || attempt.isLast;
    if (isFinal && (await ports.progress.fail(id, failureOf(error)))) await ports.news.publish(id);
    if (!(error instanceof Refusal)) throw error;
  }
}

function failureOf(error: unknown): SimulationFailure {
  if (error instanceof Refusal) return { code: error.code, message: error.message };
  return { code: "UNAVAILABLE", message: "the computation failed; start the simulation again" };
}
