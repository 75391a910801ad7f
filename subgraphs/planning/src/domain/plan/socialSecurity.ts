import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { addDays } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";

/** Bend points of the primary insurance amount by the year of turning 62; dollars of AIME. */
export const BEND_POINTS: ReadonlyMap<number, readonly [number, number]> = new Map([
  // SSA, Benefit Formula Bend Points (oact/COLA/bendpoints); 2026 from secondary sources
  [2022, [1024, 6172]],
  [2023, [1115, 6721]],
  [2024, [1174, 7078]],
  [2025, [1226, 7391]],
  [2026, [1286, 7749]],
]);

/** Share of each slice of the AIME: 42 USC 415(a)(1)(A). */
const SLICE_SHARES = [0.9, 0.32, 0.15] as const;

/** Latest age at which waiting still pays, in months: 42 USC 402(w). */
export const LATEST_CLAIM_MONTHS = 70 * 12;
export const EARLIEST_CLAIM_MONTHS = 62 * 12;
const EARLIEST_SURVIVOR_MONTHS = 60 * 12;

/**
 * Primary insurance amount of average indexed monthly earnings.
 *
 * @param aime dollars a month
 * @param eligibilityYear the year of turning 62
 * @returns dollars a month, rounded down to 10 cents
 * @throws {Refusal} SIMULATION_INPUT_INVALID for a year whose bend points are not carried
 * @see 42 USC 415(a); SSA, oact/COLA/piaformula
 */
export function primaryInsuranceAmount(aime: number, eligibilityYear: number): number {
  const bends = BEND_POINTS.get(eligibilityYear);
  if (!bends) {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      `bend points are carried for ${[...BEND_POINTS.keys()].join(", ")}, not for ${eligibilityYear}`,
      { input: "eligibilityYear", asked: eligibilityYear },
    );
  }
  const [first, second] = bends;
  const sum =
    SLICE_SHARES[0] * Math.min(aime, first) +
    SLICE_SHARES[1] * Math.max(0, Math.min(aime, second) - first) +
    SLICE_SHARES[2] * Math.max(0, aime - second);
  // half a millionth of a cent keeps 1,000.00 from becoming 999.90
  return Math.floor(sum * 10 + 5e-8) / 10;
}

/** Someone born on 1 January counts as born the year before (20 CFR 404.102). */
function countedYear(birthDate: CalendarDate): number {
  return Number(addDays(birthDate, -1).slice(0, 4));
}

/**
 * Full retirement age for retirement and spouse's benefits.
 *
 * @returns months
 * @see 42 USC 416(l)(1)
 */
export function fullRetirementAgeMonths(birthDate: CalendarDate): number {
  return fullAge(countedYear(birthDate));
}

/** The same for survivors, two years of birth later (20 CFR 404.409). */
export function survivorFullAgeMonths(birthDate: CalendarDate): number {
  return fullAge(countedYear(birthDate) - 2);
}

function fullAge(year: number): number {
  const steps = (from: number): number => 2 * Math.min(Math.max(year - from, 0), 6);
  return year < 1943 ? 65 * 12 + Math.min(steps(1937), 12) : 66 * 12 + steps(1954);
}

/**
 * Share of the primary insurance amount that a worker gets who claims at an age.
 *
 * 5/9 % less for each of the first 36 months before full age, 5/12 % for each further one; 2/3 % more
 * for each month after it up to 70 (born 1943 or later).
 *
 * @see 42 USC 402(q), 402(w)
 */
export function retirementFactor(claimAgeMonths: number, fullAgeMonths: number): number {
  const late = Math.min(claimAgeMonths, LATEST_CLAIM_MONTHS) - fullAgeMonths;
  if (late >= 0) return 1 + (late * 2) / 300;
  const early = -late;
  return 1 - (Math.min(early, 36) * 5) / 900 - (Math.max(0, early - 36) * 5) / 1200;
}

/**
 * Share of the spouse's benefit: 25/36 % less for each of the first 36 months before full age, 5/12 %
 * for each further one; nothing more for waiting.
 *
 * @see 42 USC 402(q)
 */
export function spouseFactor(claimAgeMonths: number, fullAgeMonths: number): number {
  const early = Math.max(0, fullAgeMonths - claimAgeMonths);
  return 1 - (Math.min(early, 36) * 25) / 3600 - (Math.max(0, early - 36) * 5) / 1200;
}

/**
 * Share of the survivor's benefit: 71.5 % at 60, linear to 100 % at the survivor's full age; 0 before 60.
 *
 * @see 20 CFR 404.410
 */
export function survivorFactor(claimAgeMonths: number, fullAgeMonths: number): number {
  if (claimAgeMonths < EARLIEST_SURVIVOR_MONTHS) return 0;
  const early = Math.max(0, fullAgeMonths - claimAgeMonths);
  return 1 - (0.285 * early) / (fullAgeMonths - EARLIEST_SURVIVOR_MONTHS);
}

/** A worker as the benefits of a couple need one; months count from the plan's start. */
export interface Beneficiary {
  /** Primary insurance amount, dollars a month in today's money; 0 without own record. */
  readonly pia: number;
  /** Age at the plan's start, months. */
  readonly ageMonths: number;
  readonly claimAgeMonths: number;
  readonly fullAgeMonths: number;
  readonly survivorFullAgeMonths: number;
}

/** Own benefit a month once claimed, today's money. */
export function ownBenefit(person: Beneficiary): number {
  return person.pia * retirementFactor(person.claimAgeMonths, person.fullAgeMonths);
}

/** First month of the plan in which the own benefit is paid; 0 when it runs already. */
export function firstBenefitMonth(person: Beneficiary): number {
  return Math.max(0, person.claimAgeMonths - person.ageMonths);
}

/**
 * What a spouse gets on top of the own benefit once both have claimed: half of the partner's amount
 * beyond the own amount, reduced for age.
 *
 * @see 42 USC 402(b), 402(k)(3)
 */
export function spouseExcess(person: Beneficiary, partner: Beneficiary): number {
  const excess = Math.max(0, partner.pia / 2 - person.pia);
  const start = Math.max(
    person.claimAgeMonths - person.ageMonths,
    partner.claimAgeMonths - partner.ageMonths,
  );
  return excess * spouseFactor(person.ageMonths + start, person.fullAgeMonths);
}

/**
 * The survivor's benefit a month: the deceased's amount (with late credits; not less than 82.5 % of the
 * primary amount after an early claim), reduced when the survivor is under the full age.
 *
 * @param deathMonth of the plan
 * @param month in which the survivor claims it; 0 is paid before 60
 * @see 20 CFR 404.338
 */
export function survivorBenefit(
  survivor: Beneficiary,
  deceased: Beneficiary,
  { deathMonth, month }: { readonly deathMonth: number; readonly month: number },
): number {
  const ageAtDeath = deceased.ageMonths + deathMonth;
  const hadClaimed = deathMonth >= firstBenefitMonth(deceased);
  const claimedAt = hadClaimed
    ? deceased.claimAgeMonths
    : Math.max(ageAtDeath, deceased.fullAgeMonths);
  const paid = deceased.pia * retirementFactor(claimedAt, deceased.fullAgeMonths);
  const reduced =
    deceased.pia * survivorFactor(survivor.ageMonths + month, survivor.survivorFullAgeMonths);
  // with late credits the reduction applies to the larger amount; after an early claim it is a limit
  if (paid >= deceased.pia) return deceased.pia > 0 ? (reduced * paid) / deceased.pia : 0;
  return Math.min(reduced, Math.max(paid, 0.825 * deceased.pia));
}
