import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Work } from "./ports.js";

/** Prices of an instrument that are others than they were, from a day on. */
export interface PriceRevision {
  readonly instrumentId: string;
  readonly from: CalendarDate;
}

/**
 * Every household that ever held the instrument gets its daily values calculated again from that day.
 * Hearing the same revision twice costs a calculation and changes nothing.
 *
 * @returns how many households are calculated again
 */
export async function restatePrices(
  work: Work,
  { instrumentId, from }: PriceRevision,
): Promise<number> {
  let restated = 0;
  for (const householdId of await work.householdIds()) {
    await work.within({ householdIds: [householdId] }, async (unit) => {
      if (!(await unit.ledger.hasInstrument(householdId, instrumentId))) return;
      await unit.enqueueSnapshots(householdId, from);
      restated += 1;
    });
  }
  return restated;
}
