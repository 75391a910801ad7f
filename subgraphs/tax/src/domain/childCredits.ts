import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, excessOver, larger, smaller, times } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";

/** Under 17 and a qualifying child: the child tax credit. Everyone else claimed: the other one. */
export function childrenUnder17(facts: FederalFacts): number {
  return (facts.dependents ?? []).filter((d) => d.isQualifyingChild && d.ageYears < 17).length;
}

const THOUSAND = new Decimal(1000);

/**
 * Child tax credit and credit for other dependents before the limit by tax: less 50 for each
 * 1,000, or part of it, of modified AGI over the start.
 *
 * @see Schedule 8812, lines 4 to 12
 */
export function childAndDependentCredit(
  facts: FederalFacts,
  parameters: FederalParameters,
  magi: Decimal,
): Decimal {
  const dependents = facts.dependents?.length ?? 0;
  if (dependents === 0) return ZERO;
  const rule = parameters.childTaxCredit.value;
  const children = childrenUnder17(facts);
  const whole = rule.perChild
    .times(children)
    .plus(rule.otherDependent.times(dependents - children));
  const over = excessOver(magi, rule.phaseOutFrom[facts.filingStatus]);
  return atLeastZero(whole.minus(over.div(THOUSAND).ceil().times(rule.phaseOutPerThousand)));
}

/** What the refundable part looks at. USD. */
export interface AdditionalChildFacts {
  readonly unused: Decimal; // of the credit after the limit by tax (line 16a)
  readonly earned: Decimal;
  readonly payrollTax: Decimal; // Social Security and Medicare tax borne by the filers (lines 21 and 22)
  readonly earnedIncomeCredit: Decimal;
}

/**
 * The additional child tax credit: 15 % of earned income over 2,500, or with three children the
 * payroll tax above the earned income credit when that is more.
 *
 * @see Schedule 8812, lines 16a to 27
 */
export function additionalChildCredit(
  facts: FederalFacts,
  parameters: FederalParameters,
  of: AdditionalChildFacts,
): Decimal {
  const children = childrenUnder17(facts);
  if (children === 0 || of.unused.isZero()) return ZERO;
  const rule = parameters.childTaxCredit.value;
  const most = smaller(of.unused, rule.refundableMax.times(children));
  const byEarnings = times(excessOver(of.earned, rule.refundableEarnedOver), rule.refundableRate);
  const byPayroll = children < 3 ? ZERO : excessOver(of.payrollTax, of.earnedIncomeCredit);
  return smaller(most, larger(byEarnings, byPayroll));
}
