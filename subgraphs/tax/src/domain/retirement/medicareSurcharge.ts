import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type Figure, standingOf } from "../figure.js";
import type { FilingStatus } from "../filingStatus.js";
import { type MedicareTier, retirementParametersFor } from "./retirementParameters.js";

/** The premium year looks at the income of this many years before (42 USC 1395r(i)(4)(B)). */
export const MEDICARE_LOOKBACK_YEARS = 2;

/** Whose income decides, and who pays. */
export interface MedicareHousehold {
  readonly filingStatus: FilingStatus; // of the income year
  readonly livedApart: boolean; // separate returns: from the spouse, the whole year
  readonly magi: Decimal; // USD of the income year: AGI plus tax-exempt interest
  readonly persons: number; // on Medicare in the premium year
  readonly havePartD: boolean;
}

/** A step between two tiers. */
export interface MedicareCliff {
  readonly magi: Decimal; // USD
  readonly isReachedAt: boolean; // true: from `magi` on; false: only above it
  readonly distance: Decimal; // USD of MAGI: what may still be added before it, or must go to be under it
  readonly costPerYear: Decimal; // USD for all persons, against the tier below it
}

/** Income-related premiums of one premium year. USD. */
export interface MedicareSurcharge {
  readonly incomeYear: number;
  readonly premiumYear: number;
  readonly tier: number; // 0: none
  readonly perPersonMonthly: { readonly partB: Decimal; readonly partD: Decimal };
  readonly perPersonYearly: Decimal;
  readonly total: Decimal; // of all persons, the year
  readonly standardPartB: Decimal; // USD a month and person, without surcharge
  readonly next: MedicareCliff | null; // the cliff above; null in the top tier
  readonly previous: MedicareCliff | null; // the cliff just passed; null without a surcharge
  readonly figures: { readonly status: Figure<unknown>["status"]; readonly source: string };
}

const MONTHS = 12;
const CENT = new Decimal("0.01");

/**
 * What the income of one year costs in Medicare premiums two years later: Part B and Part D
 * surcharges for each person, and the distance to the cliffs on both sides. One dollar over an
 * edge costs the whole step.
 *
 * Not modelled: an appeal for a life-changing event (Form SSA-44), months of the year without
 * Medicare, income of three years before while the IRS has none of two.
 *
 * @param incomeYear figures of incomeYear + 2 decide; past the published ones they are projected
 * @throws {Refusal} TAX_YEAR_UNKNOWN, and BAD_INPUT for persons that are not a whole number >= 0
 * @see 42 USC 1395r(i), 1395w-113(a)(7)
 */
export function medicareSurcharge(
  household: MedicareHousehold,
  incomeYear: number,
): MedicareSurcharge {
  const { persons, magi } = household;
  if (!Number.isInteger(persons) || persons < 0) {
    throw new Refusal("BAD_INPUT", `Persons on Medicare are counted, not ${persons}.`, { persons });
  }
  const premiumYear = incomeYear + MEDICARE_LOOKBACK_YEARS;
  const { medicare } = retirementParametersFor(premiumYear);
  const tiers = medicareTiersOf(household, premiumYear);
  const tier = Math.max(
    0,
    tiers.findLastIndex((t) => isIn(t, magi)),
  );
  const yearly = (i: number) => monthlyOf(tiers[i], household).times(MONTHS);
  const cliff = (i: number): MedicareCliff | null => {
    const edge = tiers[i];
    if (!edge || i === 0) return null;
    return {
      magi: edge.magi,
      isReachedAt: edge.isReachedAt,
      distance: distanceTo(edge, magi),
      costPerYear: yearly(i)
        .minus(yearly(i - 1))
        .times(persons),
    };
  };
  return {
    incomeYear,
    premiumYear,
    tier,
    perPersonMonthly: {
      partB: tiers[tier]?.partBSurcharge ?? ZERO,
      partD: household.havePartD ? (tiers[tier]?.partDSurcharge ?? ZERO) : ZERO,
    },
    perPersonYearly: yearly(tier),
    total: yearly(tier).times(persons),
    standardPartB: medicare.value.partBPremium,
    next: cliff(tier + 1),
    previous: cliff(tier),
    figures: standingOf([medicare]),
  };
}

/** The tiers that decide over a household's premiums of a year, rising; the first is none. */
export const medicareTiersOf = (
  household: Pick<MedicareHousehold, "filingStatus" | "livedApart">,
  premiumYear: number,
): readonly MedicareTier[] =>
  retirementParametersFor(premiumYear).medicare.value.tiers[statusOf(household)];

/** The largest modified AGI below a tier, USD in whole cents. */
export const lastBelow = (edge: MedicareTier): Decimal =>
  edge.isReachedAt ? edge.magi.minus(CENT) : edge.magi;

/** Separate filers who lived apart all year have the tiers of single ones. */
const statusOf = ({
  filingStatus,
  livedApart,
}: Pick<MedicareHousehold, "filingStatus" | "livedApart">): FilingStatus =>
  filingStatus === "MARRIED_FILING_SEPARATELY" && livedApart ? "SINGLE" : filingStatus;

const isIn = (tier: MedicareTier, magi: Decimal): boolean =>
  tier.isReachedAt ? magi.gte(tier.magi) : magi.gt(tier.magi);

const monthlyOf = (tier: MedicareTier | undefined, { havePartD }: MedicareHousehold): Decimal =>
  (tier?.partBSurcharge ?? ZERO).plus(havePartD ? (tier?.partDSurcharge ?? ZERO) : ZERO);

/** In whole cents: the most that may come on top, or the least that must come off. */
function distanceTo(edge: MedicareTier, magi: Decimal): Decimal {
  return lastBelow(edge).minus(magi).abs();
}

/**
 * What more income (a conversion, a sale) does to the premiums two years later.
 *
 * @param extra USD of MAGI; negative takes away
 * @returns USD for all persons, for the year
 */
export function medicareCostOf(
  household: MedicareHousehold,
  incomeYear: number,
  extra: Decimal,
): Decimal {
  const more = { ...household, magi: household.magi.plus(extra) };
  return medicareSurcharge(more, incomeYear).total.minus(
    medicareSurcharge(household, incomeYear).total,
  );
}
