import { addMonths, addYears, type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { atLeastZero, excessOver, smaller } from "../exact.js";
import { retirementParametersFor } from "./retirementParameters.js";

/** A gift paid from an IRA, own or inherited, straight to a public charity. */
export interface CharitableDistribution {
  readonly birthDate: CalendarDate; // of the owner or, of an inherited IRA, the beneficiary
  readonly paidOn: CalendarDate;
  readonly amount: Decimal; // USD, > 0
  readonly alreadyThisYear: Decimal; // USD of earlier such gifts in the year
  readonly deductedAfter70: Decimal; // USD of IRA contributions deducted for years of 70½ and later, not yet set against a gift
  readonly isOngoingSepOrSimple: boolean; // the employer contributes for the year: not allowed
}

/** What the gift does. USD. */
export interface CharitableResult {
  readonly excluded: Decimal; // from income
  readonly taxable: Decimal; // the rest, deductible as an ordinary gift
  readonly towardMinimum: Decimal; // counts as distributed
  readonly limitLeft: Decimal; // of the year
  readonly deductedAfter70Left: Decimal;
}

/** The day of reaching 70½: six months after the 70th birthday. */
export function ageSeventyAndHalf(birthDate: CalendarDate): CalendarDate {
  return addMonths(addYears(birthDate, 70), 6);
}

/**
 * A qualified charitable distribution: out of income up to the year's limit and counted toward the
 * required minimum. Contributions deducted from 70½ on take away from the exclusion, once.
 *
 * @throws {Refusal} BAD_INPUT before 70½, from an ongoing SEP or SIMPLE IRA, for an amount <= 0
 * @see 26 USC 408(d)(8); IRS Publication 590-B
 */
export function qualifiedCharitable(gift: CharitableDistribution): CharitableResult {
  const from = ageSeventyAndHalf(gift.birthDate);
  if (gift.paidOn < from) {
    throw new Refusal("BAD_INPUT", `A gift from an IRA is tax-free from 70½, ${from}, on.`, {
      allowedFrom: from,
      paidOn: gift.paidOn,
    });
  }
  if (gift.isOngoingSepOrSimple || !gift.amount.gt(0)) {
    throw new Refusal(
      "BAD_INPUT",
      "A gift is a positive amount from an IRA that is no ongoing SEP or SIMPLE.",
      { amountUsd: gift.amount.toFixed(), isOngoingSepOrSimple: gift.isOngoingSepOrSimple },
    );
  }
  const limit = retirementParametersFor(yearOf(gift.paidOn)).qualifiedCharitable.value;
  const left = excessOver(limit, gift.alreadyThisYear);
  const qualified = smaller(gift.amount, left);
  const reduction = smaller(qualified, atLeastZero(gift.deductedAfter70));
  const excluded = qualified.minus(reduction);
  return {
    excluded,
    taxable: gift.amount.minus(excluded),
    towardMinimum: gift.amount,
    limitLeft: left.minus(qualified),
    deductedAfter70Left: atLeastZero(gift.deductedAfter70).minus(reduction),
  };
}
