import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import type { FederalParameters } from "../federalParameters.js";
import type { FederalReturn } from "../federalReturn.js";
import { federalTax } from "../federalTax.js";
import { stateReturn } from "../states/stateTax.js";

/** A household's year as sales are priced in it. */
export interface SaleYear {
  readonly facts: FederalFacts;
  readonly parameters: FederalParameters;
  readonly state: string | null; // postal code; null: federal tax alone
}

/** More gains of the year than the profile states, USD; negative: losses. */
export interface MoreGains {
  readonly shortTerm: Decimal;
  readonly longTerm: Decimal;
}

/** The year's tax with some sales. USD, exact. */
export interface YearTax {
  readonly tax: Decimal; // federal net tax, and the state's when one is named
  readonly carried: Decimal; // capital loss carried to the next year, both characters
  readonly federal: FederalReturn;
}

/** Prices sets of sales by the exact engine; equal sets are computed once. */
export class YearTaxes {
  readonly before: YearTax;
  readonly #year: SaleYear;
  readonly #known = new Map<string, YearTax>();

  /** @throws {Refusal} TAX_STATE_UNKNOWN when the state has no rules */
  constructor(year: SaleYear) {
    this.#year = year;
    this.before = this.with({ shortTerm: ZERO, longTerm: ZERO });
  }

  /** How many returns were computed. */
  get computed(): number {
    return this.#known.size;
  }

  with({ shortTerm, longTerm }: MoreGains): YearTax {
    const key = `${shortTerm.toString()} ${longTerm.toString()}`;
    const known = this.#known.get(key);
    if (known) return known;
    const { facts } = this.#year;
    const priced = this.#price({
      ...facts,
      shortTermGain: facts.shortTermGain.plus(shortTerm),
      longTermGain: facts.longTermGain.plus(longTerm),
    });
    this.#known.set(key, priced);
    return priced;
  }

  /** Tax per dollar of a long-term gain of this size in a year like this one without other gains or losses. */
  rateOnLaterGain(gain: Decimal): Decimal {
    if (gain.lte(0)) return ZERO;
    const quiet = {
      ...this.#year.facts,
      shortTermGain: ZERO,
      longTermGain: ZERO,
      shortTermLossCarryover: ZERO,
      longTermLossCarryover: ZERO,
    };
    const without = this.#price(quiet).tax;
    const due = this.#price({ ...quiet, longTermGain: gain }).tax.minus(without);
    return due.isNegative() ? ZERO : due.div(gain);
  }

  #price(facts: FederalFacts): YearTax {
    const { parameters, state } = this.#year;
    const federal = federalTax(facts, parameters);
    const stateTax = state && stateReturn(state, parameters.year, facts, federal).tax;
    return {
      tax: stateTax ? federal.netTax.plus(stateTax) : federal.netTax,
      carried: federal.carryforward.shortTerm.plus(federal.carryforward.longTerm),
      federal,
    };
  }
}
