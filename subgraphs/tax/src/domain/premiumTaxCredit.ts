import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, smaller, times, total, totalOf } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters, PremiumTaxCredit } from "./federalParameters.js";
import type { GrossIncome } from "./grossIncome.js";

/** The credit against what was paid in advance; one of the two is 0. USD a year. */
export interface PremiumCreditResult {
  readonly net: Decimal; // still to come, refundable
  readonly excess: Decimal; // to pay back, in full
}

const NONE: PremiumCreditResult = { net: ZERO, excess: ZERO };
const ONE = new Decimal(1);

/**
 * The premium tax credit of a whole year of coverage: the benchmark premium less the share of
 * household income that the law asks for, at most the premiums.
 *
 * The share is taken at the exact multiple of poverty, not at whole percents as Form 8962 does:
 * within a few dollars of the form and continuous but for the law's own cliffs.
 *
 * @see 26 USC 36B; Form 8962
 */
export function premiumTaxCredit(
  facts: FederalFacts,
  parameters: FederalParameters,
  gross: GrossIncome,
): PremiumCreditResult {
  const { marketplace } = facts;
  if (!marketplace) return NONE;
  const income = householdIncome(facts, gross);
  const multiple = income.div(povertyLine(facts, parameters));
  const share = applicableShare(parameters.premiumTaxCredit.value, multiple);
  const isBelowPoverty = multiple.lt(ONE) && marketplace.advancePayments.isZero();
  const isEligible = facts.filingStatus !== "MARRIED_FILING_SEPARATELY" && !isBelowPoverty;
  const credit =
    isEligible && share
      ? smaller(
          marketplace.premiums,
          atLeastZero(marketplace.benchmarkPremiums.minus(times(income, share))),
        )
      : ZERO;
  const left = credit.minus(marketplace.advancePayments);
  return { net: atLeastZero(left), excess: atLeastZero(left.negated()) };
}

/** AGI with tax-exempt interest and untaxed Social Security (26 USC 36B(d)(2)), USD, >= 0. */
export function householdIncome(
  facts: FederalFacts,
  gross: {
    readonly adjustedGrossIncome: Decimal;
    readonly income: Pick<GrossIncome["income"], "taxableSocialSecurity">;
  },
): Decimal {
  const benefits = totalOf(facts.filers, (f) => f.socialSecurityBenefits);
  return atLeastZero(
    total(
      gross.adjustedGrossIncome,
      facts.taxExemptInterest,
      benefits.minus(gross.income.taxableSocialSecurity),
    ),
  );
}

/** The poverty guideline of the tax household, USD a year. */
export function povertyLine(facts: FederalFacts, parameters: FederalParameters): Decimal {
  const line = parameters.povertyGuideline.value[facts.marketplace?.region ?? "CONTIGUOUS"];
  const others = facts.filers.length + (facts.dependents?.length ?? 0) - 1;
  return line.first.plus(line.additional.times(others));
}

/** @returns null above the cliff */
function applicableShare(rule: PremiumTaxCredit, multiple: Decimal): Decimal | null {
  const row =
    rule.applicable.find((r) => r.to === null || multiple.lt(r.to)) ?? rule.applicable.at(-1);
  if (!row) return null;
  if (row.to === null || multiple.eq(row.to)) return row.high;
  if (multiple.gt(row.to)) return rule.endsAbove400 ? null : row.high;
  const along = multiple.minus(row.from).div(row.to.minus(row.from));
  return row.low.plus(times(row.high.minus(row.low), along));
}
