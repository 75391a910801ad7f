import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type Goal, type GoalDraft, validateGoal } from "../domain/goal.js";
import type { GoalStore } from "./ports.js";

/** What is absent or null stays as it is. */
export type GoalChange = { readonly [Field in keyof GoalDraft]?: GoalDraft[Field] | null };

const GOALS_MAX = 200;

/**
 * @throws {Refusal} NOT_FOUND, FORBIDDEN; BAD_INPUT for the draft, or above 200 goals a household
 */
export async function createGoal(
  goals: GoalStore,
  viewer: Viewer,
  householdId: string,
  draft: GoalDraft,
): Promise<Goal> {
  requireHousehold(viewer, householdId, "write");
  const valid = validateGoal(draft);
  const held = (await goals.ofHouseholds([householdId])).get(householdId)?.length ?? 0;
  if (held >= GOALS_MAX) {
    throw new Refusal("BAD_INPUT", `a household has at most ${GOALS_MAX} goals`, {
      goalsMax: GOALS_MAX,
    });
  }
  return goals.add(householdId, valid);
}

/** @throws {Refusal} NOT_FOUND, FORBIDDEN, BAD_INPUT; CONFLICT when the goal is at another version */
export async function updateGoal(
  goals: GoalStore,
  viewer: Viewer,
  read: Pick<Goal, "id" | "version">,
  change: GoalChange,
): Promise<Goal> {
  const goal = await goalForWriting(goals, viewer, read.id);
  const draft = validateGoal({
    name: change.name ?? goal.name,
    kind: change.kind ?? goal.kind,
    targetAmount: change.targetAmount ?? goal.targetAmount,
    targetDate: change.targetDate ?? goal.targetDate,
    priority: change.priority ?? goal.priority,
  });
  return (await goals.replace(read, draft)) ?? conflict(read);
}

/** @throws {Refusal} NOT_FOUND, FORBIDDEN; CONFLICT when the goal is at another version */
export async function removeGoal(
  goals: GoalStore,
  viewer: Viewer,
  read: Pick<Goal, "id" | "version">,
): Promise<boolean> {
  await goalForWriting(goals, viewer, read.id);
  return (await goals.remove(read)) || conflict(read);
}

/** @throws {Refusal} NOT_FOUND unless the goal is in a household of the viewer's, FORBIDDEN for a reader */
async function goalForWriting(goals: GoalStore, viewer: Viewer, id: string): Promise<Goal> {
  const goal = (await goals.byIds([id])).get(id);
  if (!goal) throw new Refusal("NOT_FOUND", "no such goal among yours");
  requireHousehold(viewer, goal.householdId, "write");
  return goal;
}

function conflict(read: Pick<Goal, "version">): never {
  throw new Refusal("CONFLICT", "the goal was changed since you read it", {
    versionRead: read.version,
  });
}

/** @throws {Refusal} NOT_FOUND for a household that is not the viewer's */
export async function householdGoals(
  load: (householdId: string) => Promise<readonly Goal[]>,
  viewer: Viewer,
  householdId: string,
): Promise<readonly Goal[]> {
  requireHousehold(viewer, householdId, "read");
  return load(householdId);
}
