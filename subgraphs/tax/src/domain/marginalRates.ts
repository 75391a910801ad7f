import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { FederalReturn } from "./federalReturn.js";
import { federalTax } from "./federalTax.js";
import { type IncomeKind, withMore } from "./incomeKind.js";

/** Tax on the next dollar of each kind of income, as fractions. */
export type MarginalRates = Readonly<Record<IncomeKind, Decimal>>;

const ONE_DOLLAR = new Decimal(1);

/**
 * What one more dollar costs: a finite step of exactly one dollar through the whole return,
 * refundable credits included, payroll tax on wages not (it is not on the return).
 *
 * It sees everything the engine sees: brackets, the gain an ordinary dollar pushes out of the 0 %
 * rate, Social Security, every phase-out, losses that swallow a gain. Inside one dollar of an
 * edge it is the mix of both sides; inside one dollar of a cliff it is the whole cliff.
 *
 * @param base the return of these facts, so that it is computed once
 */
export function marginalRates(
  facts: FederalFacts,
  parameters: FederalParameters,
  base: FederalReturn,
): MarginalRates {
  const step = (kind: IncomeKind): Decimal =>
    federalTax(withMore(facts, kind, ONE_DOLLAR), parameters).netTax.minus(base.netTax);
  const interest = step("INTEREST");
  const dividends = step("QUALIFIED_DIVIDENDS");
  const pension = step("PENSION");
  const hasBasis = facts.filers.some((f) =>
    f.ira.basis.plus(f.ira.nonDeductibleContributions).gt(0),
  );
  return {
    WAGES: step("WAGES"),
    SELF_EMPLOYMENT: step("SELF_EMPLOYMENT"),
    INTEREST: interest,
    QUALIFIED_DIVIDENDS: dividends,
    // without losses to swallow them, gains are taxed like interest and qualified dividends
    SHORT_TERM_GAIN: hasNetLoss(base) ? step("SHORT_TERM_GAIN") : interest,
    LONG_TERM_GAIN: hasNetLoss(base) ? step("LONG_TERM_GAIN") : dividends,
    PENSION: pension,
    IRA_DISTRIBUTION: hasBasis ? step("IRA_DISTRIBUTION") : pension,
    ROTH_CONVERSION: hasBasis ? step("ROTH_CONVERSION") : pension,
    SOCIAL_SECURITY: step("SOCIAL_SECURITY"),
    TAX_EXEMPT_INTEREST: countsExemptInterest(facts, base) ? step("TAX_EXEMPT_INTEREST") : ZERO,
  };
}

const hasNetLoss = ({ netting }: FederalReturn): boolean =>
  netting.shortTerm.lt(0) || netting.longTerm.lt(0);

const countsExemptInterest = (facts: FederalFacts, base: FederalReturn): boolean =>
  facts.marketplace !== null ||
  base.credits.earnedIncome.gt(0) ||
  facts.filers.some((f) => f.socialSecurityBenefits.gt(0));
