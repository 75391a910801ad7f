import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import type { FederalParameters } from "../federalParameters.js";
import type { FederalReturn } from "../federalReturn.js";
import { householdIncome, povertyLine } from "../premiumTaxCredit.js";
import { cliffIncome } from "../retirement/marketplacePlan.js";

/** Household incomes at which the premium tax credit changes its course. USD. */
export interface MarketplaceEdges {
  readonly floor: number; // the poverty line: below it there is no credit
  readonly bends: readonly number[]; // where another share of income begins, rising
  readonly cliff: number | null; // the largest income with a credit; null: no cliff by the law of the year
}

/** @returns null without marketplace coverage, or on a separate return, which has no credit */
export function marketplaceEdges(
  facts: FederalFacts,
  parameters: FederalParameters,
): MarketplaceEdges | null {
  if (!facts.marketplace || facts.filingStatus === "MARRIED_FILING_SEPARATELY") return null;
  const line = povertyLine(facts, parameters);
  return {
    floor: line.toNumber(),
    bends: parameters.premiumTaxCredit.value.applicable.flatMap(({ to }) =>
      to ? [line.times(to).toNumber()] : [],
    ),
    cliff: cliffIncome(facts, parameters)?.toNumber() ?? null,
  };
}

/** The credit of a return before it is set against advance payments; null without coverage. USD. */
export function marketplaceCredit(facts: FederalFacts, federal: FederalReturn): Decimal | null {
  if (!facts.marketplace) return null;
  return facts.marketplace.advancePayments
    .plus(federal.credits.premium)
    .minus(federal.excessAdvancePremium);
}

/** Household income for the credit, from a finished return. USD. */
export const creditIncome = (facts: FederalFacts, federal: FederalReturn): number =>
  householdIncome(facts, federal).toNumber();
