import type { HouseholdPlan, PlanDocument } from "../domain/plan/householdPlan.js";

/** A row of planning.household_plan; the document is what we wrote. */
export interface HouseholdPlanRow {
  readonly id: string;
  readonly household_id: string;
  readonly name: string;
  readonly is_baseline: boolean;
  readonly document: PlanDocument;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function toHouseholdPlan(row: HouseholdPlanRow): HouseholdPlan {
  return {
    id: row.id,
    householdId: row.household_id,
    name: row.name,
    isBaseline: row.is_baseline,
    document: row.document,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
