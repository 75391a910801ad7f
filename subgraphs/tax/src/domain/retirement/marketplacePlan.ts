import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { atLeastZero, excessOver } from "../exact.js";
import type { FederalFacts } from "../federalFacts.js";
import { federalParametersFor, type FederalParameters } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { type Figure, standingOf } from "../figure.js";
import { grossIncome } from "../grossIncome.js";
import { type IncomeKind, withMore } from "../incomeKind.js";
import { householdIncome, povertyLine, premiumTaxCredit } from "../premiumTaxCredit.js";

/** Where a household stands in the premium tax credit of one year. USD a year. */
export interface MarketplacePlan {
  readonly year: number;
  readonly income: Decimal; // household income: AGI, tax-exempt interest, untaxed Social Security
  readonly povertyLine: Decimal; // the guideline of the year before
  readonly povertyMultiple: Decimal; // income over that line
  readonly applicableShare: Decimal | null; // of income, to be paid for the benchmark plan; null: not eligible by income
  readonly expectedContribution: Decimal | null;
  readonly credit: Decimal; // before advance payments, >= 0
  readonly cliff: MarketplaceCliff | null; // at 400 % of the poverty line; null in years without
  readonly distanceToFloor: Decimal; // USD of income that lack to 100 % of the poverty line, below which there is no credit
  readonly creditLostPerDollar: Decimal; // of the next dollar of ordinary income, as a fraction
  readonly figures: { readonly status: Figure<unknown>["status"]; readonly source: string };
  readonly notModelled: readonly string[];
}

export interface MarketplaceCliff {
  readonly income: Decimal; // USD; the credit ends above it
  readonly distance: Decimal; // USD: what may still come on top; negative: must come off
  readonly cost: Decimal; // USD of credit that a cent over it loses
}

/** What more income costs: the credit lost, and the rest of the return. USD. */
export interface CostOfIncome {
  readonly creditLost: Decimal;
  readonly otherTax: Decimal;
  readonly total: Decimal;
  readonly rate: Decimal; // total over the income
}

const CLIFF_MULTIPLE = 4;
const ENORMOUS = new Decimal("1e9"); // USD of premiums: more than any share of income

const NOT_MODELLED: readonly string[] = [
  "Medicaid (in most states up to 138 % of poverty) and Medicare, which both end the credit",
  "months without coverage and premiums that change within the year",
  "cost-sharing reductions of silver plans up to 250 % of poverty",
  "credits and mandates of states",
  "an extension of the enhanced credit of 2021 to 2025, if one became law",
];

/**
 * The premium tax credit as a plan: where the income stands, what the next dollar costs, how far
 * the cliff is. Every amount comes out of the same engine as the return.
 *
 * @param facts with marketplace coverage for the whole year
 * @throws {Refusal} TAX_YEAR_UNKNOWN, and BAD_INPUT without marketplace coverage
 * @see 26 USC 36B; Form 8962
 */
export function marketplacePlan(facts: FederalFacts, year: number): MarketplacePlan {
  const parameters = federalParametersFor(year);
  requireCoverage(facts);
  const income = incomeOf(facts, parameters);
  const line = povertyLine(facts, parameters);
  const contribution = contributionOf(facts, parameters);
  const credit = creditOf(facts, parameters);
  const more = withMore(facts, "PENSION", new Decimal(1));
  return {
    year,
    income,
    povertyLine: line,
    povertyMultiple: income.div(line),
    applicableShare: contribution && income.gt(0) ? contribution.div(income) : null,
    expectedContribution: contribution,
    credit,
    cliff: cliffOf(facts, parameters, income),
    distanceToFloor: excessOver(line, income),
    creditLostPerDollar: credit.minus(creditOf(more, parameters)),
    figures: standingOf([parameters.premiumTaxCredit, parameters.povertyGuideline]),
    notModelled: NOT_MODELLED,
  };
}

/**
 * What `amount` more of a kind of income costs this year: the credit, and everything else on the
 * federal return.
 *
 * @param amount USD, > 0
 * @throws {Refusal} as `marketplacePlan`, and BAD_INPUT for an amount <= 0
 */
export function costOfIncome(
  facts: FederalFacts,
  year: number,
  more: { readonly kind: IncomeKind; readonly amount: Decimal },
): CostOfIncome {
  requireCoverage(facts);
  if (!more.amount.gt(0)) {
    throw new Refusal("BAD_INPUT", "More income is a positive amount.", {
      amountUsd: more.amount.toFixed(),
    });
  }
  const parameters = federalParametersFor(year);
  const after = withMore(facts, more.kind, more.amount);
  const creditLost = creditOf(facts, parameters).minus(creditOf(after, parameters));
  const total = federalTax(after, parameters).netTax.minus(federalTax(facts, parameters).netTax);
  return {
    creditLost,
    otherTax: total.minus(creditLost),
    total,
    rate: total.div(more.amount),
  };
}

const incomeOf = (facts: FederalFacts, parameters: FederalParameters): Decimal =>
  householdIncome(facts, grossIncome(facts, parameters));

/** The credit before it is set against advance payments. */
function creditOf(facts: FederalFacts, parameters: FederalParameters): Decimal {
  const { net, excess } = premiumTaxCredit(facts, parameters, grossIncome(facts, parameters));
  return (facts.marketplace?.advancePayments ?? ZERO).plus(net).minus(excess);
}

/** What the law asks of the income, read off the credit for premiums that no income reaches. */
function contributionOf(facts: FederalFacts, parameters: FederalParameters): Decimal | null {
  const credit = creditOf(atPremiums(facts, ENORMOUS), parameters);
  return credit.isZero() ? null : ENORMOUS.minus(credit);
}

const atPremiums = (facts: FederalFacts, premiums: Decimal): FederalFacts => ({
  ...facts,
  marketplace: facts.marketplace && {
    ...facts.marketplace,
    premiums,
    benchmarkPremiums: premiums,
  },
});

/** The largest household income with a credit, USD; null in years without the cliff and without coverage. */
export function cliffIncome(facts: FederalFacts, parameters: FederalParameters): Decimal | null {
  if (!parameters.premiumTaxCredit.value.endsAbove400 || !facts.marketplace) return null;
  return povertyLine(facts, parameters).times(CLIFF_MULTIPLE);
}

function cliffOf(
  facts: FederalFacts,
  parameters: FederalParameters,
  income: Decimal,
): MarketplaceCliff | null {
  const edge = cliffIncome(facts, parameters);
  if (!edge || !facts.marketplace) return null;
  const distance = edge.minus(income);
  // at exactly 400 % the law asks for the top share of that income
  const share = parameters.premiumTaxCredit.value.applicable.at(-1)?.high ?? ZERO;
  const { premiums, benchmarkPremiums } = facts.marketplace;
  const isEligible = facts.filingStatus !== "MARRIED_FILING_SEPARATELY";
  const credit = atLeastZero(benchmarkPremiums.minus(edge.times(share)));
  return { income: edge, distance, cost: isEligible ? Decimal.min(premiums, credit) : ZERO };
}

function requireCoverage(facts: FederalFacts): void {
  if (facts.marketplace) return;
  throw new Refusal(
    "BAD_INPUT",
    "The credit is planned for a household with marketplace coverage.",
  );
}
