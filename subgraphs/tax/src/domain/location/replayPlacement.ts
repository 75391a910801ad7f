import type { IncomeYields } from "./assetIncome.js";
import type { LocationRates } from "./afterTaxValue.js";
import type { AssetLocationInput, LocatedHolding } from "./locationInput.js";
import { afterTaxWorth, keepsWeights } from "./locationProgramme.js";
import type { LocationTax, RealizedGains } from "./locationTax.js";
import {
  CENT,
  gainsOf,
  held,
  holdingsOf,
  incomeOf,
  lotsSold,
  type Placement,
  placementNow,
  type SoldLot,
} from "./placement.js";

/** A placement by the exact engine. USD. */
export interface ReplayedPlacement {
  readonly placement: Placement;
  readonly keepsWeights: boolean;
  readonly value: number; // after all tax at the horizon
  readonly taxNow: number; // exact, on gains realized; negative for losses that count
  readonly gains: RealizedGains;
  readonly tradingCosts: number;
  readonly traded: number; // sold, which is also bought
  readonly taxPerYear: number; // exact, on the income of the taxable accounts in the first year
}

/**
 * Prices a placement: the year's exact return with its income gives the yearly tax, another with
 * its gains what moving there costs. Later years pay the same share of their income.
 *
 * @param rates of today's income; their sum is scaled to the exact tax
 */
export function replayPlacement(
  input: AssetLocationInput,
  tax: LocationTax,
  placement: Placement,
  rates: LocationRates,
): ReplayedPlacement {
  const now = placementNow(input);
  const income = incomeOf(input, placement);
  const taxPerYear = tax.taxWith(income) - tax.taxWith(NO_INCOME);
  const linear = (Object.keys(income) as (keyof IncomeYields)[]).reduce(
    (sum, kind) => sum + income[kind] * rates.now[kind],
    0,
  );
  const scale = linear > 1 ? Math.max(0, taxPerYear / linear) : 1;
  const gains = realizedGains(input, placement, rates.now);
  const own = incomeOf(input, now);
  const taxNow = tax.taxWith(own, gains) - tax.taxWith(own);
  const traded = sumOf(input, (a, i) => Math.max(0, change(now, placement, a, i)));
  const tradingCosts = 2 * traded * input.tradingCost;
  const worth = afterTaxWorth(input, { ...rates, scale });
  const kept = sumOf(input, (a, i) => {
    const usd = placement[a]?.[i] ?? 0;
    const bought = Math.max(0, change(now, placement, a, i));
    if (usd - bought < CENT / 2) return bought * worth.bought(a, i);
    const sold = (now[a]?.[i] ?? 0) - (usd - bought);
    const basis = keptBasis(holdingsOf(input, a, i), sold, rates.now);
    return bought * worth.bought(a, i) + (usd - bought) * worth.kept(a, i, basis / (usd - bought));
  });
  return {
    placement,
    keepsWeights: keepsWeights(input, placement),
    value: kept - (taxNow + tradingCosts) * worth.cash,
    taxNow,
    gains,
    tradingCosts,
    traded,
    taxPerYear,
  };
}

export const NO_INCOME: IncomeYields = {
  interest: 0,
  taxExemptInterest: 0,
  ordinaryDividends: 0,
  qualifiedDividends: 0,
  shortTermGain: 0,
  longTermGain: 0,
  foreignTax: 0,
};

const change = (now: Placement, then: Placement, a: number, i: number): number =>
  (then[a]?.[i] ?? 0) - (now[a]?.[i] ?? 0);

function sumOf(
  { accounts, assets }: AssetLocationInput,
  of: (account: number, asset: number) => number,
): number {
  return accounts.reduce((sum, _, a) => assets.reduce((inner, __, i) => inner + of(a, i), sum), 0);
}

/** Cost of what is left of holdings after a sale. */
function keptBasis(
  holdings: readonly LocatedHolding[],
  sold: number,
  rates: LocationRates["now"],
): number {
  const cost = holdings.flatMap((h) => h.lots).reduce((sum, l) => sum + l.cost, 0);
  return lotsSold(holdings, Math.max(0, sold), rates).reduce(
    (left, lot) => left - (lot.value - lot.gain),
    cost,
  );
}

/** Net gains of all sales, without losses that purchases in the household wash. */
function realizedGains(
  input: AssetLocationInput,
  placement: Placement,
  rates: LocationRates["now"],
): RealizedGains {
  const now = placementNow(input);
  let shortTerm = 0;
  let longTerm = 0;
  input.assets.forEach((_, i) => {
    const isBought = isBoughtAnywhere(now, placement, i);
    const lots = input.accounts.flatMap((account, a): readonly SoldLot[] => {
      const sold = Math.max(0, -change(now, placement, a, i));
      return account.treatment === "TAXABLE" ? lotsSold(holdingsOf(input, a, i), sold, rates) : [];
    });
    const gains = gainsOf(lots, isBought);
    shortTerm += gains.shortTerm;
    longTerm += gains.longTerm;
  });
  return { shortTerm, longTerm };
}

/** Whether any account holds more of an asset after the trades: that washes losses of all. */
export const isBoughtAnywhere = (now: Placement, then: Placement, asset: number): boolean =>
  now.some((_, a) => change(now, then, a, asset) > CENT) && held(then, asset) > 0;
