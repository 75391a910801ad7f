import type { Solve } from "../domain/optimisation/linearProgramme.js";
import type { PlanRunner, PlanRunOptions, PlanTask, PlanTasks } from "../operations/planRunner.js";
import { openHighsSolver } from "./highsSolver.js";
import { runPlanTask } from "./planTasks.js";

/** Runs plans in the thread of the test. */
export class PlansInProcess implements PlanRunner {
  #solve: Promise<Solve> | null = null;

  async run<Task extends PlanTask>(
    task: Task,
    input: PlanTasks[Task]["input"],
    { onProgress = () => undefined }: PlanRunOptions = {},
  ): Promise<PlanTasks[Task]["answer"]> {
    this.#solve ??= openHighsSolver();
    return runPlanTask(task, input, { solve: await this.#solve, onProgress });
  }
}
