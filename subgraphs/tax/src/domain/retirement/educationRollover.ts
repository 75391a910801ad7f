import { addYears, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { requireNotNegative } from "./contributionAge.js";
import { excessOver, smaller } from "../exact.js";
import { retirementParametersFor } from "./retirementParameters.js";

/** A 529 plan whose beneficiary has a Roth IRA. USD, >= 0. */
export interface EducationPlan {
  readonly openedOn: CalendarDate;
  readonly balance: Decimal;
  readonly recentContributions: Decimal; // of the last five years, with their earnings
  readonly rolledOverBefore: Decimal; // of this beneficiary, ever
  readonly iraRoom: Decimal; // the beneficiary's, of the year: compensation counts, the Roth income limit does not
}

/**
 * What may go from a 529 plan to the beneficiary's Roth IRA in a year.
 *
 * @param on the day of the rollover, in `year`
 * @returns USD; 0 while the account is under 15 years old
 * @throws {Refusal} TAX_YEAR_UNKNOWN, and BAD_INPUT for a negative amount
 * @see 26 USC 529(c)(3)(E)
 */
export function educationRolloverRoom(
  plan: EducationPlan,
  on: CalendarDate,
  year: number,
): Decimal {
  const { openedOn, balance, recentContributions, rolledOverBefore, iraRoom } = plan;
  requireNotNegative({ balance, recentContributions, rolledOverBefore, iraRoom });
  const { lifetime, accountOpenYears } = retirementParametersFor(year).rothRollover.value;
  if (on < addYears(openedOn, accountOpenYears)) return ZERO;
  const seasoned = excessOver(balance, recentContributions);
  return smaller(smaller(seasoned, iraRoom), excessOver(lifetime, rolledOverBefore));
}
