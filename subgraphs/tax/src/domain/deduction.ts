import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, smaller } from "./exact.js";
import type { FederalParameters } from "./federalParameters.js";
import type { TaxFacts } from "./taxFacts.js";

/** What is taken from adjusted gross income, USD. */
export interface Deduction {
  readonly kind: "STANDARD" | "ITEMIZED";
  readonly amount: Decimal; // the larger of the two, the additions for age and blindness included
  readonly senior: Decimal; // P.L. 119-21 §70103, with either kind
}

/**
 * The larger of standard and itemised deduction, and the senior deduction.
 *
 * @param adjustedGrossIncome also stands for modified AGI: foreign exclusions are not modelled
 * @see 26 USC 63(c), 63(f), 68, 151(d)(5)(C)
 */
export function deductionFor(
  facts: TaxFacts,
  parameters: FederalParameters,
  adjustedGrossIncome: Decimal,
): Deduction {
  const senior = seniorDeduction(facts, parameters, adjustedGrossIncome);
  const standard = standardDeduction(facts, parameters);
  const itemized = limitedItemized(facts, parameters, adjustedGrossIncome.minus(senior));
  return itemized.gt(standard)
    ? { kind: "ITEMIZED", amount: itemized, senior }
    : { kind: "STANDARD", amount: standard, senior };
}

/** Zero on a separate return when the other spouse itemises (26 USC 63(c)(6)(A)). */
function standardDeduction(facts: TaxFacts, parameters: FederalParameters): Decimal {
  const { filingStatus } = facts;
  if (filingStatus === "MARRIED_FILING_SEPARATELY" && facts.spouseItemizes) return ZERO;
  const conditions = facts.filers.reduce((n, f) => n + Number(f.isAged) + Number(f.isBlind), 0);
  return parameters.standardDeduction.value[filingStatus].plus(
    parameters.agedOrBlindAddition.value[filingStatus].times(conditions),
  );
}

/** Each eligible person's amount shrinks by the phase-out of the whole return (Schedule 1-A, Part V). */
function seniorDeduction(facts: TaxFacts, parameters: FederalParameters, magi: Decimal): Decimal {
  const rule = parameters.seniorDeduction.value;
  const start = rule?.phaseOutFrom[facts.filingStatus];
  if (!rule || !start) return ZERO;
  const lost = atLeastZero(magi.minus(start)).times(rule.phaseOutRate);
  const aged = facts.filers.filter((f) => f.isAged).length;
  return atLeastZero(rule.perPerson.minus(lost)).times(aged);
}

/**
 * From 2026 itemised deductions lose 2/37 of what they take out of the top bracket.
 *
 * @param incomeBefore adjusted gross income less every other deduction, USD
 */
function limitedItemized(
  facts: TaxFacts,
  parameters: FederalParameters,
  incomeBefore: Decimal,
): Decimal {
  const share = parameters.itemizedLimitation.value;
  const topEdge = parameters.ordinary.value.from[facts.filingStatus].at(-1);
  if (!share || !topEdge) return facts.itemizedDeductions;
  const inTopBracket = smaller(facts.itemizedDeductions, atLeastZero(incomeBefore.minus(topEdge)));
  return facts.itemizedDeductions.minus(inTopBracket.times(share.numerator).div(share.denominator));
}
