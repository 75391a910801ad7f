import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import { federalParametersFor, type FederalParameters } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { stateReturn } from "../states/stateTax.js";
import type { IncomeYields } from "./assetIncome.js";

/** A year's income of taxable accounts by kind, USD. */
export type IncomeByKind = IncomeYields;

/** What another dollar of each kind costs; foreign tax: what a dollar of it gives back, negative. */
export type RateByKind = IncomeYields;

export interface RealizedGains {
  readonly shortTerm: number; // USD, net; negative for a loss
  readonly longTerm: number;
}

export const NO_GAINS: RealizedGains = { shortTerm: 0, longTerm: 0 };

const STEP = 100; // USD

/** The exact returns of one household's year with another investment income. */
export class LocationTax {
  readonly #facts: FederalFacts;
  readonly #parameters: FederalParameters;
  readonly #year: number;
  readonly #state: string | null;

  /** @param own the income of today's holdings, which the facts have in them as far as they reach */
  constructor(
    facts: FederalFacts,
    { year, state }: { readonly year: number; readonly state: string | null },
    own: IncomeByKind,
  ) {
    this.#parameters = federalParametersFor(year);
    this.#facts = withoutIncome(facts, own);
    this.#year = year;
    this.#state = state;
  }

  /** Federal and state tax of the year with this income, USD. */
  taxWith(income: IncomeByKind, gains: RealizedGains = NO_GAINS): number {
    const facts = withGains(withIncome(this.#facts, income), gains);
    const federal = federalTax(facts, this.#parameters);
    const state = this.#state;
    const owed = state === null ? 0 : stateReturn(state, this.#year, facts, federal).tax.toNumber();
    return federal.netTax.toNumber() + owed;
  }

  /** By a step of a hundred dollars of each kind on top of `income`. */
  rates(income: IncomeByKind): RateByKind {
    const base = this.taxWith(income);
    const rate = (kind: keyof IncomeYields): number =>
      (this.taxWith({ ...income, [kind]: income[kind] + STEP }) - base) / STEP;
    return {
      interest: rate("interest"),
      taxExemptInterest: rate("taxExemptInterest"),
      ordinaryDividends: rate("ordinaryDividends"),
      qualifiedDividends: rate("qualifiedDividends"),
      shortTermGain: rate("shortTermGain"),
      longTermGain: rate("longTermGain"),
      foreignTax: rate("foreignTax"),
    };
  }
}

function withIncome(facts: FederalFacts, income: IncomeByKind): FederalFacts {
  const { qualifiedDividends, ordinaryDividends } = income;
  return {
    ...facts,
    interest: facts.interest.plus(cents(income.interest)),
    taxExemptInterest: facts.taxExemptInterest.plus(cents(income.taxExemptInterest)),
    ordinaryDividends: facts.ordinaryDividends.plus(cents(ordinaryDividends + qualifiedDividends)),
    qualifiedDividends: facts.qualifiedDividends.plus(cents(qualifiedDividends)),
    shortTermGain: facts.shortTermGain.plus(cents(income.shortTermGain)),
    longTermGain: facts.longTermGain.plus(cents(income.longTermGain)),
    foreignTaxPaid: facts.foreignTaxPaid.plus(cents(income.foreignTax)),
  };
}

/** Takes out as much as is there: what the facts do not state was not in them. */
function withoutIncome(facts: FederalFacts, income: IncomeByKind): FederalFacts {
  const less = (stated: Decimal, usd: number): Decimal =>
    stated.minus(Decimal.min(Decimal.max(0, stated), cents(usd)));
  const { qualifiedDividends, ordinaryDividends } = income;
  const dividends = less(facts.ordinaryDividends, ordinaryDividends + qualifiedDividends);
  return {
    ...facts,
    interest: less(facts.interest, income.interest),
    taxExemptInterest: less(facts.taxExemptInterest, income.taxExemptInterest),
    ordinaryDividends: dividends,
    qualifiedDividends: Decimal.min(dividends, less(facts.qualifiedDividends, qualifiedDividends)),
    shortTermGain: less(facts.shortTermGain, income.shortTermGain),
    longTermGain: less(facts.longTermGain, income.longTermGain),
    foreignTaxPaid: less(facts.foreignTaxPaid, income.foreignTax),
  };
}

const withGains = (facts: FederalFacts, { shortTerm, longTerm }: RealizedGains): FederalFacts => ({
  ...facts,
  shortTermGain: facts.shortTermGain.plus(cents(shortTerm)),
  longTermGain: facts.longTermGain.plus(cents(longTerm)),
});

const cents = (usd: number): Decimal => new Decimal(usd.toFixed(2));
