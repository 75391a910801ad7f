import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { inheritedMinimum } from "./inheritedAccount.js";
import type { Inheritance } from "./inheritedRule.js";
import type { RmdYear } from "./rmdProjection.js";

/** An inherited account over years, nothing but the minimum taken. */
export interface InheritedPlan {
  readonly beneficiaryBirthDate: CalendarDate | null; // null: not an individual
  readonly openingBalance: Decimal; // USD on 31 December before `firstYear`
  readonly firstYear: number; // after the year of death
  readonly lastYear: number;
  readonly growth: Decimal; // a year, as a fraction, > -1
  readonly paidAt: "START_OF_YEAR" | "END_OF_YEAR";
}

/**
 * Minimums of an inherited account over years with growth: under the ten-year rule everything that
 * is left comes out in the last one.
 *
 * @throws {Refusal} BAD_INPUT as `inheritedMinimum`, and when the years run backwards or growth loses everything
 */
export function projectInherited(
  inheritance: Inheritance,
  plan: InheritedPlan,
): readonly RmdYear[] {
  if (plan.lastYear < plan.firstYear || plan.growth.lte(-1)) {
    throw new Refusal("BAD_INPUT", "Years run forward, and growth is over -100 % a year.", {
      yearFirst: plan.firstYear,
      yearLast: plan.lastYear,
      growth: plan.growth.toFixed(),
    });
  }
  const years: RmdYear[] = [];
  let opening = plan.openingBalance;
  for (let year = plan.firstYear; year <= plan.lastYear; year += 1) {
    const row = projectYear(inheritance, plan, year, opening);
    years.push(row);
    opening = row.closingBalance;
  }
  return years;
}

function projectYear(
  inheritance: Inheritance,
  plan: InheritedPlan,
  year: number,
  openingBalance: Decimal,
): RmdYear {
  const minimum = inheritedMinimum(inheritance, year, openingBalance);
  const atStart = plan.paidAt === "START_OF_YEAR" ? minimum.amount : ZERO;
  const growth = openingBalance.minus(atStart).times(plan.growth);
  const before = openingBalance.plus(growth).minus(atStart);
  // at the end of the last year its growth goes too; after a heavy loss less than the minimum is left
  const isShort = minimum.mustEmpty || minimum.amount.gt(before);
  const atEnd = plan.paidAt === "START_OF_YEAR" ? ZERO : isShort ? before : minimum.amount;
  return {
    year,
    ageYears: plan.beneficiaryBirthDate ? year - yearOf(plan.beneficiaryBirthDate) : null,
    openingBalance,
    divisor: minimum.divisor,
    required: minimum.amount,
    deferredIn: ZERO,
    paid: atStart.plus(atEnd),
    growth,
    closingBalance: before.minus(atEnd),
  };
}
