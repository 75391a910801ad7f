import type { Decimal } from "@wealthgraph/kernel/decimal";
import { alternativeMinimumTax } from "./alternativeMinimumTax.js";
import { carryForward } from "./capitalNetting.js";
import { creditsOf } from "./credits.js";
import { type DeductionKind, deductionOf } from "./deduction.js";
import { add, atLeastZero, excessOver, less, smaller, times, total, totalOf } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { AlternativeMinimum, Deduction, FederalReturn } from "./federalReturn.js";
import { type GrossIncome, grossIncome } from "./grossIncome.js";
import { type IncomeTax, incomeTax } from "./incomeTax.js";
import { additionalMedicareTax } from "./payrollTax.js";
import { premiumTaxCredit } from "./premiumTaxCredit.js";

/**
 * The federal return of one year, from income to the balance due.
 *
 * A pure function in exact decimals: nothing is rounded here, so that the difference of two
 * returns is the exact effect of a dollar. Rounding happens once, on the printed lines.
 *
 * @param facts amounts in USD; what a full return of them would also need is named by `notModelled`
 * @returns 0 for no income
 */
export function federalTax(facts: FederalFacts, parameters: FederalParameters): FederalReturn {
  const gross = grossIncome(facts, parameters);
  const premium = premiumTaxCredit(facts, parameters, gross);
  const own = bestIncomeTax(facts, parameters, gross, premium.excess);
  const additionalMedicare = additionalMedicareTax(facts, gross.payroll, parameters);
  const investment = netInvestmentIncomeTax(facts, parameters, gross);
  const regular = total(own.tax.ordinaryTax, own.tax.capitalGainsTax, premium.excess);
  const credits = creditsOf(facts, parameters, gross, {
    regular,
    withMinimumTax: add(regular, own.minimum.tax),
    additionalMedicare,
    premium: premium.net,
  });
  const selfEmploymentTax = totalOf(gross.payroll, (p) => p.selfEmployment);
  const totalTax = total(
    less(regular, credits.nonRefundable),
    own.minimum.tax,
    selfEmploymentTax,
    additionalMedicare,
    investment.tax,
  );
  const netTax = less(totalTax, credits.refundable);
  return {
    netting: gross.netting,
    carryforward: carryForward(gross.netting, own.incomeBeforeFloor),
    ira: gross.ira,
    payroll: gross.payroll,
    income: gross.income,
    adjustments: gross.adjustments,
    adjustedGrossIncome: gross.adjustedGrossIncome,
    deduction: own.deduction,
    taxableIncome: own.taxable,
    preferentialIncome: own.preferential,
    ordinaryTax: own.tax.ordinaryTax,
    capitalGainsTax: own.tax.capitalGainsTax,
    alternativeMinimum: own.minimum,
    excessAdvancePremium: premium.excess,
    credits,
    selfEmploymentTax,
    additionalMedicareTax: additionalMedicare,
    netInvestmentIncome: investment.income,
    netInvestmentIncomeTax: investment.tax,
    totalTax,
    netTax,
    balanceDue: less(less(netTax, facts.withholding), facts.estimatedPayments),
  };
}

/** Taxable income with its regular and minimum tax, USD. */
interface TaxedIncome {
  readonly deduction: Deduction;
  readonly incomeBeforeFloor: Decimal; // negative when deductions exceed the income
  readonly taxable: Decimal;
  readonly preferential: Decimal;
  readonly tax: IncomeTax;
  readonly minimum: AlternativeMinimum;
}

/**
 * With the larger deduction; where the minimum tax bites, with the one that costs less: it leaves
 * mortgage interest and gifts, but not the standard deduction.
 */
function bestIncomeTax(
  facts: FederalFacts,
  parameters: FederalParameters,
  gross: GrossIncome,
  excess: Decimal,
): TaxedIncome {
  const larger = taxedIncome(facts, parameters, gross, { excess });
  if (larger.minimum.tax.isZero() || larger.deduction.itemized.total.isZero()) return larger;
  const other = taxedIncome(facts, parameters, gross, {
    excess,
    kind: larger.deduction.kind === "ITEMIZED" ? "STANDARD" : "ITEMIZED",
  });
  const cost = (t: TaxedIncome) => total(t.tax.ordinaryTax, t.tax.capitalGainsTax, t.minimum.tax);
  return cost(other).lt(cost(larger)) ? other : larger;
}

function taxedIncome(
  facts: FederalFacts,
  parameters: FederalParameters,
  gross: GrossIncome,
  how: { readonly excess: Decimal; readonly kind?: DeductionKind },
): TaxedIncome {
  const deduction = deductionOf(facts, parameters, gross, how.kind);
  const incomeBeforeFloor = gross.adjustedGrossIncome.minus(deduction.total);
  const taxable = atLeastZero(incomeBeforeFloor);
  const preferential = smaller(
    taxable,
    add(facts.qualifiedDividends, gross.netting.netCapitalGain),
  );
  const tax = incomeTax(parameters, facts.filingStatus, { taxable, preferential });
  const minimum = alternativeMinimumTax(facts, parameters, deduction, {
    incomeBeforeFloor,
    taxable,
    preferential,
    tax: total(tax.ordinaryTax, tax.capitalGainsTax, how.excess),
  });
  return { deduction, incomeBeforeFloor, taxable, preferential, tax, minimum };
}

/** @see 26 USC 1411; Form 8960 for interest, dividends and gains */
function netInvestmentIncomeTax(
  facts: FederalFacts,
  parameters: FederalParameters,
  gross: GrossIncome,
): { readonly income: Decimal; readonly tax: Decimal } {
  const income = atLeastZero(
    total(facts.interest, facts.ordinaryDividends, gross.netting.onReturn),
  );
  const { rate, threshold } = parameters.netInvestmentIncomeTax.value;
  const over = excessOver(gross.adjustedGrossIncome, threshold[facts.filingStatus]);
  return { income, tax: times(smaller(income, over), rate) };
}
