import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import { cents } from "./exact.js";
import { type FederalParameters, parametersStanding } from "./federalParameters.js";
import { type FederalTax, federalTax } from "./federalTax.js";
import type { FigureStatus } from "./figure.js";
import type { FilingStatus } from "./filingStatus.js";
import { type MarginalRates, marginalRates } from "./marginalRates.js";
import { notModelled } from "./notModelled.js";
import type { TaxFacts } from "./taxFacts.js";

/** One line of the computation, USD rounded to the cent. */
export interface TaxLine {
  readonly code: string; // stable; callers may branch on it
  readonly label: string;
  readonly amount: Decimal;
}

/** A federal estimate as it is shown: amounts in USD rounded to the cent, rates as fractions. */
export interface TaxEstimate {
  readonly year: number;
  readonly filingStatus: FilingStatus;
  readonly adjustedGrossIncome: Decimal;
  readonly deduction: Decimal; // the senior deduction included
  readonly taxableIncome: Decimal;
  readonly ordinaryTax: Decimal;
  readonly capitalGainsTax: Decimal;
  readonly netInvestmentIncomeTax: Decimal;
  readonly totalTax: Decimal; // the sum of the three rounded taxes
  readonly lines: readonly TaxLine[];
  readonly marginalRates: MarginalRates; // 6 places
  readonly parameters: { readonly status: FigureStatus; readonly source: string };
  readonly notModelled: readonly string[];
}

/**
 * The estimate with every line.
 *
 * Tax is by rate schedule, not by the Tax Table, and not rounded to whole dollars: up to about
 * 6 dollars from a filed return with taxable income below 100,000. Each line is the exact figure
 * rounded half-even to the cent; the total is the sum of its rounded parts, so that it adds up.
 */
export function estimateTax(facts: TaxFacts, parameters: FederalParameters): TaxEstimate {
  const tax = federalTax(facts, parameters);
  const parts = [tax.ordinaryTax, tax.capitalGainsTax, tax.netInvestmentIncomeTax].map(cents);
  const totalTax = sum(parts);
  const rates = marginalRates(facts, parameters);
  return {
    year: parameters.year,
    filingStatus: facts.filingStatus,
    adjustedGrossIncome: cents(tax.adjustedGrossIncome),
    deduction: cents(tax.deduction.amount.plus(tax.deduction.senior)),
    taxableIncome: cents(tax.taxableIncome),
    ordinaryTax: cents(tax.ordinaryTax),
    capitalGainsTax: cents(tax.capitalGainsTax),
    netInvestmentIncomeTax: cents(tax.netInvestmentIncomeTax),
    totalTax,
    lines: linesOf(facts, tax, totalTax),
    marginalRates: {
      ordinary: rates.ordinary.toDecimalPlaces(6),
      interest: rates.interest.toDecimalPlaces(6),
      qualifiedDividends: rates.qualifiedDividends.toDecimalPlaces(6),
      shortTermGain: rates.shortTermGain.toDecimalPlaces(6),
      longTermGain: rates.longTermGain.toDecimalPlaces(6),
    },
    parameters: parametersStanding(parameters),
    notModelled: notModelled(facts, tax, parameters),
  };
}

function linesOf(facts: TaxFacts, tax: FederalTax, totalTax: Decimal): readonly TaxLine[] {
  const { netting, carryforward, deduction } = tax;
  const itemized = deduction.kind === "ITEMIZED";
  const line = (code: string, label: string, amount: Decimal): TaxLine => ({
    code,
    label,
    amount: cents(amount),
  });
  return [
    line("WAGES", "Wages", facts.wages),
    line("INTEREST", "Taxable interest", facts.interest),
    line("ORDINARY_DIVIDENDS", "Ordinary dividends", facts.ordinaryDividends),
    line("QUALIFIED_DIVIDENDS", "of which qualified dividends", facts.qualifiedDividends),
    line("SHORT_TERM_NET", "Net short-term gain after carryover", netting.shortTerm),
    line("LONG_TERM_NET", "Net long-term gain after carryover", netting.longTerm),
    line("CAPITAL_GAIN", "Capital gain, or loss within the limit", netting.onReturn),
    line("OTHER_INCOME", "Other income", facts.otherIncome),
    line("ADJUSTED_GROSS_INCOME", "Adjusted gross income", tax.adjustedGrossIncome),
    line(
      itemized ? "ITEMIZED_DEDUCTIONS" : "STANDARD_DEDUCTION",
      itemized ? "Itemised deductions" : "Standard deduction",
      deduction.amount,
    ),
    line("SENIOR_DEDUCTION", "Senior deduction", deduction.senior),
    line("TAXABLE_INCOME", "Taxable income", tax.taxableIncome),
    line("PREFERENTIAL_INCOME", "of which taxed at 0, 15 or 20 %", tax.preferentialIncome),
    line("ORDINARY_TAX", "Tax on ordinary income", tax.ordinaryTax),
    line(
      "CAPITAL_GAINS_TAX",
      "Tax on net capital gain and qualified dividends",
      tax.capitalGainsTax,
    ),
    line("NET_INVESTMENT_INCOME", "Net investment income", tax.netInvestmentIncome),
    line("NET_INVESTMENT_INCOME_TAX", "Net investment income tax", tax.netInvestmentIncomeTax),
    line("TOTAL_TAX", "Total tax", totalTax),
    line("SHORT_TERM_CARRYFORWARD", "Short-term loss to next year", carryforward.shortTerm),
    line("LONG_TERM_CARRYFORWARD", "Long-term loss to next year", carryforward.longTerm),
  ];
}
