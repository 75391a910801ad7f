import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { viewerScope } from "./access.js";
import type { DisposalRange, StoredDisposal } from "./disposalPorts.js";
import type { Work } from "./ports.js";
import { capitalGainDistributions, requireCurrentDisposals } from "./realizedTotals.js";

/** More do not fit in one answer of the graph; a report file takes any number. */
export const DISPOSALS_MAX = 5_000;

/**
 * A year's disposals of all accounts in one list, for a report in the graph.
 *
 * @throws {Refusal} NOT_FOUND; REPORT_TOO_LARGE with more than `DISPOSALS_MAX`
 */
export async function disposalsOfYear(
  work: Work,
  viewer: Viewer,
  householdId: string,
  range: DisposalRange,
): Promise<readonly StoredDisposal[]> {
  requireHousehold(viewer, householdId, "read");
  return work.within(viewerScope(viewer), async (unit) => {
    await requireCurrentDisposals(unit, [householdId]);
    const slice = { first: DISPOSALS_MAX + 1, after: null };
    const found = await unit.disposals.ofHouseholds([householdId], range, slice);
    if (found.length <= DISPOSALS_MAX) return found;
    throw new Refusal(
      "REPORT_TOO_LARGE",
      `the year has more than ${DISPOSALS_MAX} lots closed: make a file with createTaxReport`,
      { disposalsMax: DISPOSALS_MAX },
    );
  });
}

/** @throws {Refusal} NOT_FOUND */
export function distributionsOfYear(
  work: Work,
  viewer: Viewer,
  householdId: string,
  range: DisposalRange,
): Promise<Decimal> {
  requireHousehold(viewer, householdId, "read");
  return work.within(viewerScope(viewer), (unit) =>
    capitalGainDistributions(unit, householdId, range),
  );
}
