import type { Decimal } from "@wealthgraph/kernel/decimal";
import { additionalChildCredit, childAndDependentCredit } from "./childCredits.js";
import { earnedIncome } from "./deduction.js";
import { earnedIncomeCredit } from "./earnedIncomeCredit.js";
import { less, smaller, total, totalOf } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { Credits } from "./federalReturn.js";
import type { GrossIncome } from "./grossIncome.js";
import { educationCredit, foreignTaxCredit, saversCredit } from "./otherCredits.js";

/** The taxes that credits meet, USD. */
export interface TaxBeforeCredits {
  readonly regular: Decimal; // Form 1040 line 16 with Schedule 2 line 1
  readonly withMinimumTax: Decimal; // line 18
  readonly additionalMedicare: Decimal;
}

/**
 * Credits in the order in which the forms let them use up the tax: foreign tax, education,
 * saver's, child and other dependents; then the refundable ones.
 *
 * @param premium what is left of the premium tax credit after advance payments, USD
 */
export function creditsOf(
  facts: FederalFacts,
  parameters: FederalParameters,
  gross: GrossIncome,
  tax: TaxBeforeCredits & { readonly premium: Decimal },
): Credits {
  const agi = gross.adjustedGrossIncome;
  const foreignTax = smaller(foreignTaxCredit(facts, parameters), tax.regular);
  let left = less(tax.withMinimumTax, foreignTax);
  const use = (credit: Decimal): Decimal => {
    const used = smaller(credit, left);
    left = less(left, used);
    return used;
  };
  const ofEducation = educationCredit(facts, parameters, agi);
  const education = use(ofEducation.nonRefundable);
  const savers = use(saversCredit(facts, parameters, agi));
  const forDependents = childAndDependentCredit(facts, parameters, agi);
  const childAndDependents = use(forDependents);
  const earned = earnedIncome(facts, gross);
  const earnedIncomeAmount = earnedIncomeCredit(facts, parameters, {
    earned,
    agi,
    capitalGain: gross.netting.onReturn,
  });
  const additionalChild = additionalChildCredit(facts, parameters, {
    unused: less(forDependents, childAndDependents),
    earned,
    payrollTax: total(
      totalOf(gross.payroll, (p) => p.employee),
      gross.adjustments.selfEmploymentTax,
      tax.additionalMedicare,
    ),
    earnedIncomeCredit: earnedIncomeAmount,
  });
  return {
    foreignTax,
    education,
    savers,
    childAndDependents,
    nonRefundable: total(foreignTax, education, savers, childAndDependents),
    educationRefundable: ofEducation.refundable,
    additionalChild,
    earnedIncome: earnedIncomeAmount,
    premium: tax.premium,
    refundable: total(ofEducation.refundable, additionalChild, earnedIncomeAmount, tax.premium),
  };
}
