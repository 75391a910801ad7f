import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, larger, smaller, times, total } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";

/**
 * The earned income credit by its formula, not by the table's steps of 50 dollars.
 *
 * Investment income over the limit ends it at once. Without children someone of 25 to 64 is
 * needed (`canClaimWithoutChild`). A separate return has none here: the exception for couples
 * that live apart is named by `notModelled`.
 *
 * @param earned earned income, USD
 * @param capitalGain on the return, USD, may be a loss
 * @see 26 USC 32; Publication 596
 */
export function earnedIncomeCredit(
  facts: FederalFacts,
  parameters: FederalParameters,
  of: { readonly earned: Decimal; readonly agi: Decimal; readonly capitalGain: Decimal },
): Decimal {
  if (of.earned.isZero() || !isEligible(facts, parameters)) return ZERO;
  const rule = parameters.earnedIncomeCredit.value;
  const investment = total(
    facts.interest,
    facts.taxExemptInterest,
    facts.ordinaryDividends,
    atLeastZero(of.capitalGain),
  );
  if (investment.gt(rule.investmentIncomeMax)) return ZERO;
  const children = Math.min(3, qualifyingChildren(facts));
  const [maximum, inRate, start, outRate] = [
    rule.maximum[children] ?? ZERO,
    rule.phaseInRate[children] ?? ZERO,
    rule.phaseOutFrom[children] ?? ZERO,
    rule.phaseOutRate[children] ?? ZERO,
  ];
  const isJoint = facts.filingStatus === "MARRIED_FILING_JOINTLY";
  const from = isJoint ? start.plus(rule.jointAddition[children === 0 ? 0 : 1]) : start;
  const lost = times(atLeastZero(larger(of.agi, of.earned).minus(from)), outRate);
  return atLeastZero(smaller(maximum, times(of.earned, inRate)).minus(lost));
}

/** A qualifying child here has no other age test than `isQualifyingChild`, which states it. */
function qualifyingChildren(facts: FederalFacts): number {
  return (facts.dependents ?? []).filter((d) => d.isQualifyingChild).length;
}

function isEligible(facts: FederalFacts, parameters: FederalParameters): boolean {
  if (facts.filingStatus === "MARRIED_FILING_SEPARATELY" || facts.canBeClaimedAsDependent) {
    return false;
  }
  return qualifyingChildren(facts) > 0 || canClaimWithoutChild(facts, parameters.year);
}

/** 26 USC 32(c)(1)(A)(ii): 25 and under 65 at the end of the year; an unknown age is not. */
function canClaimWithoutChild(facts: FederalFacts, year: number): boolean {
  return facts.filers.some(
    (f) => !f.isAged && f.birthDate !== null && f.birthDate <= `${year - 24}-01-01`,
  );
}
