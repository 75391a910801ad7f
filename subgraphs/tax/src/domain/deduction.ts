import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { businessIncomeDeduction } from "./businessIncomeDeduction.js";
import { add, atLeastZero, excessOver, larger, less, smaller, times, total } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { Deduction, FederalReturn } from "./federalReturn.js";
import type { GrossIncome } from "./grossIncome.js";
import { charityWithoutItemizing, itemizedDeduction } from "./itemizedDeduction.js";

/** Standard or itemised. */
export type DeductionKind = FederalReturn["deduction"]["kind"];

/**
 * Everything that comes off adjusted gross income.
 *
 * @param asked standard or itemised; without it the larger of the two
 * @see 26 USC 63(c), 63(f), 68, 151(d)(5)(C), 199A
 */
export function deductionOf(
  facts: FederalFacts,
  parameters: FederalParameters,
  gross: GrossIncome,
  asked?: DeductionKind,
): Deduction {
  const { adjustedGrossIncome: agi } = gross;
  const senior = seniorDeduction(facts, parameters, agi);
  const itemized = itemizedDeduction(facts, parameters, agi, senior);
  const standard = standardDeduction(facts, parameters, gross);
  const gifts = charityWithoutItemizing(facts, parameters);
  const kind = asked ?? (itemized.total.gt(add(standard, gifts)) ? "ITEMIZED" : "STANDARD");
  const isItemized = kind === "ITEMIZED";
  const amount = isItemized ? itemized.total : standard;
  const charity = isItemized ? ZERO : gifts;
  const before = total(amount, charity, senior);
  const qualifiedBusinessIncome = businessIncomeDeduction(
    facts,
    parameters,
    gross,
    // without the top bracket's limitation (P.L. 119-21 §70111(b))
    less(agi.minus(before), isItemized ? itemized.limitation : ZERO),
  );
  return {
    kind,
    amount,
    standard,
    itemized,
    charityWithoutItemizing: charity,
    senior,
    qualifiedBusinessIncome,
    total: add(before, qualifiedBusinessIncome),
  };
}

/** Zero on a separate return when the other spouse itemises (26 USC 63(c)(6)(A)). */
function standardDeduction(
  facts: FederalFacts,
  parameters: FederalParameters,
  gross: GrossIncome,
): Decimal {
  const { filingStatus } = facts;
  if (filingStatus === "MARRIED_FILING_SEPARATELY" && facts.spouseItemizes) return ZERO;
  const conditions = facts.filers.reduce((n, f) => n + Number(f.isAged) + Number(f.isBlind), 0);
  const basic = parameters.standardDeduction.value[filingStatus];
  const additions =
    conditions === 0 ? ZERO : parameters.agedOrBlindAddition.value[filingStatus].times(conditions);
  if (!facts.canBeClaimedAsDependent) return add(basic, additions);
  const { minimum, earnedIncomePlus } = parameters.dependentStandardDeduction.value;
  const ofDependent = larger(minimum, earnedIncome(facts, gross).plus(earnedIncomePlus));
  return add(smaller(basic, ofDependent), additions);
}

/** Wages and self-employment profit less half of its tax, never below 0 (26 USC 32(c)(2)). */
export function earnedIncome(facts: FederalFacts, gross: GrossIncome): Decimal {
  const { wages, business } = gross.income;
  return atLeastZero(less(add(wages, business), gross.adjustments.selfEmploymentTax));
}

/** Each eligible person's amount shrinks by the phase-out of the whole return (Schedule 1-A, Part V). */
function seniorDeduction(
  facts: FederalFacts,
  parameters: FederalParameters,
  magi: Decimal,
): Decimal {
  const rule = parameters.seniorDeduction.value;
  const start = rule?.phaseOutFrom[facts.filingStatus];
  if (!rule || !start) return ZERO;
  const aged = facts.filers.filter((f) => f.isAged).length;
  if (aged === 0) return ZERO;
  const lost = times(excessOver(magi, start), rule.phaseOutRate);
  return excessOver(rule.perPerson, lost).times(aged);
}
