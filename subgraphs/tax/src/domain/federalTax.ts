import type { Decimal } from "@wealthgraph/kernel/decimal";
import {
  carryForward,
  type CapitalNetting,
  type LossCarryforward,
  netCapitalResults,
} from "./capitalNetting.js";
import { type Deduction, deductionFor } from "./deduction.js";
import { atLeastZero, smaller } from "./exact.js";
import type { FederalParameters } from "./federalParameters.js";
import { incomeTax } from "./incomeTax.js";
import type { TaxFacts } from "./taxFacts.js";

/** A federal return in the modelled scope. Exact and unrounded, USD. */
export interface FederalTax {
  readonly netting: CapitalNetting;
  readonly carryforward: LossCarryforward;
  readonly adjustedGrossIncome: Decimal; // negative only by a deducted loss
  readonly deduction: Deduction;
  readonly taxableIncome: Decimal; // >= 0
  readonly preferentialIncome: Decimal; // part of taxable income with 0/15/20 % rates
  readonly ordinaryTax: Decimal;
  readonly capitalGainsTax: Decimal;
  readonly netInvestmentIncome: Decimal; // >= 0
  readonly netInvestmentIncomeTax: Decimal;
  readonly totalTax: Decimal;
}

/**
 * Federal income tax and net investment income tax of one year.
 *
 * A pure function in exact decimals: nothing is rounded here, so that the difference of two
 * returns is the exact effect of a dollar. Rounding happens once, on the printed lines.
 *
 * @param facts amounts in USD; what they leave out is named by `notModelled`
 * @returns tax never falls when an income rises; 0 for no income
 */
export function federalTax(facts: TaxFacts, parameters: FederalParameters): FederalTax {
  const status = facts.filingStatus;
  const netting = netCapitalResults(facts, parameters.capitalLossLimit.value[status]);
  const adjustedGrossIncome = facts.wages
    .plus(facts.interest)
    .plus(facts.ordinaryDividends)
    .plus(facts.otherIncome)
    .plus(netting.onReturn);
  const deduction = deductionFor(facts, parameters, adjustedGrossIncome);
  const incomeBeforeFloor = adjustedGrossIncome.minus(deduction.amount).minus(deduction.senior);
  const taxableIncome = atLeastZero(incomeBeforeFloor);
  const preferentialIncome = smaller(
    taxableIncome,
    facts.qualifiedDividends.plus(netting.netCapitalGain),
  );
  const { ordinaryTax, capitalGainsTax } = incomeTax(parameters, status, {
    taxable: taxableIncome,
    preferential: preferentialIncome,
  });
  const netInvestmentIncome = atLeastZero(
    facts.interest.plus(facts.ordinaryDividends).plus(netting.onReturn),
  );
  const { rate, threshold } = parameters.netInvestmentIncomeTax.value;
  const overThreshold = atLeastZero(adjustedGrossIncome.minus(threshold[status]));
  const netInvestmentIncomeTax = smaller(netInvestmentIncome, overThreshold).times(rate);
  return {
    netting,
    carryforward: carryForward(netting, incomeBeforeFloor),
    adjustedGrossIncome,
    deduction,
    taxableIncome,
    preferentialIncome,
    ordinaryTax,
    capitalGainsTax,
    netInvestmentIncome,
    netInvestmentIncomeTax,
    totalTax: ordinaryTax.plus(capitalGainsTax).plus(netInvestmentIncomeTax),
  };
}
