import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, excessOver, larger, smaller, times, totalOf } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { GrossIncome } from "./grossIncome.js";

/**
 * The qualified business income deduction: 20 % of the profit less its half of self-employment
 * tax, and 20 % of section 199A dividends, at most 20 % of taxable income that is not net capital
 * gain. Above the threshold the business part fades to 0 over the range, which is exact for a
 * business without wages and property of its own; others are named in `notModelled`.
 *
 * @param taxableBefore adjusted gross income less every other deduction, USD; may be negative
 * @see 26 USC 199A; Form 8995
 */
export function businessIncomeDeduction(
  facts: FederalFacts,
  parameters: FederalParameters,
  gross: GrossIncome,
  taxableBefore: Decimal,
): Decimal {
  const profit = qualifiedBusinessIncome(gross);
  const { realEstateDividends } = facts;
  if (profit.isZero() && realEstateDividends.isZero()) return ZERO;
  const rule = parameters.businessIncomeDeduction.value;
  const status = facts.filingStatus;
  const over = excessOver(taxableBefore, rule.threshold[status]);
  const faded = smaller(over, rule.range[status]).div(rule.range[status]);
  const business = times(profit, rule.rate);
  const component = add(
    business.minus(times(business, faded)),
    times(realEstateDividends, rule.rate),
  );
  const netCapitalGain = add(facts.qualifiedDividends, gross.netting.netCapitalGain);
  const limit = times(excessOver(taxableBefore, netCapitalGain), rule.rate);
  const deduction = smaller(component, limit);
  if (!rule.minimum || profit.lt(rule.minimum.fromIncome)) return deduction;
  return larger(deduction, smaller(rule.minimum.deduction, atLeastZero(taxableBefore)));
}

/** Profit of all businesses less the deduction for half of their tax, 0 for a loss. */
export function qualifiedBusinessIncome(gross: GrossIncome): Decimal {
  return excessOver(gross.income.business, gross.adjustments.selfEmploymentTax);
}

/** Whether the deduction depends on wages, property or the kind of service, which are not known. */
export function needsBusinessFigures(
  facts: FederalFacts,
  parameters: FederalParameters,
  taxableBefore: Decimal,
): boolean {
  const profit = totalOf(facts.filers, (f) => f.selfEmploymentProfit);
  const { threshold } = parameters.businessIncomeDeduction.value;
  return profit.gt(0) && taxableBefore.gt(threshold[facts.filingStatus]);
}
