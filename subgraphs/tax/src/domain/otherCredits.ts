import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, excessOver, smaller, times, totalOf } from "./exact.js";
import type { EducationExpenses, FederalFacts, Filer } from "./federalFacts.js";
import type { EducationCredits, FederalParameters } from "./federalParameters.js";

/**
 * The saver's credit: a share of up to 2,000 of each person's contributions; the share falls in
 * steps of AGI, which are cliffs.
 *
 * @see 26 USC 25B; Form 8880
 */
export function saversCredit(
  facts: FederalFacts,
  parameters: FederalParameters,
  agi: Decimal,
): Decimal {
  const rule = parameters.saversCredit.value;
  if (!rule || facts.canBeClaimedAsDependent) return ZERO;
  const scale = rule.scale[facts.filingStatus];
  const contributed = (f: Filer) =>
    f.isStudent ? ZERO : smaller(f.saversContributions, rule.contributionMax);
  const contributions = totalOf(facts.filers, contributed);
  if (contributions.isZero()) return ZERO;
  const tier = rule.tiers.find((t) => agi.lte(t.upTo.times(scale)));
  return tier ? times(contributions, tier.rate) : ZERO;
}

/** Both education credits after the phase-out, USD. */
export interface EducationCredit {
  readonly refundable: Decimal; // 40 % of the American opportunity credit
  readonly nonRefundable: Decimal;
}

/** @see 26 USC 25A; Form 8863 */
export function educationCredit(
  facts: FederalFacts,
  parameters: FederalParameters,
  magi: Decimal,
): EducationCredit {
  const rule = parameters.educationCredits.value;
  const start = rule.phaseOutFrom[facts.filingStatus];
  if (facts.education.length === 0 || !start || facts.canBeClaimedAsDependent) {
    return { refundable: ZERO, nonRefundable: ZERO };
  }
  const width = rule.phaseOutWidth[facts.filingStatus];
  const left = atLeastZero(width.minus(excessOver(magi, start))); // of the width
  const share = (amount: Decimal) => times(amount, left).div(width);
  const of = (credit: EducationExpenses["credit"]) =>
    facts.education.filter((e) => e.credit === credit);
  const opportunity = share(
    totalOf(of("AMERICAN_OPPORTUNITY"), (e) => opportunityCredit(e.expenses, rule)),
  );
  const lifetimeExpenses = totalOf(of("LIFETIME_LEARNING"), (e) => e.expenses);
  const lifetime = share(
    times(smaller(lifetimeExpenses, rule.lifetimeExpenses), rule.lifetimeRate),
  );
  const refundable = times(opportunity, rule.refundableShare);
  return { refundable, nonRefundable: add(opportunity.minus(refundable), lifetime) };
}

function opportunityCredit(expenses: Decimal, rule: EducationCredits): Decimal {
  const first = smaller(expenses, rule.firstExpenses);
  const next = smaller(expenses.minus(first), rule.nextExpenses);
  return add(first, times(next, rule.nextRate));
}

/**
 * Foreign tax within the simplified election; with more, the return needs Form 1116, which is not
 * modelled: then there is no credit here, and `notModelled` says so.
 *
 * @see 26 USC 904(j)
 */
export function foreignTaxCredit(facts: FederalFacts, parameters: FederalParameters): Decimal {
  const limit = parameters.foreignTaxElection.value[facts.filingStatus];
  return facts.foreignTaxPaid.gt(limit) ? ZERO : facts.foreignTaxPaid;
}
