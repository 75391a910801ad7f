import { Decimal } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, smaller, times, total } from "./exact.js";
import type { IraActivity } from "./federalFacts.js";
import type { IraResult } from "./federalReturn.js";

const ONE = new Decimal(1);

/**
 * The taxable part of one person's IRA distributions and Roth conversions: basis leaves in
 * proportion to what leaves of all traditional, SEP and SIMPLE IRAs together.
 *
 * The form rounds the ratio to three or more places; here it is not rounded.
 *
 * @returns conserves: what is not taxed now plus the basis to next year is all the basis there was
 * @see Form 8606 Part I and line 18; Publication 590-B, Worksheet 1-1
 */
export function form8606(ira: IraActivity): IraResult {
  const basis = add(ira.basis, ira.nonDeductibleContributions); // line 3
  const { distributions, conversions } = ira;
  if (basis.isZero() || (distributions.isZero() && conversions.isZero())) {
    return {
      taxableDistributions: distributions,
      taxableConversions: conversions,
      basisToNextYear: basis,
    };
  }
  const whole = total(ira.yearEndValue, distributions, conversions); // line 9
  const ratio = smaller(basis.div(whole), ONE); // line 10
  const fromConversions = times(conversions, ratio); // line 11
  const fromDistributions = times(distributions, ratio); // line 12
  return {
    taxableDistributions: distributions.minus(fromDistributions),
    taxableConversions: conversions.minus(fromConversions),
    basisToNextYear: atLeastZero(basis.minus(fromConversions).minus(fromDistributions)),
  };
}
