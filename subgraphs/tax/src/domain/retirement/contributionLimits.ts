import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { standingOf } from "../figure.js";
import { ageAtYearEnd, catchUpOf } from "./contributionAge.js";
import { contributionDeadline, type ContributionKind } from "./contributionDeadline.js";
import { ageSeventyAndHalf } from "./qualifiedCharitable.js";
import { retirementParametersFor } from "./retirementParameters.js";

/** The last day for a kind of contribution. */
export interface ContributionDate {
  readonly kind: ContributionKind;
  readonly by: CalendarDate;
}

/** A person's limits of a year by age alone: what income and plans leave of them is the contribution plan's. USD. */
export interface ContributionLimits {
  readonly year: number;
  readonly ageYears: number; // at the end of the year
  readonly deferral: Decimal; // 401(k), 403(b), governmental 457(b), without catch-up
  readonly deferralCatchUp: Decimal; // 0 under 50, more in the years of 60 to 63
  readonly rothCatchUpWagesOver: Decimal | null; // last year's wages there: over it catch-up is Roth; null: not yet law
  readonly annualAdditions: Decimal; // 415(c), catch-up on top
  readonly simpleDeferral: Decimal;
  readonly simpleCatchUp: Decimal;
  readonly ira: Decimal;
  readonly iraCatchUp: Decimal;
  readonly hsaSelfOnly: Decimal;
  readonly hsaFamily: Decimal; // shared by a couple
  readonly hsaCatchUp: Decimal; // from 55, each in an account of their own
  readonly gift: Decimal; // without a gift tax return, to each beneficiary
  readonly educationFiveYears: Decimal; // five of these at once to a 529 plan
  readonly educationSchools: Decimal; // from 529 plans, to grade 12, of each beneficiary
  readonly lifetimeExclusion: Decimal; // of gift and estate tax
  readonly healthSpending: Decimal; // of salary to a health flexible spending account
  readonly dependentCareSpending: Decimal; // of a household; each of separate returns half
  readonly charitableSplitInterest: Decimal; // of the next, once in a life, to a trust or annuity
  readonly charitableDistribution: Decimal; // from an IRA, of the whole year
  readonly charitableFrom: CalendarDate; // 70½
  readonly deadlines: readonly ContributionDate[];
  readonly figures: ReturnType<typeof standingOf>;
}

const KINDS: readonly ContributionKind[] = [
  "ELECTIVE_DEFERRAL",
  "AFTER_TAX_TO_PLAN",
  "HSA",
  "IRA",
  "SEP",
  "ROTH_CONVERSION",
  "EDUCATION_529",
];

/**
 * The limits of a person of this age in a year, with the last days.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN
 */
export function contributionLimits(birthDate: CalendarDate, year: number): ContributionLimits {
  const p = retirementParametersFor(year);
  const age = ageAtYearEnd(birthDate, year);
  const from = (limitAge: number, amount: Decimal) => (age >= limitAge ? amount : ZERO);
  return {
    year,
    ageYears: age,
    deferral: p.deferral.value.limit,
    deferralCatchUp: catchUpOf(p.deferral.value, age),
    rothCatchUpWagesOver: p.rothCatchUpWagesOver.value,
    annualAdditions: p.annualAdditions.value,
    simpleDeferral: p.simpleDeferral.value.limit,
    simpleCatchUp: catchUpOf(p.simpleDeferral.value, age),
    ira: p.ira.value.limit,
    iraCatchUp: from(50, p.ira.value.catchUp50),
    hsaSelfOnly: p.hsa.value.selfOnly,
    hsaFamily: p.hsa.value.family,
    hsaCatchUp: from(55, p.hsa.value.catchUp55),
    gift: p.giftExclusion.value,
    educationFiveYears: p.educationFiveYears.value,
    educationSchools: p.educationSchools.value,
    lifetimeExclusion: p.lifetimeExclusion.value,
    healthSpending: p.healthSpending.value,
    dependentCareSpending: p.dependentCareSpending.value,
    charitableSplitInterest: p.splitInterestGift.value,
    charitableDistribution: p.qualifiedCharitable.value,
    charitableFrom: ageSeventyAndHalf(birthDate),
    deadlines: KINDS.map((kind) => ({ kind, by: contributionDeadline(kind, year) })),
    figures: standingOf([
      p.deferral,
      p.simpleDeferral,
      p.annualAdditions,
      p.rothCatchUpWagesOver,
      p.ira,
      p.hsa,
      p.giftExclusion,
      p.educationFiveYears,
      p.educationSchools,
      p.lifetimeExclusion,
      p.healthSpending,
      p.dependentCareSpending,
      p.splitInterestGift,
      p.qualifiedCharitable,
    ]),
  };
}
