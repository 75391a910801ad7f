import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { TaxProfileEntry } from "../taxProfile.js";
import type { PersonDetails } from "../taxDetails.js";
import { ageAtYearEnd, catchUpOf, requireWithinRoom } from "./contributionAge.js";
import { type RetirementParameters, retirementParametersFor } from "./retirementParameters.js";

const AGE_OF_LARGEST_CATCH_UP = 60;
const PLANS_WITH_OWN_LIMIT = 2; // a 401(k) or 403(b), and a governmental 457(b) beside it

/**
 * Refuses contributions on a tax profile that nobody can have made, whatever the plans and the
 * income: deferrals over the limits of two plans, deductions over the largest limit of the age.
 * What the income and the plan leave of these is `iraRooms`, `deferralRoom` and `hsaRoom`.
 *
 * @throws {Refusal} CONTRIBUTION_OVER_LIMIT, and TAX_YEAR_UNKNOWN
 * @see 26 USC 219(b)(5), 223(b), 402(g), 414(v), 457(c)
 */
export function checkStatedContributions(entry: TaxProfileEntry): void {
  const { details, year } = entry;
  if (!details) return;
  const figures = retirementParametersFor(year);
  const people = [
    { who: "filer", person: details.filer, age: ageOf(entry.filerBirthDate, year) },
    ...(details.spouse
      ? [{ who: "spouse", person: details.spouse, age: ageOf(entry.spouseBirthDate, year) }]
      : []),
  ];
  for (const { who, person, age } of people) checkPerson(who, person, age, figures);
  const { family, catchUp55 } = figures.hsa.value;
  const couple = people.reduce(
    (most, { age }) => (age >= 55 ? most.plus(catchUp55) : most),
    family,
  );
  const deducted = people.reduce((all, { person }) => all.plus(person.hsaDeduction), ZERO);
  requireWithinRoom("hsaDeduction", deducted, couple);
}

/** A person whose age is not stated counts as one with the largest catch-up. */
const ageOf = (birthDate: CalendarDate | null, year: number): number =>
  birthDate ? ageAtYearEnd(birthDate, year) : AGE_OF_LARGEST_CATCH_UP;

function checkPerson(
  who: string,
  person: PersonDetails,
  age: number,
  figures: RetirementParameters,
): void {
  const { electiveDeferrals, iraDeduction, iraNonDeductibleContributions } = person;
  const ira = figures.ira.value;
  const iraMax = age >= 50 ? ira.limit.plus(ira.catchUp50) : ira.limit;
  requireWithinRoom(
    `${who}.electiveDeferrals`,
    electiveDeferrals,
    deferralMax(figures, age).times(PLANS_WITH_OWN_LIMIT),
  );
  requireWithinRoom(
    `${who}.iraDeduction`,
    iraDeduction.plus(iraNonDeductibleContributions),
    iraMax,
  );
}

function deferralMax({ deferral }: RetirementParameters, age: number): Decimal {
  return deferral.value.limit.plus(catchUpOf(deferral.value, age));
}
