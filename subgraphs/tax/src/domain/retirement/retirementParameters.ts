import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { RETIREMENT_2024, RETIREMENT_2025, RETIREMENT_2026 } from "./retirementFigures.js";
import type { Figure } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { PROJECTED_UNTIL } from "../projectedParameters.js";
import { projectRetirement } from "./projectedRetirement.js";

/** A deferral limit with what older savers may add. USD a year. */
export interface DeferralLimit {
  readonly limit: Decimal;
  readonly catchUp50: Decimal; // from the year of age 50
  readonly catchUp60to63: Decimal | null; // instead of catchUp50 in the years of age 60 to 63; null: not yet law
}

/** Modified AGI over which a limit falls, in a straight line, to 0. USD. */
export interface PhaseOut {
  readonly from: Decimal;
  readonly to: Decimal;
}

/** USD by the coverage of a health plan. */
export interface ByCoverage {
  readonly selfOnly: Decimal;
  readonly family: Decimal;
}

/** One step of the income-related Medicare premium. */
export interface MedicareTier {
  readonly magi: Decimal; // USD, of two years earlier
  readonly isReachedAt: boolean; // true: from `magi` on; false: only above it
  readonly partBSurcharge: Decimal; // USD a month and person
  readonly partDSurcharge: Decimal; // USD a month and person
}

/** Yearly amounts of Social Security benefits, USD and fractions. */
export interface SocialSecurityAmounts {
  readonly earningsBeforeFullAge: Decimal; // a year; over it 1 of 2 is withheld
  readonly earningsInYearOfFullAge: Decimal; // until its month; over it 1 of 3 is withheld
  readonly bendPoints: readonly [Decimal, Decimal]; // of average indexed monthly earnings
  readonly formulaRates: readonly [Decimal, Decimal, Decimal]; // below, between and above them
}

/** Figures of the law on retirement saving and Medicare premiums in one year. */
export interface RetirementParameters {
  readonly year: number;
  readonly deferral: Figure<DeferralLimit>; // 401(k), 403(b), governmental 457(b)
  readonly simpleDeferral: Figure<DeferralLimit>;
  readonly simpleDeferralSmallEmployer: Figure<DeferralLimit>; // SECURE 2.0 §117: up to 25 employees, or a higher employer contribution
  readonly annualAdditions: Figure<Decimal>; // 415(c), USD, catch-up on top
  readonly compensationLimit: Figure<Decimal>; // 401(a)(17), USD
  readonly rothCatchUpWagesOver: Figure<Decimal | null>; // USD of FICA wages of the year before from this employer; null: not yet law
  readonly ira: Figure<{
    readonly limit: Decimal;
    readonly catchUp50: Decimal;
    readonly roth: ByFilingStatus<PhaseOut>; // separate: living together
    readonly deductibleCovered: ByFilingStatus<PhaseOut>; // separate: living together
    readonly deductibleSpouseCovered: PhaseOut; // joint returns
  }>;
  readonly hsa: Figure<{
    readonly selfOnly: Decimal;
    readonly family: Decimal;
    readonly catchUp55: Decimal;
    readonly deductibleMin: ByCoverage; // of a high-deductible health plan
    readonly outOfPocketMax: ByCoverage;
  }>;
  readonly giftExclusion: Figure<Decimal>; // USD a year and beneficiary
  readonly educationFiveYears: Figure<Decimal>; // USD a beneficiary: five years of the exclusion at once, to a 529 plan
  readonly rothRollover: Figure<{
    readonly lifetime: Decimal; // USD a beneficiary, from 529 plans to Roth IRAs
    readonly accountOpenYears: number;
    readonly seasoningYears: number; // contributions of these last years stay
  }>;
  readonly educationSchools: Figure<Decimal>; // USD a year and beneficiary from 529 plans for kindergarten to grade 12
  readonly lifetimeExclusion: Figure<Decimal>; // USD of gifts and estate together, each person
  readonly qualifiedCharitable: Figure<Decimal>; // USD a year and person
  readonly splitInterestGift: Figure<Decimal>; // USD of it, once in a life, to a trust or annuity
  readonly healthSpending: Figure<Decimal>; // USD of salary to a health flexible spending account
  readonly dependentCareSpending: Figure<Decimal>; // USD of a household to dependent care accounts; separate: half
  readonly socialSecurity: Figure<SocialSecurityAmounts>;
  readonly medicare: Figure<{
    readonly partBPremium: Decimal; // USD a month and person, before surcharges
    readonly tiers: ByFilingStatus<readonly MedicareTier[]>; // rising, the first is 0; separate: living together
  }>;
}

const CARRIED: ReadonlyMap<number, RetirementParameters> = new Map(
  [RETIREMENT_2024, RETIREMENT_2025, RETIREMENT_2026].map((p) => [p.year, p]),
);

/** Years whose published figures are carried, rising. */
export const RETIREMENT_YEARS: readonly number[] = [...CARRIED.keys()];

const projected = new Map<number, RetirementParameters>();

/**
 * The figures of `year`: published ones, or projected from the last known year.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN before the first carried year and after the horizon
 */
export function retirementParametersFor(year: number): RetirementParameters {
  const known = CARRIED.get(year) ?? projected.get(year);
  if (known) return known;
  if (!Number.isInteger(year) || year <= RETIREMENT_2026.year || year > PROJECTED_UNTIL) {
    throw new Refusal(
      "TAX_YEAR_UNKNOWN",
      `Retirement figures are carried for ${RETIREMENT_YEARS.join(", ")} and projected until ${PROJECTED_UNTIL}, not for ${year}.`,
      { yearAsked: year, yearFirst: RETIREMENT_2024.year, yearLast: PROJECTED_UNTIL },
    );
  }
  const made = projectRetirement(RETIREMENT_2026, year);
  projected.set(year, made);
  return made;
}
