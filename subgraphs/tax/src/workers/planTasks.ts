import { conversionPlan } from "../domain/conversions/conversionPlan.js";
import { assetLocation } from "../domain/location/assetLocation.js";
import type { Solve } from "../domain/optimisation/linearProgramme.js";
import { withdrawalPlan } from "../domain/withdrawals/withdrawalPlan.js";
import type { PlanTask, PlanTasks } from "../operations/planRunner.js";

type Run<Task extends PlanTask> = (
  input: PlanTasks[Task]["input"],
  world: { readonly solve: Solve; readonly onProgress: (share: number) => void },
) => PlanTasks[Task]["answer"];

const RUNS: { readonly [Task in PlanTask]: Run<Task> } = {
  conversionPlan: (input, { solve, onProgress }) => conversionPlan(input, { solve, onProgress }),
  assetLocation: (input, { solve }) => assetLocation(input, solve),
  withdrawalPlan: (input, { solve, onProgress }) => withdrawalPlan(input, solve, onProgress),
};

/** Runs one plan to its end in this thread. */
export function runPlanTask<Task extends PlanTask>(
  task: Task,
  input: PlanTasks[Task]["input"],
  world: Parameters<Run<Task>>[1],
): PlanTasks[Task]["answer"] {
  return RUNS[task](input, world);
}
