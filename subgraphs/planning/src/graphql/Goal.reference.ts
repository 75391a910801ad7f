import type { Goal as GoalModel } from "../domain/goal.js";
import type { PlanningContext } from "./context.js";

/** A goal by its key; null when there is none among the viewer's. */
export async function resolveGoal(
  reference: { readonly id: string },
  context: PlanningContext,
): Promise<GoalModel | null> {
  const goal = await context.goalById.load(reference.id);
  return goal && context.viewer.households.has(goal.householdId) ? goal : null;
}
