import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { type CapitalNetting, netCapitalResults } from "./capitalNetting.js";
import { add, atLeastZero, excessOver, less, smaller, times, total, totalOf } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { Adjustments, FederalIncome, IraResult, PayrollTax } from "./federalReturn.js";
import { form8606 } from "./iraBasis.js";
import { payrollTax } from "./payrollTax.js";
import { taxableSocialSecurity } from "./socialSecurityTaxability.js";

const HALF = new Decimal("0.5");

/** The upper half of page 1 of Form 1040, USD, unrounded. */
export interface GrossIncome {
  readonly netting: CapitalNetting;
  readonly ira: readonly IraResult[];
  readonly payroll: readonly PayrollTax[];
  readonly income: FederalIncome;
  readonly adjustments: Adjustments;
  readonly adjustedGrossIncome: Decimal;
}

/**
 * Total income and adjustments. Social Security comes after everything its worksheet counts, the
 * student loan interest after Social Security: no circle is left.
 */
export function grossIncome(facts: FederalFacts, parameters: FederalParameters): GrossIncome {
  const { filers } = facts;
  const netting = netCapitalResults(facts, parameters.capitalLossLimit.value[facts.filingStatus]);
  const ira = filers.map((filer) => form8606(filer.ira));
  const payroll = filers.map((filer) => payrollTax(filer, parameters));
  const before = {
    wages: totalOf(filers, (f) => f.wages),
    interest: facts.interest,
    ordinaryDividends: facts.ordinaryDividends,
    taxableIra: totalOf(ira, (i) => add(i.taxableDistributions, i.taxableConversions)),
    pensions: totalOf(filers, (f) => f.pensions),
    capitalGain: netting.onReturn,
    business: totalOf(filers, (f) => f.selfEmploymentProfit),
    other: facts.otherIncome,
  };
  const adjusted = {
    selfEmploymentTax: times(
      totalOf(payroll, (p) => p.selfEmployment),
      HALF,
    ),
    ira: totalOf(filers, (f) => f.iraDeduction),
    hsa: totalOf(filers, (f) => f.hsaDeduction),
  };
  const incomeBefore = total(
    before.wages,
    before.interest,
    before.ordinaryDividends,
    before.taxableIra,
    before.pensions,
    before.capitalGain,
    before.business,
    before.other,
  );
  const adjustedBefore = total(adjusted.selfEmploymentTax, adjusted.ira, adjusted.hsa);
  const taxable = taxableSocialSecurity(
    totalOf(filers, (f) => f.socialSecurityBenefits),
    less(add(incomeBefore, facts.taxExemptInterest), adjustedBefore),
    { status: facts.filingStatus, livedApart: facts.livedApart },
    parameters,
  );
  const totalIncome = add(incomeBefore, taxable);
  const magi = less(totalIncome, adjustedBefore);
  const studentLoanInterest = studentLoanDeduction(facts, parameters, magi);
  return {
    netting,
    ira,
    payroll,
    income: { ...before, taxableSocialSecurity: taxable, total: totalIncome },
    adjustments: {
      ...adjusted,
      studentLoanInterest,
      total: add(adjustedBefore, studentLoanInterest),
    },
    adjustedGrossIncome: less(magi, studentLoanInterest),
  };
}

/** @see 26 USC 221; Student Loan Interest Deduction Worksheet (Form 1040 instructions) */
function studentLoanDeduction(
  facts: FederalFacts,
  parameters: FederalParameters,
  magi: Decimal,
): Decimal {
  if (facts.studentLoanInterest.isZero() || facts.canBeClaimedAsDependent) return ZERO;
  const rule = parameters.studentLoanInterest.value;
  const start = rule.phaseOutFrom[facts.filingStatus];
  if (!start) return ZERO;
  const paid = smaller(facts.studentLoanInterest, rule.maximum);
  const width = rule.phaseOutWidth[facts.filingStatus];
  const over = excessOver(magi, start);
  return atLeastZero(paid.minus(times(paid, over).div(width)));
}
