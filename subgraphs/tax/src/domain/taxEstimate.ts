import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { cents, totalOf } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import { type FederalParameters, parametersStanding } from "./federalParameters.js";
import type { FederalReturn } from "./federalReturn.js";
import { federalTax } from "./federalTax.js";
import type { FigureStatus } from "./figure.js";
import type { FilingStatus } from "./filingStatus.js";
import { taxByBracket } from "./incomeTax.js";
import { marginalRates } from "./marginalRates.js";
import { notModelled } from "./notModelled.js";
import {
  deductionLines,
  incomeLines,
  otherLines,
  refundableLines,
  sumLine,
  sumOf,
  taxLines,
  type TaxLine,
} from "./taxLines.js";

/** Tax on exactly one more dollar of each kind, as fractions of 6 places. */
export interface EstimatedMarginalRates {
  readonly ordinary: Decimal; // wages, without payroll tax
  readonly selfEmployment: Decimal;
  readonly interest: Decimal; // also non-qualified dividends
  readonly qualifiedDividends: Decimal;
  readonly shortTermGain: Decimal;
  readonly longTermGain: Decimal;
  readonly pension: Decimal;
  readonly iraDistribution: Decimal;
  readonly rothConversion: Decimal;
  readonly socialSecurity: Decimal;
  readonly taxExemptInterest: Decimal;
}

/** A federal estimate as it is shown: amounts in USD rounded to the cent, rates as fractions. */
export interface TaxEstimate {
  readonly year: number;
  readonly filingStatus: FilingStatus;
  readonly adjustedGrossIncome: Decimal;
  readonly deduction: Decimal; // everything between adjusted gross and taxable income
  readonly taxableIncome: Decimal;
  readonly ordinaryTax: Decimal;
  readonly capitalGainsTax: Decimal;
  readonly alternativeMinimumTax: Decimal;
  readonly selfEmploymentTax: Decimal;
  readonly additionalMedicareTax: Decimal;
  readonly netInvestmentIncomeTax: Decimal;
  readonly nonRefundableCredits: Decimal; // already taken off the total tax
  readonly totalTax: Decimal; // Form 1040 line 24: the sum of the rounded taxes less credits
  readonly refundableCredits: Decimal;
  readonly netTax: Decimal; // may be negative
  readonly balanceDue: Decimal; // negative: a refund
  readonly payrollTaxEmployee: Decimal; // beside the return
  readonly payrollTaxEmployer: Decimal;
  readonly lines: readonly TaxLine[];
  readonly marginalRates: EstimatedMarginalRates;
  readonly parameters: { readonly status: FigureStatus; readonly source: string };
  readonly notModelled: readonly string[];
}

/**
 * The estimate with every line.
 *
 * Tax is by rate schedule, not by the Tax Table, and not rounded to whole dollars: up to about
 * 6 dollars from a filed return with taxable income below 100,000. Each line is the exact figure
 * rounded half-even to the cent; a total is the sum of its rounded parts, so that it adds up.
 */
export function estimateTax(facts: FederalFacts, parameters: FederalParameters): TaxEstimate {
  const tax = federalTax(facts, parameters);
  const brackets = taxByBracket(
    parameters.ordinary.value,
    facts.filingStatus,
    tax.taxableIncome.minus(tax.preferentialIncome),
  );
  const taxes = taxLines(tax, brackets);
  const refundable = refundableLines(tax);
  const totalTax = sumOf(taxes);
  const refundableCredits = sumOf(refundable);
  const netTax = totalTax.minus(refundableCredits);
  const balanceDue = netTax.minus(cents(facts.withholding)).minus(cents(facts.estimatedPayments));
  const total = (code: string, label: string, amount: Decimal): TaxLine => ({
    ...sumLine(code, label, []),
    amount,
  });
  return {
    year: parameters.year,
    filingStatus: facts.filingStatus,
    ...amountsOf(tax),
    totalTax,
    refundableCredits,
    netTax,
    balanceDue,
    lines: [
      ...incomeLines(facts, tax),
      ...deductionLines(facts, tax),
      ...taxes,
      sumLine("TOTAL_TAX", "Total tax", taxes),
      ...refundable,
      total("NET_TAX", "Total tax less refundable credits", netTax),
      total("WITHHOLDING", "Federal income tax withheld", cents(facts.withholding)),
      total("ESTIMATED_PAYMENTS", "Estimated tax payments", cents(facts.estimatedPayments)),
      total("BALANCE_DUE", "Amount owed, or a refund when negative", balanceDue),
      ...otherLines(tax),
    ],
    marginalRates: ratesOf(facts, parameters, tax),
    parameters: parametersStanding(parameters, facts),
    notModelled: notModelled(facts, tax, parameters),
  };
}

function amountsOf(tax: FederalReturn) {
  return {
    adjustedGrossIncome: cents(tax.adjustedGrossIncome),
    deduction: cents(tax.deduction.total),
    taxableIncome: cents(tax.taxableIncome),
    ordinaryTax: cents(tax.ordinaryTax),
    capitalGainsTax: cents(tax.capitalGainsTax),
    alternativeMinimumTax: cents(tax.alternativeMinimum.tax),
    selfEmploymentTax: cents(tax.selfEmploymentTax),
    additionalMedicareTax: cents(tax.additionalMedicareTax),
    netInvestmentIncomeTax: cents(tax.netInvestmentIncomeTax),
    nonRefundableCredits: cents(tax.credits.nonRefundable),
    payrollTaxEmployee: cents(totalOf(tax.payroll, (p) => p.employee)),
    payrollTaxEmployer: cents(totalOf(tax.payroll, (p) => p.employer)),
  };
}

function ratesOf(
  facts: FederalFacts,
  parameters: FederalParameters,
  tax: FederalReturn,
): EstimatedMarginalRates {
  const rates = marginalRates(facts, parameters, tax);
  const shown = (rate: Decimal) => rate.toDecimalPlaces(6).plus(ZERO);
  return {
    ordinary: shown(rates.WAGES),
    selfEmployment: shown(rates.SELF_EMPLOYMENT),
    interest: shown(rates.INTEREST),
    qualifiedDividends: shown(rates.QUALIFIED_DIVIDENDS),
    shortTermGain: shown(rates.SHORT_TERM_GAIN),
    longTermGain: shown(rates.LONG_TERM_GAIN),
    pension: shown(rates.PENSION),
    iraDistribution: shown(rates.IRA_DISTRIBUTION),
    rothConversion: shown(rates.ROTH_CONVERSION),
    socialSecurity: shown(rates.SOCIAL_SECURITY),
    taxExemptInterest: shown(rates.TAX_EXEMPT_INTEREST),
  };
}
