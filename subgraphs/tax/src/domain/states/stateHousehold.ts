import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, smaller, total, totalOf } from "../exact.js";
import type { Filer } from "../federalFacts.js";
import type { Omission, StateFiling } from "./stateReturn.js";

/** Retirement income of one person in federal income, USD, >= 0. */
export interface RetirementIncome {
  readonly privatePensions: Decimal; // 401(k) and other employer plans among them
  readonly publicPensions: Decimal; // from government service
  readonly ira: Decimal; // taxable part of distributions, without conversions
  readonly conversions: Decimal; // taxable part, to a Roth IRA
}

/** The retirement income of the person at `index` among the filers. */
export function retirementOf({ facts, federal }: StateFiling, index: number): RetirementIncome {
  const filer = facts.filers[index];
  const ira = federal.ira[index];
  const pensions = filer?.pensions ?? ZERO;
  const publicPensions = smaller(filer?.publicPensions ?? ZERO, pensions);
  return {
    privatePensions: pensions.minus(publicPensions),
    publicPensions,
    ira: ira?.taxableDistributions ?? ZERO,
    conversions: ira?.taxableConversions ?? ZERO,
  };
}

/** Sum of an amount of each person's retirement income. */
export const retirementTotal = (
  filing: StateFiling,
  of: (income: RetirementIncome, filer: Filer) => Decimal,
): Decimal =>
  filing.facts.filers.reduce((sum, f, i) => add(sum, of(retirementOf(filing, i), f)), ZERO);

/** Pensions, IRA distributions and conversions together. */
export const allRetirement = (r: RetirementIncome): Decimal =>
  total(r.privatePensions, r.publicPensions, r.ira, r.conversions);

/**
 * Whether someone reaches 59 and a half in the year. Without a birth date only someone marked as
 * 65 has.
 */
export function reaches59AndHalf(filer: Filer, year: number): boolean {
  return filer.birthDate ? filer.birthDate <= `${year - 59}-06-30` : filer.isAged;
}

/** Whether someone reaches 62 in the year. Without a birth date only someone marked as 65 has. */
export function reaches62(filer: Filer, year: number): boolean {
  return filer.birthDate ? filer.birthDate <= `${year - 62}-12-31` : filer.isAged;
}

/** How many of the filers are 65 or over. */
export const agedCount = ({ facts }: StateFiling): number =>
  facts.filers.filter((f) => f.isAged).length;

/** How many of the filers are blind. */
export const blindCount = ({ facts }: StateFiling): number =>
  facts.filers.filter((f) => f.isBlind).length;

/** Dependents as far as they are stated. */
export const dependentCount = ({ facts }: StateFiling): number => facts.dependents?.length ?? 0;

/** Interest of the United States' own obligations, which no state may tax (31 USC 3124). */
export const usInterest = ({ facts }: StateFiling): Decimal =>
  smaller(facts.usGovernmentInterest, facts.interest);

/**
 * Schedule A without state and local taxes: the part of it that states with itemised deductions
 * have in common.
 */
export function itemizedWithoutTaxes({ federal }: StateFiling): Decimal {
  const { medical, mortgageInterest, charity, other } = federal.deduction.itemized;
  return total(medical, mortgageInterest, charity, other);
}

const hasBirthDates = ({ facts }: StateFiling) =>
  facts.filers.every((f) => f.birthDate !== null || f.isAged);

const hasRetirementIncome = (filing: StateFiling) =>
  retirementTotal(filing, (r) => allRetirement(r)).gt(0);

/** Omissions that several states share, each a whole sentence. */
export const OMISSIONS = {
  resident: {
    needs:
      "Residence for part of the year, income taxed by another state and the credit for that tax.",
    applies: () => true,
  },
  otherStatesBonds: {
    needs:
      "Tax-exempt interest counts as exempt here: interest of other states' bonds is taxable income of the state.",
    applies: ({ facts }) => facts.taxExemptInterest.gt(0),
  },
  dependentsUnknown: {
    needs: "Dependents are not stated: none is counted.",
    applies: ({ facts }) => facts.dependents === null,
  },
  claimedAsDependent: {
    needs: "Someone whom another taxpayer can claim has a smaller deduction or no exemption.",
    applies: ({ facts }) => facts.canBeClaimedAsDependent,
  },
  birthDateUnknown: {
    needs:
      "A birth date is missing: that person counts as too young for the state's age test on retirement income.",
    applies: (filing) => !hasBirthDates(filing) && hasRetirementIncome(filing),
  },
  realEstateTaxes: {
    needs:
      "Real estate and personal property taxes among the state's itemised deductions: the facts give state and local taxes in one sum.",
    applies: ({ facts }) => facts.itemized.stateAndLocalTaxes.gt(0),
  },
  spouseItemizes: {
    needs:
      "On separate returns of which one itemises the other has no standard deduction in most states; it is given here.",
    applies: ({ facts }) =>
      facts.filingStatus === "MARRIED_FILING_SEPARATELY" && facts.spouseItemizes,
  },
  stateWages: {
    needs:
      "Wages count as in box 1 of form W-2; the state's box 16 can be higher (cafeteria plans, HSA, deferrals).",
    applies: ({ facts }) => facts.filers.some((f) => f.wages.gt(0)),
  },
  giftsFloor: {
    needs:
      "Gifts count for the state as on the federal return, after the floor of 0.5 % of AGI that the state may not have.",
    applies: ({ facts, year }) => year >= 2026 && facts.itemized.charityCash.gt(0),
  },
  fundDividends: {
    needs:
      "Dividends count in full: what a fund pays out of interest of US obligations or the state's own bonds is free.",
    applies: ({ facts }) => facts.ordinaryDividends.gt(0),
  },
  otherItemized: {
    needs:
      "Other itemised deductions count in full for the state; state income tax among them does not belong there.",
    applies: ({ facts }) => facts.itemizedDeductions.gt(0),
  },
  credits: {
    needs:
      "The state's credits for low income, earned income, children, child care, education and rent: they lower the tax.",
    applies: ({ facts, federal }) =>
      (facts.dependents?.length ?? 0) > 0 || federal.adjustedGrossIncome.lt(60000),
  },
  business: {
    needs: "The state's own rules for business income; it counts as on the federal return.",
    applies: ({ facts }) => facts.filers.some((f) => !f.selfEmploymentProfit.isZero()),
  },
  publicPensions: {
    needs:
      "Public pensions count as the federal government's or the state's own; those of another state may be taxed.",
    applies: ({ facts }) => totalOf(facts.filers, (f) => f.publicPensions).gt(0),
  },
  ownIraBasis: {
    needs:
      "IRA contributions that the state taxed when they were made come back free of its tax: taxed here as on the federal return.",
    applies: (filing) => retirementTotal(filing, (r) => add(r.ira, r.conversions)).gt(0),
  },
} as const satisfies Readonly<Record<string, Omission>>;

/** The deduction of contributions to the state's education plan. */
export const plan529 = (limit: string): Omission => ({
  needs: `Contributions to a 529 plan are not among the facts: deductible up to ${limit}.`,
  applies: () => true,
});
