import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Figure } from "../figure.js";
import type { ByFilingStatus, FilingStatus } from "../filingStatus.js";
import { PROJECTED_INFLATION } from "../projectedParameters.js";
import type {
  ByCoverage,
  DeferralLimit,
  MedicareTier,
  PhaseOut,
  RetirementParameters,
  SocialSecurityAmounts,
} from "./retirementParameters.js";

/** The top Medicare tier stands still until 2027 and is indexed from 2028 (42 USC 1395r(i)(5)(C)). */
const TOP_TIER_INDEXED_AFTER = 2027;

/** An indexed amount: only whole steps of the increase count, as the statutes round. */
const upInSteps = (amount: Decimal, growth: Decimal, step: number): Decimal =>
  amount.plus(amount.times(growth).div(step).floor().times(step));

/** An indexed amount rounded to the nearest step. */
const toNearest = (amount: Decimal, growth: Decimal, step: number): Decimal =>
  amount.plus(amount.times(growth)).div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(step);

/**
 * Figures of a year after `last`, whose law is applied unchanged: indexed amounts grow by
 * `inflation` with each statute's own rounding, statutory ones stay.
 *
 * @param inflation a year, as a fraction; wages and Medicare premiums are assumed to grow by the same
 * @returns PROJECTED for what the assumption moved
 */
export function projectRetirement(
  last: RetirementParameters,
  year: number,
  inflation: Decimal = PROJECTED_INFLATION,
): RetirementParameters {
  const growth = inflation
    .plus(1)
    .pow(year - last.year)
    .minus(1);
  const note = `projected from ${last.year} at ${inflation.times(100).toFixed()} % a year`;
  const grown = <T>(figure: Figure<T>, change: (value: T) => T): Figure<T> => ({
    value: change(figure.value),
    status: "PROJECTED",
    source: `${figure.source}, ${note}`,
  });
  const steps = (step: number) => (amount: Decimal) => upInSteps(amount, growth, step);
  const nearest = (step: number) => (amount: Decimal) => toNearest(amount, growth, step);
  const deferral = (figure: Figure<DeferralLimit>, catchUpStep: number) =>
    grown(figure, (d) => deferralLimit(d, steps(500), steps(catchUpStep)));
  return {
    year,
    deferral: deferral(last.deferral, 500),
    simpleDeferral: deferral(last.simpleDeferral, 500),
    simpleDeferralSmallEmployer: deferral(last.simpleDeferralSmallEmployer, 500),
    annualAdditions: grown(last.annualAdditions, steps(1000)),
    compensationLimit: grown(last.compensationLimit, steps(5000)),
    rothCatchUpWagesOver: grown(last.rothCatchUpWagesOver, (w) => w && steps(5000)(w)),
    ira: grown(last.ira, (value) => ({
      limit: steps(500)(value.limit),
      catchUp50: steps(100)(value.catchUp50),
      roth: phaseOuts(value.roth, growth),
      deductibleCovered: phaseOuts(value.deductibleCovered, growth),
      deductibleSpouseCovered: moved(value.deductibleSpouseCovered, growth),
    })),
    hsa: grown(last.hsa, (value) => ({
      ...value,
      selfOnly: nearest(50)(value.selfOnly),
      family: nearest(50)(value.family),
      deductibleMin: byCoverage(value.deductibleMin, nearest(50)),
      outOfPocketMax: byCoverage(value.outOfPocketMax, nearest(50)),
    })),
    giftExclusion: grown(last.giftExclusion, steps(1000)),
    educationFiveYears: grown(last.educationFiveYears, () =>
      steps(1000)(last.giftExclusion.value).times(5),
    ),
    rothRollover: last.rothRollover,
    educationSchools: last.educationSchools,
    lifetimeExclusion: grown(last.lifetimeExclusion, nearest(10000)),
    qualifiedCharitable: grown(last.qualifiedCharitable, nearest(1000)),
    splitInterestGift: grown(last.splitInterestGift, nearest(1000)),
    healthSpending: grown(last.healthSpending, steps(50)),
    dependentCareSpending: last.dependentCareSpending,
    socialSecurity: grown(last.socialSecurity, (value) => socialSecurity(value, growth)),
    medicare: grown(last.medicare, ({ partBPremium, tiers }) => ({
      partBPremium: toNearest(partBPremium, growth, 0.1),
      tiers: medicareTiers(tiers, { growth, inflation, year }),
    })),
  };
}

/** Twelve monthly amounts in steps of 10 dollars (42 USC 403(f)(8)); bend points to the dollar. */
function socialSecurity(value: SocialSecurityAmounts, growth: Decimal): SocialSecurityAmounts {
  const [first, second] = value.bendPoints;
  return {
    ...value,
    earningsBeforeFullAge: toNearest(value.earningsBeforeFullAge, growth, 120),
    earningsInYearOfFullAge: toNearest(value.earningsInYearOfFullAge, growth, 120),
    bendPoints: [toNearest(first, growth, 1), toNearest(second, growth, 1)],
  };
}

type Grow = (amount: Decimal) => Decimal;

const deferralLimit = (d: DeferralLimit, limit: Grow, catchUp: Grow): DeferralLimit => ({
  limit: limit(d.limit),
  catchUp50: catchUp(d.catchUp50),
  catchUp60to63: d.catchUp60to63 && catchUp(d.catchUp60to63),
});

const byCoverage = ({ selfOnly, family }: ByCoverage, grow: Grow): ByCoverage => ({
  selfOnly: grow(selfOnly),
  family: grow(family),
});

/** The range keeps its width; its start moves in steps of 1,000. */
function moved(range: PhaseOut, growth: Decimal): PhaseOut {
  const from = toNearest(range.from, growth, 1000);
  return { from, to: from.plus(range.to.minus(range.from)) };
}

const phaseOuts = (ranges: ByFilingStatus<PhaseOut>, growth: Decimal): ByFilingStatus<PhaseOut> => {
  const entries = Object.entries(ranges).map(([status, range]) => [status, moved(range, growth)]);
  // the same statuses with moved ranges; 0 to 10,000 of separate returns stays where it is
  return Object.fromEntries(entries) as ByFilingStatus<PhaseOut>;
};

interface Horizon {
  readonly growth: Decimal;
  readonly inflation: Decimal;
  readonly year: number;
}

function medicareTiers(
  tiers: ByFilingStatus<readonly MedicareTier[]>,
  horizon: Horizon,
): ByFilingStatus<readonly MedicareTier[]> {
  const { growth, inflation, year } = horizon;
  const topYears = Math.max(0, year - TOP_TIER_INDEXED_AFTER);
  const topGrowth = inflation.plus(1).pow(topYears).minus(1);
  const tier = (t: MedicareTier, status: string): MedicareTier => {
    const isFrozenTop = t.isReachedAt && t.magi.gt(0) && status !== SEPARATE;
    return {
      ...t,
      magi: toNearest(t.magi, isFrozenTop ? topGrowth : growth, 1000),
      partBSurcharge: toNearest(t.partBSurcharge, growth, 0.1),
      partDSurcharge: toNearest(t.partDSurcharge, growth, 0.1),
    };
  };
  const entries = Object.entries(tiers).map(([status, list]) => [
    status,
    list.map((t) => tier(t, status)),
  ]);
  // the same statuses with tiers in the same order
  return Object.fromEntries(entries) as ByFilingStatus<readonly MedicareTier[]>;
}

const SEPARATE: FilingStatus = "MARRIED_FILING_SEPARATELY";
