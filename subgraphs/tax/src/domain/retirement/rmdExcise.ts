import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { excessOver, times } from "../exact.js";
import { official } from "../figure.js";
import { dayOf } from "./requiredBeginning.js";

/** The excise on what was not taken, from 2023 (before: 50 %). */
export const RMD_EXCISE = official("26 USC 4974(a), (e), P.L. 117-328 §302", {
  rate: new Decimal("0.25"),
  rateIfCorrected: new Decimal("0.10"),
});

/** A missed distribution and what it costs. */
export interface RmdExcise {
  readonly shortfall: Decimal; // USD, >= 0
  readonly rate: Decimal;
  readonly tax: Decimal; // USD, unless Form 5329 line 54 asks for a waiver for reasonable cause
  readonly correctBy: CalendarDate; // last day for the lower rate, earlier once the IRS assesses or sends a notice of deficiency
}

/**
 * The excise tax for a year's minimum that was not taken in full.
 *
 * @param missed.dueOn the day by which it had to be taken; 1 April for a deferred first year
 * @param missed.correctedOn when the shortfall was taken with a return that shows the tax; null: not yet
 * @see 26 USC 4974; Form 5329 Part IX
 */
export function rmdExcise(missed: {
  readonly required: Decimal;
  readonly taken: Decimal;
  readonly dueOn: CalendarDate;
  readonly correctedOn: CalendarDate | null;
}): RmdExcise {
  const shortfall = excessOver(missed.required, missed.taken);
  // the tax belongs to the year in which the distribution was due
  const correctBy = dayOf(yearOf(missed.dueOn) + 2, 12, 31);
  const isTimely = missed.correctedOn !== null && missed.correctedOn <= correctBy;
  const rate = isTimely ? RMD_EXCISE.value.rateIfCorrected : RMD_EXCISE.value.rate;
  return { shortfall, rate, tax: times(shortfall, rate), correctBy };
}
