import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { FilingStatus } from "./filingStatus.js";

/** Traditional, SEP and SIMPLE IRAs of one person in one year, as Form 8606 Part I asks. USD, >= 0. */
export interface IraActivity {
  readonly distributions: Decimal; // line 7: without conversions, rollovers and qualified charitable distributions
  readonly conversions: Decimal; // line 8: to a Roth IRA
  readonly basis: Decimal; // line 2: of earlier years' non-deductible contributions
  readonly nonDeductibleContributions: Decimal; // line 1: for this year
  readonly yearEndValue: Decimal; // line 6: of all these IRAs together on 31 December
}

/** One person on the return: the filer, or on a joint return the spouse. USD, >= 0 unless said. */
export interface Filer {
  readonly birthDate: CalendarDate | null;
  readonly isAged: boolean; // 65 or over at the end of the year
  readonly isBlind: boolean;
  readonly wages: Decimal; // form W-2 box 1
  readonly socialSecurityWages: Decimal | null; // boxes 3 and 7; null: the same as `wages`
  readonly medicareWages: Decimal | null; // box 5; null: the same as `wages`
  readonly electiveDeferrals: Decimal; // pre-tax, in no federal income; some states tax them
  readonly selfEmploymentProfit: Decimal; // Schedule C, F or partnership earnings; signed
  readonly pensions: Decimal; // taxable part (Form 1040 line 5b)
  readonly publicPensions: Decimal; // part of `pensions` from government service, for states
  readonly ira: IraActivity;
  readonly socialSecurityBenefits: Decimal; // net, form SSA-1099 box 5
  readonly iraDeduction: Decimal; // after the limits of Publication 590-A
  readonly hsaDeduction: Decimal; // own contributions, Form 8889 line 13
  readonly saversContributions: Decimal; // Form 8880 line 3, less its line 4
  readonly isStudent: boolean; // full time in five months: no saver's credit
}

/** Someone the household supports and claims. */
export interface Dependent {
  readonly ageYears: number; // at the end of the year
  readonly isQualifyingChild: boolean; // a child, not a qualifying relative; with a Social Security number
}

/** Schedule A before its own limits. USD, >= 0. */
export interface ItemizedFacts {
  readonly medicalExpenses: Decimal; // before the floor
  readonly stateAndLocalTaxes: Decimal; // income or sales, real estate, personal property; before the cap
  readonly mortgageInterest: Decimal; // on up to 750,000 of debt: as form 1098 allows it
  readonly charityCash: Decimal; // to public charities
}

/** One student's expenses of a year. */
export interface EducationExpenses {
  readonly credit: "AMERICAN_OPPORTUNITY" | "LIFETIME_LEARNING";
  readonly expenses: Decimal; // qualified, after tax-free assistance; USD, >= 0
}

/** Marketplace coverage of the tax household for the whole year. USD a year, >= 0. */
export interface MarketplaceCoverage {
  readonly premiums: Decimal; // form 1095-A line 33 A
  readonly benchmarkPremiums: Decimal; // second lowest cost silver plan, line 33 B
  readonly advancePayments: Decimal; // line 33 C
  readonly region: "CONTIGUOUS" | "ALASKA" | "HAWAII";
}

/** Everything the federal engine knows of a household in one year. USD; >= 0 unless said. */
export interface FederalFacts {
  readonly filingStatus: FilingStatus;
  readonly filers: readonly Filer[]; // the filer, and on a joint return the spouse
  readonly isWageSplitKnown: boolean; // false: all wages of a couple stand on the first filer
  readonly dependents: readonly Dependent[] | null; // null: not stated
  readonly canBeClaimedAsDependent: boolean; // another taxpayer can claim the filer
  readonly livedApart: boolean; // separate returns: from the spouse, the whole year
  readonly spouseItemizes: boolean; // matters to separate returns only
  readonly interest: Decimal; // taxable
  readonly usGovernmentInterest: Decimal; // part of `interest`, for states
  readonly taxExemptInterest: Decimal;
  readonly privateActivityBondInterest: Decimal; // part of the tax-exempt interest, for the minimum tax
  readonly ordinaryDividends: Decimal; // includes the qualified ones (Form 1040 line 3b)
  readonly qualifiedDividends: Decimal; // part of the ordinary ones
  readonly realEstateDividends: Decimal; // section 199A dividends: part of the ordinary, not qualified ones
  readonly shortTermGain: Decimal; // this year's net, negative for a loss, before carryovers
  readonly longTermGain: Decimal; // this year's net, negative for a loss, before carryovers
  readonly collectiblesGain: Decimal; // part of longTermGain: its 28 % rate is not modelled
  readonly unrecapturedSection1250Gain: Decimal; // part of longTermGain: its 25 % rate is not modelled
  readonly shortTermLossCarryover: Decimal; // from earlier years
  readonly longTermLossCarryover: Decimal; // from earlier years
  readonly otherIncome: Decimal; // taxable and not from investments or work
  readonly studentLoanInterest: Decimal; // paid, before its limits
  readonly itemized: ItemizedFacts;
  readonly itemizedDeductions: Decimal; // more of Schedule A, after its own limits
  readonly education: readonly EducationExpenses[];
  readonly marketplace: MarketplaceCoverage | null;
  readonly foreignTaxPaid: Decimal; // on passive income of forms 1099
  readonly withholding: Decimal; // federal income tax
  readonly estimatedPayments: Decimal;
}

const NO_IRA: IraActivity = {
  distributions: ZERO,
  conversions: ZERO,
  basis: ZERO,
  nonDeductibleContributions: ZERO,
  yearEndValue: ZERO,
};

/** Someone without income, under 65 and seeing. */
export const BLANK_FILER: Filer = {
  birthDate: null,
  isAged: false,
  isBlind: false,
  wages: ZERO,
  socialSecurityWages: null,
  medicareWages: null,
  electiveDeferrals: ZERO,
  selfEmploymentProfit: ZERO,
  pensions: ZERO,
  publicPensions: ZERO,
  ira: NO_IRA,
  socialSecurityBenefits: ZERO,
  iraDeduction: ZERO,
  hsaDeduction: ZERO,
  saversContributions: ZERO,
  isStudent: false,
};

/** A return with nothing on it: one filer, on a joint return two. */
export function blankFacts(filingStatus: FilingStatus): FederalFacts {
  const isJoint = filingStatus === "MARRIED_FILING_JOINTLY";
  return {
    filingStatus,
    filers: isJoint ? [BLANK_FILER, BLANK_FILER] : [BLANK_FILER],
    isWageSplitKnown: true,
    dependents: [],
    canBeClaimedAsDependent: false,
    livedApart: false,
    spouseItemizes: false,
    interest: ZERO,
    usGovernmentInterest: ZERO,
    taxExemptInterest: ZERO,
    privateActivityBondInterest: ZERO,
    ordinaryDividends: ZERO,
    qualifiedDividends: ZERO,
    realEstateDividends: ZERO,
    shortTermGain: ZERO,
    longTermGain: ZERO,
    collectiblesGain: ZERO,
    unrecapturedSection1250Gain: ZERO,
    shortTermLossCarryover: ZERO,
    longTermLossCarryover: ZERO,
    otherIncome: ZERO,
    studentLoanInterest: ZERO,
    itemized: {
      medicalExpenses: ZERO,
      stateAndLocalTaxes: ZERO,
      mortgageInterest: ZERO,
      charityCash: ZERO,
    },
    itemizedDeductions: ZERO,
    education: [],
    marketplace: null,
    foreignTaxPaid: ZERO,
    withholding: ZERO,
    estimatedPayments: ZERO,
  };
}
