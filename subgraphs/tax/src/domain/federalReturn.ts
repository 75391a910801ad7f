import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { CapitalNetting, LossCarryforward } from "./capitalNetting.js";

/** One person's IRAs after Form 8606 Part I. USD, unrounded. */
export interface IraResult {
  readonly taxableDistributions: Decimal; // line 15c
  readonly taxableConversions: Decimal; // line 18
  readonly basisToNextYear: Decimal; // line 14
}

/** One person's Social Security and Medicare tax, USD. */
export interface PayrollTax {
  readonly employee: Decimal; // withheld by the employer; not part of the return's total tax
  readonly employer: Decimal; // paid by the employer on top of wages; shown apart
  readonly selfEmployment: Decimal; // Schedule SE line 12; part of the total tax
  readonly selfEmploymentEarnings: Decimal; // profit x 92.35 %, 0 when under 400
}

/** What adds up to total income (Form 1040 line 9), USD; gains and business may be losses. */
export interface FederalIncome {
  readonly wages: Decimal;
  readonly interest: Decimal;
  readonly ordinaryDividends: Decimal;
  readonly taxableIra: Decimal; // distributions and conversions of all filers
  readonly pensions: Decimal;
  readonly taxableSocialSecurity: Decimal;
  readonly capitalGain: Decimal; // netting.onReturn
  readonly business: Decimal; // self-employment profit
  readonly other: Decimal;
  readonly total: Decimal;
}

/** Adjustments to income (Schedule 1 Part II), USD. */
export interface Adjustments {
  readonly selfEmploymentTax: Decimal; // half of it
  readonly ira: Decimal;
  readonly hsa: Decimal;
  readonly studentLoanInterest: Decimal; // after its limit and phase-out
  readonly total: Decimal;
}

/** Schedule A after its limits, USD. */
export interface ItemizedDeduction {
  readonly medical: Decimal;
  readonly taxes: Decimal;
  readonly mortgageInterest: Decimal;
  readonly charity: Decimal;
  readonly other: Decimal;
  readonly limitation: Decimal; // taken off for payers in the top bracket, >= 0
  readonly total: Decimal; // after the limitation
}

/** What is taken from adjusted gross income, USD. */
export interface Deduction {
  readonly kind: "STANDARD" | "ITEMIZED";
  readonly amount: Decimal; // the chosen one, the additions for age and blindness included
  readonly standard: Decimal;
  readonly itemized: ItemizedDeduction;
  readonly charityWithoutItemizing: Decimal; // from 2026, with the standard deduction only
  readonly senior: Decimal; // P.L. 119-21 §70103, with either kind
  readonly qualifiedBusinessIncome: Decimal; // 26 USC 199A
  readonly total: Decimal;
}

/** Form 6251, USD. */
export interface AlternativeMinimum {
  readonly income: Decimal; // line 4
  readonly exemption: Decimal; // line 5, after its phase-out
  readonly tentativeTax: Decimal; // line 9
  readonly tax: Decimal; // line 11, >= 0
}

/** Credits as used, USD, >= 0; those on the left of the tax cannot pass it. */
export interface Credits {
  readonly foreignTax: Decimal;
  readonly education: Decimal; // not refundable part
  readonly savers: Decimal;
  readonly childAndDependents: Decimal; // not refundable part, Schedule 8812 line 14
  readonly nonRefundable: Decimal; // the sum of the four
  readonly educationRefundable: Decimal;
  readonly additionalChild: Decimal; // Schedule 8812 line 27
  readonly earnedIncome: Decimal;
  readonly premium: Decimal; // what is left of it after advance payments
  readonly refundable: Decimal; // the sum of the last four
}

/** A federal return of one year. Exact and unrounded, USD. */
export interface FederalReturn {
  readonly netting: CapitalNetting;
  readonly carryforward: LossCarryforward;
  readonly ira: readonly IraResult[]; // by filer
  readonly payroll: readonly PayrollTax[]; // by filer
  readonly income: FederalIncome;
  readonly adjustments: Adjustments;
  readonly adjustedGrossIncome: Decimal; // negative only by a loss
  readonly deduction: Deduction;
  readonly taxableIncome: Decimal; // >= 0
  readonly preferentialIncome: Decimal; // part of taxable income with 0/15/20 % rates
  readonly ordinaryTax: Decimal;
  readonly capitalGainsTax: Decimal;
  readonly alternativeMinimum: AlternativeMinimum;
  readonly excessAdvancePremium: Decimal; // advance premium credit to pay back
  readonly credits: Credits;
  readonly selfEmploymentTax: Decimal;
  readonly additionalMedicareTax: Decimal;
  readonly netInvestmentIncome: Decimal; // >= 0
  readonly netInvestmentIncomeTax: Decimal;
  readonly totalTax: Decimal; // Form 1040 line 24: after non-refundable, before refundable credits
  readonly netTax: Decimal; // less refundable credits; negative when they exceed it
  readonly balanceDue: Decimal; // netTax less withholding and estimated payments; negative: a refund
}
