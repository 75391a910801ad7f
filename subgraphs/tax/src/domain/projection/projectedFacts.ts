import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { Dependent, FederalFacts, Filer } from "../federalFacts.js";
import type { FilingStatus } from "../filingStatus.js";
import { isAgedIn } from "../taxProfile.js";
import { grown, type ProjectedPerson, type ProjectionRequest } from "./projectionRequest.js";

const CHILD_UNTIL = 19; // a qualifying child is under 19; students to 24 are not told apart

/** A later year's facts from the first one's, without the IRAs and carryovers that the years before decide. */
export function projectedFacts(
  first: FederalFacts,
  request: ProjectionRequest,
  index: number,
): FederalFacts {
  if (index === 0)
    return {
      ...first,
      filers: first.filers.map((f, i) => ({ ...f, ...benefitsOf(f, request, i, 0) })),
    };
  const dependents = first.dependents && dependentsIn(first.dependents, index);
  const filers = first.filers.map((filer, i) => personIn(filer, request, i, index));
  const isMarketplaceOver = filers.every((f) => f.isAged);
  const inflated = (amount: Decimal) => grown(amount, request.inflation, index);
  const invested = (amount: Decimal) => grown(amount, request.investmentGrowth, index);
  return {
    ...first,
    filers,
    dependents,
    filingStatus: statusIn(first.filingStatus, dependents),
    interest: invested(first.interest),
    usGovernmentInterest: invested(first.usGovernmentInterest),
    taxExemptInterest: invested(first.taxExemptInterest),
    privateActivityBondInterest: invested(first.privateActivityBondInterest),
    ordinaryDividends: invested(first.ordinaryDividends),
    qualifiedDividends: invested(first.qualifiedDividends),
    realEstateDividends: invested(first.realEstateDividends),
    shortTermGain: invested(first.shortTermGain),
    longTermGain: invested(first.longTermGain),
    collectiblesGain: invested(first.collectiblesGain),
    unrecapturedSection1250Gain: invested(first.unrecapturedSection1250Gain),
    foreignTaxPaid: invested(first.foreignTaxPaid),
    otherIncome: inflated(first.otherIncome),
    studentLoanInterest: ZERO,
    itemized: {
      medicalExpenses: inflated(first.itemized.medicalExpenses),
      stateAndLocalTaxes: inflated(first.itemized.stateAndLocalTaxes),
      mortgageInterest: inflated(first.itemized.mortgageInterest),
      charityCash: inflated(first.itemized.charityCash),
    },
    itemizedDeductions: inflated(first.itemizedDeductions),
    education: [],
    marketplace:
      first.marketplace && !isMarketplaceOver
        ? {
            ...first.marketplace,
            premiums: inflated(first.marketplace.premiums),
            benchmarkPremiums: inflated(first.marketplace.benchmarkPremiums),
            advancePayments: ZERO,
          }
        : null,
    withholding: ZERO,
    estimatedPayments: ZERO,
  };
}

/** A head of household without a dependent is single; a surviving spouse is one for the first year only. */
function statusIn(status: FilingStatus, left: readonly Dependent[] | null): FilingStatus {
  if (status !== "QUALIFYING_SURVIVING_SPOUSE" && status !== "HEAD_OF_HOUSEHOLD") return status;
  return left === null || left.length > 0 ? "HEAD_OF_HOUSEHOLD" : "SINGLE";
}

const dependentsIn = (dependents: readonly Dependent[], years: number): readonly Dependent[] =>
  dependents
    .map((d) => ({ ...d, ageYears: d.ageYears + years }))
    .filter((d) => !d.isQualifyingChild || d.ageYears < CHILD_UNTIL);

function personIn(filer: Filer, request: ProjectionRequest, person: number, index: number): Filer {
  const year = request.fromYear + index;
  const retiresIn = request.people[person]?.retiresIn ?? null;
  const works = retiresIn === null || year < retiresIn;
  const earned = (amount: Decimal) => (works ? grown(amount, request.wageGrowth, index) : ZERO);
  const saved = (amount: Decimal) => (works ? grown(amount, request.inflation, index) : ZERO);
  const inflated = (amount: Decimal) => grown(amount, request.inflation, index);
  return {
    ...filer,
    isAged: filer.birthDate ? isAgedIn(year, filer.birthDate) : filer.isAged,
    wages: earned(filer.wages),
    socialSecurityWages: filer.socialSecurityWages && earned(filer.socialSecurityWages),
    medicareWages: filer.medicareWages && earned(filer.medicareWages),
    selfEmploymentProfit: earned(filer.selfEmploymentProfit),
    electiveDeferrals: saved(filer.electiveDeferrals),
    iraDeduction: saved(filer.iraDeduction),
    hsaDeduction: saved(filer.hsaDeduction),
    saversContributions: saved(filer.saversContributions),
    pensions: inflated(filer.pensions),
    publicPensions: inflated(filer.publicPensions),
    isStudent: false,
    ...benefitsOf(filer, request, person, index),
  };
}

/** Benefits as the profile has them, or from the year that is stated. */
function benefitsOf(
  filer: Filer,
  { people, fromYear, inflation }: ProjectionRequest,
  person: number,
  index: number,
): Pick<Filer, "socialSecurityBenefits"> {
  const stated: ProjectedPerson["socialSecurity"] = people[person]?.socialSecurity ?? null;
  if (!stated)
    return { socialSecurityBenefits: grown(filer.socialSecurityBenefits, inflation, index) };
  const hasBegun = fromYear + index >= stated.fromYear;
  return { socialSecurityBenefits: hasBegun ? grown(stated.annual, inflation, index) : ZERO };
}
