import { type Decimal, Decimal as DecimalValue } from "@wealthgraph/kernel/decimal";
import type { FederalParameters } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import type { TaxFacts } from "./taxFacts.js";

/** Tax on the next dollar of each kind of income, as fractions. */
export interface MarginalRates {
  readonly ordinary: Decimal; // wages, pensions: no net investment income tax on the dollar itself
  readonly interest: Decimal; // also non-qualified dividends
  readonly qualifiedDividends: Decimal;
  readonly shortTermGain: Decimal;
  readonly longTermGain: Decimal;
}

const ONE_DOLLAR = new DecimalValue(1);

/**
 * What one more dollar costs: a finite step of exactly one dollar through the whole engine.
 *
 * It sees everything the engine sees: brackets, the gain an ordinary dollar pushes out of the 0 %
 * rate, the senior deduction's phase-out, losses that swallow a gain. Inside one dollar of an
 * edge it is the mix of both sides.
 */
export function marginalRates(facts: TaxFacts, parameters: FederalParameters): MarginalRates {
  const base = federalTax(facts, parameters).totalTax;
  const withMore = (change: Partial<TaxFacts>) =>
    federalTax({ ...facts, ...change }, parameters).totalTax.minus(base);
  const ordinaryDividends = facts.ordinaryDividends.plus(ONE_DOLLAR);
  return {
    ordinary: withMore({ wages: facts.wages.plus(ONE_DOLLAR) }),
    interest: withMore({ interest: facts.interest.plus(ONE_DOLLAR) }),
    qualifiedDividends: withMore({
      ordinaryDividends,
      qualifiedDividends: facts.qualifiedDividends.plus(ONE_DOLLAR),
    }),
    shortTermGain: withMore({ shortTermGain: facts.shortTermGain.plus(ONE_DOLLAR) }),
    longTermGain: withMore({ longTermGain: facts.longTermGain.plus(ONE_DOLLAR) }),
  };
}
