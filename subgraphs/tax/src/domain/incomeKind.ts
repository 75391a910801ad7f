import type { Decimal } from "@wealthgraph/kernel/decimal";
import { excessOver } from "./exact.js";
import { BLANK_FILER, type FederalFacts, type Filer } from "./federalFacts.js";

/** Kinds of income that a dollar more can have. */
export const INCOME_KINDS = [
  "WAGES",
  "SELF_EMPLOYMENT",
  "INTEREST",
  "QUALIFIED_DIVIDENDS",
  "SHORT_TERM_GAIN",
  "LONG_TERM_GAIN",
  "PENSION",
  "IRA_DISTRIBUTION",
  "ROTH_CONVERSION",
  "SOCIAL_SECURITY",
  "TAX_EXEMPT_INTEREST",
] as const;

export type IncomeKind = (typeof INCOME_KINDS)[number];

/**
 * The same household with more income of one kind; what is a person's goes to the first filer.
 * A distribution and a conversion leave the year-end value of the IRAs as far as it reaches.
 *
 * @param amount USD; negative takes away
 */
export function withMore(facts: FederalFacts, kind: IncomeKind, amount: Decimal): FederalFacts {
  if (!isPersonal(kind)) return { ...facts, ...householdWithMore(facts, kind, amount) };
  const [first = BLANK_FILER, ...others] = facts.filers;
  return { ...facts, filers: [personWithMore(first, kind, amount), ...others] };
}

const PERSONAL = [
  "WAGES",
  "SELF_EMPLOYMENT",
  "PENSION",
  "IRA_DISTRIBUTION",
  "ROTH_CONVERSION",
  "SOCIAL_SECURITY",
] as const satisfies readonly IncomeKind[];

type PersonalKind = (typeof PERSONAL)[number];

const isPersonal = (kind: IncomeKind): kind is PersonalKind =>
  PERSONAL.some((personal) => personal === kind);

function householdWithMore(
  facts: FederalFacts,
  kind: Exclude<IncomeKind, PersonalKind>,
  amount: Decimal,
): Partial<FederalFacts> {
  switch (kind) {
    case "INTEREST":
      return { interest: facts.interest.plus(amount) };
    case "QUALIFIED_DIVIDENDS":
      return {
        ordinaryDividends: facts.ordinaryDividends.plus(amount),
        qualifiedDividends: facts.qualifiedDividends.plus(amount),
      };
    case "SHORT_TERM_GAIN":
      return { shortTermGain: facts.shortTermGain.plus(amount) };
    case "LONG_TERM_GAIN":
      return { longTermGain: facts.longTermGain.plus(amount) };
    case "TAX_EXEMPT_INTEREST":
      return { taxExemptInterest: facts.taxExemptInterest.plus(amount) };
  }
}

function personWithMore(filer: Filer, kind: PersonalKind, amount: Decimal): Filer {
  const { ira } = filer;
  const yearEndValue = excessOver(ira.yearEndValue, amount);
  switch (kind) {
    case "WAGES":
      return {
        ...filer,
        wages: filer.wages.plus(amount),
        socialSecurityWages: filer.socialSecurityWages?.plus(amount) ?? null,
        medicareWages: filer.medicareWages?.plus(amount) ?? null,
      };
    case "SELF_EMPLOYMENT":
      return { ...filer, selfEmploymentProfit: filer.selfEmploymentProfit.plus(amount) };
    case "PENSION":
      return { ...filer, pensions: filer.pensions.plus(amount) };
    case "SOCIAL_SECURITY":
      return { ...filer, socialSecurityBenefits: filer.socialSecurityBenefits.plus(amount) };
    case "IRA_DISTRIBUTION":
      return {
        ...filer,
        ira: { ...ira, distributions: ira.distributions.plus(amount), yearEndValue },
      };
    case "ROTH_CONVERSION":
      return { ...filer, ira: { ...ira, conversions: ira.conversions.plus(amount), yearEndValue } };
  }
}
