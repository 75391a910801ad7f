import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, excessOver, smaller, times } from "./exact.js";
import type { FederalParameters } from "./federalParameters.js";
import type { FilingStatus } from "./filingStatus.js";

/**
 * The taxable part of Social Security benefits: none, up to half, up to 85 %.
 *
 * @param benefits net benefits of all filers, USD
 * @param otherIncome all other income with tax-exempt interest, less adjustments without the
 * student loan interest, USD (worksheet line 6 less line 7, before half of the benefits)
 * @param livedApart a separate return of a couple that lived apart all year counts as single
 * @see 26 USC 86; Publication 915, Worksheet 1
 */
export function taxableSocialSecurity(
  benefits: Decimal,
  otherIncome: Decimal,
  filing: { readonly status: FilingStatus; readonly livedApart: boolean },
  parameters: FederalParameters,
): Decimal {
  if (benefits.lte(0)) return ZERO;
  const rule = parameters.socialSecurityTaxability.value;
  const isAlone = filing.status === "MARRIED_FILING_SEPARATELY" && filing.livedApart;
  const status = isAlone ? "SINGLE" : filing.status;
  const half = times(benefits, rule.tier1Rate);
  const over = atLeastZero(otherIncome.plus(half).minus(rule.base[status])); // line 10
  if (over.isZero()) return ZERO;
  const width = rule.adjustedBase[status].minus(rule.base[status]); // line 11
  const inTier2 = excessOver(over, width); // line 12
  const inTier1 = smaller(half, times(smaller(over, width), rule.tier1Rate)); // line 15
  return smaller(times(inTier2, rule.tier2Rate).plus(inTier1), times(benefits, rule.tier2Rate));
}
