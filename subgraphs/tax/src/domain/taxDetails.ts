import type { Decimal } from "@wealthgraph/kernel/decimal";
import type {
  Dependent,
  EducationExpenses,
  FederalFacts,
  Filer,
  MarketplaceCoverage,
} from "./federalFacts.js";

/** Amounts of one person, USD >= 0, by the name the caller knows. */
export const PERSON_AMOUNTS = [
  "electiveDeferrals",
  "pensions",
  "publicPensions",
  "iraDistributions",
  "rothConversions",
  "iraBasis",
  "iraNonDeductibleContributions",
  "iraYearEndValue",
  "socialSecurityBenefits",
  "iraDeduction",
  "hsaDeduction",
  "saversContributions",
] as const;

/** Amounts of the household, USD >= 0, by the name the caller knows. */
export const DETAIL_AMOUNTS = [
  "usGovernmentInterest",
  "taxExemptInterest",
  "privateActivityBondInterest",
  "realEstateDividends",
  "collectiblesGain",
  "unrecapturedSection1250Gain",
  "studentLoanInterest",
  "medicalExpenses",
  "stateAndLocalTaxes",
  "mortgageInterest",
  "charityCash",
  "foreignTaxPaid",
  "withholding",
  "estimatedPayments",
] as const;

/** What a profile says of one person beyond birth date and blindness. */
export interface PersonDetails extends Readonly<Record<(typeof PERSON_AMOUNTS)[number], Decimal>> {
  readonly selfEmploymentProfit: Decimal; // signed
  readonly socialSecurityWages: Decimal | null; // form W-2 boxes 3 and 7; null: the same as wages
  readonly medicareWages: Decimal | null; // form W-2 box 5; null: the same as wages
  readonly isStudent: boolean;
}

/** What a household may add to its tax profile; amounts in USD, whole cents. */
export interface TaxDetails extends Readonly<Record<(typeof DETAIL_AMOUNTS)[number], Decimal>> {
  readonly filer: PersonDetails;
  readonly spouse: PersonDetails | null; // joint returns only
  readonly spouseWages: Decimal | null; // part of the profile's wages; null: not stated
  readonly dependents: readonly Dependent[] | null; // null: not stated
  readonly canBeClaimedAsDependent: boolean;
  readonly livedApart: boolean; // separate returns only
  readonly education: readonly EducationExpenses[];
  readonly marketplace: MarketplaceCoverage | null;
}

/** A filer of the profile with what its details add. */
export function withPersonDetails(filer: Filer, details: PersonDetails): Filer {
  return {
    ...filer,
    socialSecurityWages: details.socialSecurityWages,
    medicareWages: details.medicareWages,
    electiveDeferrals: details.electiveDeferrals,
    selfEmploymentProfit: details.selfEmploymentProfit,
    pensions: details.pensions,
    publicPensions: details.publicPensions,
    ira: {
      distributions: details.iraDistributions,
      conversions: details.rothConversions,
      basis: details.iraBasis,
      nonDeductibleContributions: details.iraNonDeductibleContributions,
      yearEndValue: details.iraYearEndValue,
    },
    socialSecurityBenefits: details.socialSecurityBenefits,
    iraDeduction: details.iraDeduction,
    hsaDeduction: details.hsaDeduction,
    saversContributions: details.saversContributions,
    isStudent: details.isStudent,
  };
}

/** The household's facts of a profile with what its details add. */
export function withDetails(facts: FederalFacts, details: TaxDetails): FederalFacts {
  const [filer, spouse] = facts.filers;
  const { spouseWages } = details;
  const filers = [
    ...(filer
      ? [
          withPersonDetails(
            { ...filer, wages: spouseWages ? filer.wages.minus(spouseWages) : filer.wages },
            details.filer,
          ),
        ]
      : []),
    ...(spouse ? [spouseOf(spouse, details)] : []),
  ];
  return {
    ...facts,
    filers,
    isWageSplitKnown: facts.isWageSplitKnown || spouseWages !== null,
    dependents: details.dependents,
    canBeClaimedAsDependent: details.canBeClaimedAsDependent,
    livedApart: details.livedApart,
    usGovernmentInterest: details.usGovernmentInterest,
    taxExemptInterest: details.taxExemptInterest,
    privateActivityBondInterest: details.privateActivityBondInterest,
    realEstateDividends: details.realEstateDividends,
    collectiblesGain: details.collectiblesGain,
    unrecapturedSection1250Gain: details.unrecapturedSection1250Gain,
    studentLoanInterest: details.studentLoanInterest,
    itemized: {
      medicalExpenses: details.medicalExpenses,
      stateAndLocalTaxes: details.stateAndLocalTaxes,
      mortgageInterest: details.mortgageInterest,
      charityCash: details.charityCash,
    },
    education: details.education,
    marketplace: details.marketplace,
    foreignTaxPaid: details.foreignTaxPaid,
    withholding: details.withholding,
    estimatedPayments: details.estimatedPayments,
  };
}

function spouseOf(spouse: Filer, { spouse: details, spouseWages }: TaxDetails): Filer {
  const working = { ...spouse, wages: spouseWages ?? spouse.wages };
  return details ? withPersonDetails(working, details) : working;
}
