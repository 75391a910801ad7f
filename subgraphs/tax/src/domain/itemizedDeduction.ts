import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, excessOver, larger, smaller, times, total } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { ItemizedDeduction } from "./federalReturn.js";

/**
 * Schedule A with its limits: medical expenses over 7.5 % of AGI, state and local taxes up to the
 * cap and its phase-down, cash gifts up to 60 % of AGI and from 2026 over 0.5 % of it, and from
 * 2026 the loss of 2/37 of what itemised deductions take out of the top bracket.
 *
 * @param adjustedGrossIncome also stands for modified AGI: foreign exclusions are not modelled
 * @param otherDeductions taken beside Schedule A (the senior deduction), USD
 * @see 26 USC 68, 164(b), 170(b), 213(a)
 */
export function itemizedDeduction(
  facts: FederalFacts,
  parameters: FederalParameters,
  adjustedGrossIncome: Decimal,
  otherDeductions: Decimal,
): ItemizedDeduction {
  if (hasNone(facts)) return NOTHING_ITEMIZED;
  const agi = atLeastZero(adjustedGrossIncome);
  const { medicalExpenses, stateAndLocalTaxes, mortgageInterest, charityCash } = facts.itemized;
  const medical = medicalExpenses.isZero()
    ? ZERO
    : atLeastZero(medicalExpenses.minus(times(agi, parameters.medicalFloorRate.value)));
  const taxes = stateAndLocalTaxes.isZero()
    ? ZERO
    : smaller(stateAndLocalTaxes, saltCap(facts, parameters, agi));
  const charity = charityCash.isZero() ? ZERO : charityLimited(charityCash, parameters, agi);
  const other = facts.itemizedDeductions;
  const before = total(medical, taxes, mortgageInterest, charity, other);
  const limitation = topBracketLoss(
    before,
    excessOver(adjustedGrossIncome, otherDeductions),
    parameters,
    facts.filingStatus,
  );
  return {
    medical,
    taxes,
    mortgageInterest,
    charity,
    other,
    limitation,
    total: before.minus(limitation),
  };
}

const NOTHING_ITEMIZED: ItemizedDeduction = {
  medical: ZERO,
  taxes: ZERO,
  mortgageInterest: ZERO,
  charity: ZERO,
  other: ZERO,
  limitation: ZERO,
  total: ZERO,
};

const hasNone = ({ itemized, itemizedDeductions }: FederalFacts): boolean =>
  itemizedDeductions.isZero() &&
  itemized.medicalExpenses.isZero() &&
  itemized.stateAndLocalTaxes.isZero() &&
  itemized.mortgageInterest.isZero() &&
  itemized.charityCash.isZero();

function saltCap(facts: FederalFacts, parameters: FederalParameters, magi: Decimal): Decimal {
  const cap = parameters.saltCap.value[facts.filingStatus];
  const rule = parameters.saltPhaseDown.value;
  if (!rule) return cap;
  const over = excessOver(magi, rule.start[facts.filingStatus]);
  return larger(cap.minus(times(over, rule.rate)), rule.floor[facts.filingStatus]);
}

function charityLimited(cash: Decimal, parameters: FederalParameters, agi: Decimal): Decimal {
  const { cashLimitRate, floorRate } = parameters.charity.value;
  return atLeastZero(smaller(cash, times(agi, cashLimitRate)).minus(times(agi, floorRate)));
}

function topBracketLoss(
  itemized: Decimal,
  incomeBefore: Decimal,
  parameters: FederalParameters,
  status: FederalFacts["filingStatus"],
): Decimal {
  const share = parameters.itemizedLimitation.value;
  const topEdge = parameters.ordinary.value.from[status].at(-1);
  if (!share || !topEdge || itemized.isZero() || incomeBefore.lte(topEdge)) return ZERO;
  const inTopBracket = smaller(itemized, incomeBefore.minus(topEdge));
  return times(inTopBracket, share.numerator).div(share.denominator);
}

/** Gifts of cash beside the standard deduction, from 2026 (26 USC 170(p)). */
export function charityWithoutItemizing(
  facts: FederalFacts,
  parameters: FederalParameters,
): Decimal {
  return smaller(
    facts.itemized.charityCash,
    parameters.charity.value.withoutItemizing[facts.filingStatus],
  );
}

/** Gifts above 60 % of AGI, which carry over five years: the engine names them and does not carry them. */
export function charityOverLimit(
  facts: FederalFacts,
  parameters: FederalParameters,
  adjustedGrossIncome: Decimal,
): boolean {
  const limit = times(atLeastZero(adjustedGrossIncome), parameters.charity.value.cashLimitRate);
  return add(facts.itemized.charityCash, limit.negated()).gt(0);
}
