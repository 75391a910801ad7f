import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { ageAtYearEnd, requireNotNegative } from "./contributionAge.js";
import { excessOver, total } from "../exact.js";
import { retirementParametersFor } from "./retirementParameters.js";

/** One person's health savings account in one year. USD, >= 0. */
export interface HsaSaver {
  readonly birthDate: CalendarDate;
  readonly coverage: "SELF_ONLY" | "FAMILY"; // of the high-deductible plan
  readonly monthsEligible: number; // first days of a month with such a plan and without Medicare, 0 to 12
  readonly usesLastMonthRule: boolean; // eligible on 1 December, and through all of the next year
  readonly contributed: Decimal; // so far, the employer's part included
  readonly spouseUsesOfFamily: Decimal; // of the family limit, in the spouse's account
}

/** What may still go in. USD, >= 0. */
export interface HsaRoom {
  readonly limit: Decimal; // own catch-up included, the spouse's part of a family limit taken off
  readonly catchUp: Decimal;
  readonly room: Decimal;
  readonly excess: Decimal; // 6 % a year until it is out (26 USC 4973(g))
}

/**
 * The limit of an HSA by months of coverage. A couple shares one family limit; the 1,000 from the
 * year of 55 on is each person's own, in an account of their own.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN, and BAD_INPUT for months outside 0 to 12 or a negative amount
 * @see 26 USC 223(b); Form 8889
 */
export function hsaRoom(saver: HsaSaver, year: number): HsaRoom {
  const { monthsEligible, contributed, spouseUsesOfFamily } = saver;
  requireNotNegative({ contributed, spouseUsesOfFamily });
  if (!Number.isInteger(monthsEligible) || monthsEligible < 0 || monthsEligible > 12) {
    throw new Refusal("BAD_INPUT", `A year has 0 to 12 eligible months, not ${monthsEligible}.`, {
      monthsEligible,
    });
  }
  const { selfOnly, family, catchUp55 } = retirementParametersFor(year).hsa.value;
  const isFull = saver.usesLastMonthRule && monthsEligible > 0;
  const prorated = (amount: Decimal) => (isFull ? amount : amount.times(monthsEligible).div(12));
  const isOlder = ageAtYearEnd(saver.birthDate, year) >= 55;
  const catchUp = isOlder ? prorated(catchUp55) : ZERO;
  const shared =
    saver.coverage === "FAMILY"
      ? excessOver(prorated(family), spouseUsesOfFamily)
      : prorated(selfOnly);
  const limit = total(shared, catchUp);
  return {
    limit,
    catchUp,
    room: excessOver(limit, contributed),
    excess: excessOver(contributed, limit),
  };
}

/**
 * Whether a health plan is a high-deductible one, as an HSA needs.
 *
 * @param plan USD a year of the plan's deductible and of all that its member may pay
 * @throws {Refusal} TAX_YEAR_UNKNOWN, and BAD_INPUT for a negative amount
 * @see 26 USC 223(c)(2); from 2026 bronze and catastrophic marketplace plans count whatever their deductible (P.L. 119-21 §71307): not modelled
 */
export function isHighDeductiblePlan(
  plan: {
    readonly coverage: HsaSaver["coverage"];
    readonly deductible: Decimal;
    readonly outOfPocketMax: Decimal;
  },
  year: number,
): boolean {
  const { coverage, deductible, outOfPocketMax } = plan;
  requireNotNegative({ deductible, outOfPocketMax });
  const { value } = retirementParametersFor(year).hsa;
  const by = coverage === "FAMILY" ? "family" : "selfOnly";
  return deductible.gte(value.deductibleMin[by]) && outOfPocketMax.lte(value.outOfPocketMax[by]);
}
