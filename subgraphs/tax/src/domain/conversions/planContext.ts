import { addMonths, type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { ConversionPlanInput, PlanYear } from "./conversionPlanInput.js";
import { type FederalParameters, federalParametersFor } from "../federalParameters.js";
import { MEDICARE_LOOKBACK_YEARS, medicareSurcharge } from "../retirement/medicareSurcharge.js";
import { requiredBeginning } from "../retirement/requiredBeginning.js";
import { ownerDivisor } from "../retirement/requiredMinimum.js";
import { isAgedIn } from "../taxProfile.js";

const MONTHS_TO_59_AND_A_HALF = 59 * 12 + 6;
const MEDICARE_AGE = 65;

/** What one year of a plan is, whatever is converted in it. */
export interface YearContext extends PlanYear {
  readonly parameters: FederalParameters;
  readonly divisors: readonly (number | null)[]; // of each saver; null: no required minimum yet
  readonly isEarly: readonly boolean[]; // of each saver: under 59 1/2 all year, to 31 December
  readonly isEarlyNext: readonly boolean[]; // the same of the next year
  readonly onMedicareLater: number; // persons on Medicare when this year's income decides
}

/** A plan's input with everything that does not depend on the decisions, computed once. */
export interface PlanContext {
  readonly input: ConversionPlanInput;
  readonly years: readonly YearContext[];
  readonly drawOrder: readonly number[]; // savers, older first
  readonly firstSurcharges: readonly [number, number]; // USD, due in the first two years
}

export type ParametersOf = (year: number) => FederalParameters;

/** The day from which distributions carry no 10 % additional tax (26 USC 72(t)(2)(A)(i)). */
export const turns59AndAHalf = (birthDate: CalendarDate): CalendarDate =>
  addMonths(birthDate, MONTHS_TO_59_AND_A_HALF);

/** @param parametersOf the law of each year; changed law is another function */
export function planContext(
  input: ConversionPlanInput,
  parametersOf: ParametersOf = federalParametersFor,
): PlanContext {
  const { savers } = input;
  const years = input.years.map((of): YearContext => {
    const filers = of.facts.filers.map((filer, i) => ({
      ...filer,
      birthDate: savers[i]?.birthDate ?? filer.birthDate,
      isAged: isAgedIn(of.year, savers[i]?.birthDate ?? filer.birthDate),
    }));
    return {
      ...of,
      facts: { ...of.facts, filers },
      parameters: parametersOf(of.year),
      divisors: savers.map((_, i) => divisorOf(input, i, of.year)),
      isEarly: savers.map((s) => turns59AndAHalf(s.birthDate) > `${of.year}-12-31`),
      isEarlyNext: savers.map((s) => turns59AndAHalf(s.birthDate) > `${of.year + 1}-12-31`),
      onMedicareLater: onMedicare(input, of.year + MEDICARE_LOOKBACK_YEARS),
    };
  });
  const drawOrder = savers
    .map((_, i) => i)
    .toSorted((a, b) => ((savers[a]?.birthDate ?? "") < (savers[b]?.birthDate ?? "") ? -1 : 1));
  return { input, years, drawOrder, firstSurcharges: firstSurcharges(input) };
}

function divisorOf(input: ConversionPlanInput, saver: number, year: number): number | null {
  const owner = input.savers[saver];
  if (!owner || year < requiredBeginning(owner.birthDate).firstYear) return null;
  const spouseBirthDate = input.savers[1 - saver]?.birthDate ?? null;
  const person = { birthDate: owner.birthDate, spouseBirthDate };
  return ownerDivisor(person, input.isSpouseSoleBeneficiary, year).divisor.toNumber();
}

/** Persons whose 65th birthday is in or before the premium year. */
const onMedicare = ({ savers }: ConversionPlanInput, premiumYear: number): number =>
  savers.filter((s) => yearOf(s.birthDate) + MEDICARE_AGE <= premiumYear).length;

/** Surcharges that the two years before the plan have already decided. */
function firstSurcharges(input: ConversionPlanInput): readonly [number, number] {
  const [first] = input.years;
  const { priorMagi } = input;
  if (!first || !priorMagi) return [0, 0];
  const { filingStatus, livedApart } = first.facts;
  const due = (premiumYear: number, magi: Decimal): number =>
    medicareSurcharge(
      {
        filingStatus,
        livedApart,
        magi,
        persons: onMedicare(input, premiumYear),
        havePartD: input.havePartD,
      },
      premiumYear - MEDICARE_LOOKBACK_YEARS,
    ).total.toNumber();
  return [due(first.year, priorMagi[0]), due(first.year + 1, priorMagi[1])];
}
