import { type AssetIncome, type IncomeYields, paidOut } from "./assetIncome.js";
import type { AssetLocationInput, LocatedAccount } from "./locationInput.js";
import type { RateByKind } from "./locationTax.js";

/** Tax on income now, and at the horizon; fractions. */
export interface LocationRates {
  readonly now: RateByKind;
  readonly terminal: { readonly ordinary: number; readonly gain: number };
  /** What the year's exact tax is of the tax at `now`; 1 unless a return has told. */
  readonly scale: number;
}

/** Yearly tax of a dollar of the asset in a taxable account, as a fraction; credits taken off. */
export function drag({ yields }: Pick<AssetIncome, "yields">, rates: LocationRates): number {
  const kinds = Object.keys(yields) as (keyof IncomeYields)[];
  return rates.scale * kinds.reduce((sum, kind) => sum + yields[kind] * rates.now[kind], 0);
}

/**
 * What a dollar of an asset is worth at the horizon after all tax, by the account it is in.
 *
 * Paid-out income is reinvested after tax and adds to basis; price gains are taxed at the end. A
 * deferred account is taxed as income at the end, Roth and HSA (for medical costs) not at all.
 * Foreign tax is lost in all but a taxable account.
 *
 * @param basis of the dollar, USD; of no meaning outside a taxable account
 */
export function afterTaxValue(
  asset: AssetIncome,
  treatment: LocatedAccount["treatment"],
  rates: LocationRates,
  at: { readonly horizonYears: number; readonly basis: number },
): number {
  const { yields, expectedReturn } = asset;
  if (treatment !== "TAXABLE") {
    const grown = (1 + expectedReturn - yields.foreignTax) ** at.horizonYears;
    return treatment === "TAX_DEFERRED" ? grown * (1 - rates.terminal.ordinary) : grown;
  }
  const paid = paidOut(yields);
  const price = 1 + expectedReturn - paid;
  const reinvested = paid - yields.foreignTax - drag(asset, rates);
  let value = 1;
  let { basis } = at;
  for (let year = 0; year < at.horizonYears; year += 1) {
    basis += value * reinvested;
    value *= price + reinvested;
  }
  return value - rates.terminal.gain * (value - basis);
}

/**
 * What a dollar of tax or cost paid today is worth at the horizon: it would have grown as the
 * household's mix in a taxable account.
 */
export function priceOfCash(
  input: AssetLocationInput,
  weights: ReadonlyMap<string, number>,
  rates: LocationRates,
): number {
  const at = { horizonYears: input.horizonYears, basis: 1 };
  return input.assets.reduce(
    (sum, asset) =>
      sum + (weights.get(asset.assetId) ?? 0) * afterTaxValue(asset, "TAXABLE", rates, at),
    0,
  );
}
