import type { ConversionPlan } from "../domain/conversions/conversionPlan.js";
import type { ConversionPlanInput } from "../domain/conversions/conversionPlanInput.js";
import type { AssetLocation } from "../domain/location/assetLocation.js";
import type { AssetLocationInput } from "../domain/location/locationInput.js";
import type { WithdrawalInput } from "../domain/withdrawals/withdrawalFacts.js";
import type { WithdrawalAnswer } from "../domain/withdrawals/withdrawalPlan.js";

/** The plans that take longer than a request may hold its thread: what each takes and gives. */
export interface PlanTasks {
  readonly conversionPlan: {
    readonly input: ConversionPlanInput;
    readonly answer: ConversionPlan;
  };
  readonly assetLocation: {
    readonly input: AssetLocationInput;
    readonly answer: AssetLocation;
  };
  readonly withdrawalPlan: {
    readonly input: WithdrawalInput;
    readonly answer: WithdrawalAnswer;
  };
}

export type PlanTask = keyof PlanTasks;

export interface PlanRunOptions {
  /** Stops the plan: the run rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Hears from 0 to 1 how far the plan is, rising. */
  readonly onProgress?: (share: number) => void;
}

/** Runs plans beside the event loop. */
export interface PlanRunner {
  /**
   * @throws {Refusal} what the plan refuses; PLAN_TIMED_OUT when it passes its limit
   * @throws {Failure} PLAN_THREADS_FAILED, PLAN_THREADS_BUSY
   */
  run<Task extends PlanTask>(
    task: Task,
    input: PlanTasks[Task]["input"],
    options?: PlanRunOptions,
  ): Promise<PlanTasks[Task]["answer"]>;
}
