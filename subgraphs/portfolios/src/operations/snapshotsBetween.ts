import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { viewerScope } from "./access.js";
import type { Work } from "./ports.js";

/** A household's days as columns of one length, in USD. */
export interface SnapshotColumns {
  readonly dates: readonly CalendarDate[];
  readonly values: readonly Decimal[];
  readonly cash: readonly Decimal[];
  readonly cost: readonly Decimal[];
  readonly estimated: readonly boolean[];
}

/** @throws {Refusal} BAD_INPUT when `from` is after `to` */
export async function snapshotsBetween(
  work: Work,
  viewer: Viewer,
  householdId: string,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
): Promise<SnapshotColumns> {
  requireHousehold(viewer, householdId, "read");
  if (from > to) throw new Refusal("BAD_INPUT", `from ${from} is after to ${to}`, { from, to });
  const days = await work.within(viewerScope(viewer), (unit) =>
    unit.snapshots.between(householdId, from, to),
  );
  return {
    dates: days.map(({ day }) => day),
    values: days.map(({ value }) => value),
    cash: days.map(({ cash }) => cash),
    cost: days.map(({ cost }) => cost),
    estimated: days.map(({ isEstimated }) => isEstimated),
  };
}
