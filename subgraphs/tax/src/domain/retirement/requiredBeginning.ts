import { type CalendarDate, calendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { invariant } from "@wealthgraph/kernel/refusal";

/** When lifetime distributions begin. */
export interface RequiredBeginning {
  readonly startAge: "70½" | "72" | "73" | "75";
  readonly firstYear: number; // the first year that asks for a distribution
  readonly beginningDate: CalendarDate; // 1 April after it: the last day for the first one
}

const AGE_72_FROM = "1949-07-01" as CalendarDate; // 70½ after 2019: P.L. 116-94 §114

/**
 * The age and the date at which an owner must begin to take distributions.
 *
 * Born before July 1949: 70½; to 1950: 72; 1951 to 1959: 73; from 1960: 75. The statute names two
 * ages for 1959; the Treasury reads 73 (Prop. Reg. 1.401(a)(9)-2(b)(2)(v), July 2024).
 *
 * @see 26 USC 401(a)(9)(C)(v), as changed by P.L. 116-94 §114 and P.L. 117-328 §107
 */
export function requiredBeginning(birthDate: CalendarDate): RequiredBeginning {
  const born = yearOf(birthDate);
  if (born >= 1960) return beginning("75", born + 75);
  if (born >= 1951) return beginning("73", born + 73);
  if (birthDate >= AGE_72_FROM) return beginning("72", born + 72);
  // half a year after the 70th birthday is in the same year for the first half of births
  const isFirstHalf = birthDate.slice(5) <= "06-30";
  return beginning("70½", born + (isFirstHalf ? 70 : 71));
}

function beginning(startAge: RequiredBeginning["startAge"], firstYear: number): RequiredBeginning {
  return { startAge, firstYear, beginningDate: firstOfApril(firstYear + 1) };
}

/** What an employer's plan asks about the work behind it. */
export interface PlanEmployment {
  readonly retiredIn: number | null; // year; null: still works for the plan's employer
  readonly ownsOverFivePercent: boolean; // of that employer: no exception for those
}

/**
 * The first year of distributions from an employer's plan: that of the age, or of retirement from
 * this employer when later.
 *
 * @returns null while the exception lasts
 * @see 26 USC 401(a)(9)(C)(i)(II), (ii)
 */
export function firstYearInPlan(birthDate: CalendarDate, work: PlanEmployment): number | null {
  const byAge = requiredBeginning(birthDate).firstYear;
  if (work.ownsOverFivePercent) return byAge;
  return work.retiredIn === null ? null : Math.max(byAge, work.retiredIn);
}

/** @returns 1 April of `year` */
export function firstOfApril(year: number): CalendarDate {
  return dayOf(year, 4, 1);
}

/** A date that exists in every year from 1900 to 2200. */
export function dayOf(year: number, month: number, day: number): CalendarDate {
  const date = calendarDate(year, month, day);
  invariant(date, `${year}-${month}-${day} is a date`);
  return date;
}
