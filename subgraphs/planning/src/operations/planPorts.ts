import type { HouseholdPlan } from "../domain/plan/householdPlan.js";

export type PlanDraft = Pick<HouseholdPlan, "name" | "document">;

/** Plans of the viewer's households; others are not there. */
export interface HouseholdPlanStore {
  /** The baseline first, then scenarios by age. */
  ofHouseholds(
    householdIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly HouseholdPlan[]>>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, HouseholdPlan>>;
  /** @returns null when the household has a baseline already */
  add(householdId: string, draft: PlanDraft, isBaseline: boolean): Promise<HouseholdPlan | null>;
  /** @returns null when the stored plan is not at `version` */
  replace(
    plan: Pick<HouseholdPlan, "id" | "version">,
    draft: PlanDraft,
  ): Promise<HouseholdPlan | null>;
  /** @returns false when the stored plan is not at `version`, or is the baseline */
  remove(plan: Pick<HouseholdPlan, "id" | "version">): Promise<boolean>;
}
