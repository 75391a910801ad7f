import type { Decimal } from "@wealthgraph/kernel/decimal";
import { cents, total, totalOf } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalReturn } from "./federalReturn.js";
import type { RatePart } from "./incomeTax.js";

/** A part of a line, USD rounded to the cent. */
export interface TaxLineComponent {
  readonly label: string;
  readonly amount: Decimal;
}

/** One line of the computation, USD rounded to the cent. */
export interface TaxLine {
  readonly code: string; // stable; callers may branch on it
  readonly label: string;
  readonly amount: Decimal;
  readonly components: readonly TaxLineComponent[]; // what the line was made of; none when it is a fact
}

type Parts = readonly (readonly [label: string, amount: Decimal])[];

function line(code: string, label: string, amount: Decimal, parts: Parts = []): TaxLine {
  return {
    code,
    label,
    amount: cents(amount),
    components: parts.map(([part, of]) => ({ label: part, amount: cents(of) })),
  };
}

/** Income to adjusted gross income. */
export function incomeLines(facts: FederalFacts, tax: FederalReturn): readonly TaxLine[] {
  const { income, adjustments, netting, ira } = tax;
  const { filers } = facts;
  return [
    line("WAGES", "Wages", income.wages),
    line("INTEREST", "Taxable interest", income.interest),
    line("ORDINARY_DIVIDENDS", "Ordinary dividends", income.ordinaryDividends),
    line("QUALIFIED_DIVIDENDS", "of which qualified dividends", facts.qualifiedDividends),
    line("IRA_INCOME", "Taxable IRA distributions and conversions", income.taxableIra, [
      ["Taxable distributions", totalOf(ira, (i) => i.taxableDistributions)],
      ["Taxable Roth conversions", totalOf(ira, (i) => i.taxableConversions)],
    ]),
    line("PENSIONS", "Taxable pensions and annuities", income.pensions),
    line("SOCIAL_SECURITY", "Taxable Social Security", income.taxableSocialSecurity, [
      ["Net benefits", totalOf(filers, (f) => f.socialSecurityBenefits)],
    ]),
    line("SHORT_TERM_NET", "Net short-term gain after carryover", netting.shortTerm, [
      ["This year", facts.shortTermGain],
      ["Carryover from earlier years", facts.shortTermLossCarryover.negated()],
    ]),
    line("LONG_TERM_NET", "Net long-term gain after carryover", netting.longTerm, [
      ["This year", facts.longTermGain],
      ["Carryover from earlier years", facts.longTermLossCarryover.negated()],
    ]),
    line("CAPITAL_GAIN", "Capital gain, or loss within the limit", netting.onReturn, [
      ["Net short-term", netting.shortTerm],
      ["Net long-term", netting.longTerm],
    ]),
    line("BUSINESS_INCOME", "Self-employment profit", income.business),
    line("OTHER_INCOME", "Other income", income.other),
    line("TOTAL_INCOME", "Total income", income.total),
    line("ADJUSTMENTS", "Adjustments to income", adjustments.total, [
      ["Half of self-employment tax", adjustments.selfEmploymentTax],
      ["IRA deduction", adjustments.ira],
      ["HSA deduction", adjustments.hsa],
      ["Student loan interest", adjustments.studentLoanInterest],
    ]),
    line("ADJUSTED_GROSS_INCOME", "Adjusted gross income", tax.adjustedGrossIncome, [
      ["Total income", income.total],
      ["Adjustments", adjustments.total.negated()],
    ]),
  ];
}

/** Deductions to taxable income. */
export function deductionLines(facts: FederalFacts, tax: FederalReturn): readonly TaxLine[] {
  const { deduction } = tax;
  const { itemized } = deduction;
  const chosen =
    deduction.kind === "ITEMIZED"
      ? line("ITEMIZED_DEDUCTIONS", "Itemised deductions", deduction.amount, [
          ["Medical expenses over the floor", itemized.medical],
          ["State and local taxes within the cap", itemized.taxes],
          ["Mortgage interest", itemized.mortgageInterest],
          ["Gifts to charity", itemized.charity],
          ["Other", itemized.other],
          ["Limitation in the top bracket", itemized.limitation.negated()],
        ])
      : line("STANDARD_DEDUCTION", "Standard deduction", deduction.amount);
  return [
    chosen,
    line("CHARITY_WITHOUT_ITEMIZING", "Gifts without itemising", deduction.charityWithoutItemizing),
    line("SENIOR_DEDUCTION", "Senior deduction", deduction.senior),
    line(
      "QUALIFIED_BUSINESS_INCOME",
      "Qualified business income deduction",
      deduction.qualifiedBusinessIncome,
    ),
    line("TAXABLE_INCOME", "Taxable income", tax.taxableIncome, [
      ["Adjusted gross income", tax.adjustedGrossIncome],
      ["Deductions", deduction.total.negated()],
    ]),
    line("PREFERENTIAL_INCOME", "of which taxed at 0, 15 or 20 %", tax.preferentialIncome, [
      ["Qualified dividends", facts.qualifiedDividends],
      ["Net capital gain", tax.netting.netCapitalGain],
    ]),
  ];
}

/**
 * Taxes and non-refundable credits, whose rounded amounts add up to the total tax.
 *
 * @param brackets the parts of the ordinary tax
 */
export function taxLines(tax: FederalReturn, brackets: readonly RatePart[]): readonly TaxLine[] {
  const { alternativeMinimum: amt, credits } = tax;
  return [
    line(
      "ORDINARY_TAX",
      "Tax on ordinary income",
      tax.ordinaryTax,
      brackets.map(({ rate, tax: part }) => [`At ${rate.times(100).toFixed()} %`, part]),
    ),
    line(
      "CAPITAL_GAINS_TAX",
      "Tax on net capital gain and qualified dividends",
      tax.capitalGainsTax,
    ),
    line(
      "EXCESS_ADVANCE_PREMIUM",
      "Advance premium tax credit to pay back",
      tax.excessAdvancePremium,
    ),
    line("ALTERNATIVE_MINIMUM_TAX", "Alternative minimum tax", amt.tax, [
      ["Alternative minimum taxable income", amt.income],
      ["Exemption", amt.exemption],
      ["Tentative minimum tax", amt.tentativeTax],
    ]),
    line("FOREIGN_TAX_CREDIT", "Foreign tax credit", credits.foreignTax.negated()),
    line("EDUCATION_CREDIT", "Education credits", credits.education.negated()),
    line("SAVERS_CREDIT", "Saver's credit", credits.savers.negated()),
    line(
      "CHILD_TAX_CREDIT",
      "Child tax credit and credit for other dependents",
      credits.childAndDependents.negated(),
    ),
    line("SELF_EMPLOYMENT_TAX", "Self-employment tax", tax.selfEmploymentTax, [
      ["Net earnings", totalOf(tax.payroll, (p) => p.selfEmploymentEarnings)],
    ]),
    line("ADDITIONAL_MEDICARE_TAX", "Additional Medicare Tax", tax.additionalMedicareTax),
    line("NET_INVESTMENT_INCOME_TAX", "Net investment income tax", tax.netInvestmentIncomeTax, [
      ["Net investment income", tax.netInvestmentIncome],
    ]),
  ];
}

/** Refundable credits, whose rounded amounts come off the total tax. */
export function refundableLines(tax: FederalReturn): readonly TaxLine[] {
  const { credits } = tax;
  return [
    line("EDUCATION_REFUNDABLE", "Refundable education credit", credits.educationRefundable),
    line("ADDITIONAL_CHILD_TAX_CREDIT", "Additional child tax credit", credits.additionalChild),
    line("EARNED_INCOME_CREDIT", "Earned income credit", credits.earnedIncome),
    line("PREMIUM_TAX_CREDIT", "Premium tax credit not paid in advance", credits.premium),
  ];
}

/** What is beside the return: payroll tax, and what goes to the next year. */
export function otherLines(tax: FederalReturn): readonly TaxLine[] {
  const { carryforward } = tax;
  const employee = totalOf(tax.payroll, (p) => p.employee);
  const employer = totalOf(tax.payroll, (p) => p.employer);
  return [
    line(
      "PAYROLL_TAX_EMPLOYEE",
      "Payroll tax withheld from wages, not in total tax",
      employee,
      tax.payroll.map((p, i) => [i === 0 ? "Filer" : "Spouse", p.employee]),
    ),
    line("PAYROLL_TAX_EMPLOYER", "Payroll tax of the employer, not in total tax", employer),
    line("NET_INVESTMENT_INCOME", "Net investment income", tax.netInvestmentIncome),
    line("SHORT_TERM_CARRYFORWARD", "Short-term loss to next year", carryforward.shortTerm),
    line("LONG_TERM_CARRYFORWARD", "Long-term loss to next year", carryforward.longTerm),
    line(
      "IRA_BASIS_CARRYFORWARD",
      "IRA basis to next year",
      totalOf(tax.ira, (i) => i.basisToNextYear),
    ),
  ];
}

/** The rounded sum of lines already rounded. */
export const sumOf = (lines: readonly TaxLine[]): Decimal => total(...lines.map((l) => l.amount));

/** A line that is the sum of others, with them as its components. */
export function sumLine(code: string, label: string, parts: readonly TaxLine[]): TaxLine {
  const counted = parts.filter((part) => !part.amount.isZero());
  return {
    code,
    label,
    amount: sumOf(parts),
    components: counted.map((part) => ({ label: part.label, amount: part.amount })),
  };
}
