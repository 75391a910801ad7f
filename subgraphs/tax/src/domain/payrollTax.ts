import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, smaller, times, totalOf } from "./exact.js";
import type { FederalFacts, Filer } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { PayrollTax } from "./federalReturn.js";

export const medicareWagesOf = (filer: Filer): Decimal => filer.medicareWages ?? filer.wages;

const socialSecurityWagesOf = (filer: Filer): Decimal => filer.socialSecurityWages ?? filer.wages;

const NONE: PayrollTax = {
  employee: ZERO,
  employer: ZERO,
  selfEmployment: ZERO,
  selfEmploymentEarnings: ZERO,
};

/**
 * Social Security and Medicare tax of one person, by the person's own wage base: on wages (half
 * withheld, half paid by the employer) and on self-employment with what wages leave of the base.
 *
 * @returns USD, unrounded; Additional Medicare Tax is the return's, not the person's
 * @see 26 USC 3101, 3111, 1401; Schedule SE
 */
export function payrollTax(filer: Filer, parameters: FederalParameters): PayrollTax {
  if (filer.wages.isZero() && filer.selfEmploymentProfit.isZero() && !filer.medicareWages) {
    return NONE;
  }
  const { socialSecurityRate, medicareRate } = parameters.payrollTax.value;
  const base = parameters.socialSecurityWageBase.value;
  const covered = smaller(socialSecurityWagesOf(filer), base);
  const employee = add(
    times(covered, socialSecurityRate),
    times(medicareWagesOf(filer), medicareRate),
  );
  const earnings = selfEmploymentEarnings(filer, parameters);
  const selfEmployment = earnings.isZero()
    ? ZERO
    : add(
        times(smaller(earnings, base.minus(covered)), socialSecurityRate.times(2)),
        times(earnings, medicareRate.times(2)),
      );
  return { employee, employer: employee, selfEmployment, selfEmploymentEarnings: earnings };
}

/** Schedule SE line 6: 92.35 % of a profit, 0 below 400. */
function selfEmploymentEarnings(filer: Filer, parameters: FederalParameters): Decimal {
  const { earningsShare, earningsMin } = parameters.selfEmployment.value;
  if (filer.selfEmploymentProfit.lte(0)) return ZERO;
  const earnings = times(filer.selfEmploymentProfit, earningsShare);
  return earnings.lt(earningsMin) ? ZERO : earnings;
}

/**
 * 0.9 % of Medicare wages over the threshold, and of self-employment earnings over what wages
 * leave of it.
 *
 * @see Form 8959
 */
export function additionalMedicareTax(
  facts: FederalFacts,
  payroll: readonly PayrollTax[],
  parameters: FederalParameters,
): Decimal {
  const { rate, threshold } = parameters.additionalMedicareTax.value;
  const wages = totalOf(facts.filers, medicareWagesOf);
  const earnings = totalOf(payroll, (p) => p.selfEmploymentEarnings);
  const left = threshold[facts.filingStatus].minus(wages);
  if (earnings.isZero() && left.gte(0)) return ZERO;
  const overByWages = atLeastZero(left.negated());
  const overByEarnings = atLeastZero(earnings.minus(atLeastZero(left)));
  return times(add(overByWages, overByEarnings), rate);
}
