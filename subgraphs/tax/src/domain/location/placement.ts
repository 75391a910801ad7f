import type { IncomeYields } from "./assetIncome.js";
import type { AssetLocationInput, LocatedHolding } from "./locationInput.js";
import type { IncomeByKind, RealizedGains } from "./locationTax.js";

/** USD of each asset in each account after all trades: accounts x assets, in the input's order. */
export type Placement = readonly (readonly number[])[];

/** A lot, wholly or partly sold. USD. */
export interface SoldLot {
  readonly label: string;
  readonly value: number;
  readonly gain: number; // negative for a loss
  readonly isLongTerm: boolean;
}

/** What is held now. */
export const placementNow = ({ accounts, assets }: AssetLocationInput): Placement =>
  accounts.map(({ holdings }) =>
    assets.map(({ assetId }) => valueOf(holdings.filter((h) => h.assetId === assetId))),
  );

export const valueOf = (holdings: readonly LocatedHolding[]): number =>
  holdings.reduce((sum, h) => sum + h.value, 0);

export const totalOf = (placement: Placement): number =>
  placement.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);

/** The household's value in one asset. */
export const held = (placement: Placement, asset: number): number =>
  placement.reduce((sum, row) => sum + (row[asset] ?? 0), 0);

/** The wanted weight of each asset: the targets, or the mix of today. */
export function wantedWeights(input: AssetLocationInput): ReadonlyMap<string, number> {
  const { assets, targets } = input;
  if (targets) {
    return new Map(
      assets.map(({ assetId }) => [
        assetId,
        targets.find((t) => t.assetId === assetId)?.weight ?? 0,
      ]),
    );
  }
  const now = placementNow(input);
  const total = totalOf(now);
  return new Map(assets.map(({ assetId }, i) => [assetId, held(now, i) / total]));
}

/**
 * The lots that a sale takes: the least tax a dollar first, losses before gains, so that a smaller
 * sale never takes what a larger one leaves.
 *
 * @param usd at most what the holdings are worth
 * @param rates of gains, to order short and long ones
 */
export function lotsSold(
  holdings: readonly LocatedHolding[],
  usd: number,
  rates: { readonly shortTermGain: number; readonly longTermGain: number },
): readonly SoldLot[] {
  const sold: SoldLot[] = [];
  let left = usd;
  for (const lot of lotsInOrder(holdings, rates)) {
    if (left < CENT / 2) break;
    const value = Math.min(left, lot.value);
    sold.push({ ...lot, value, gain: (lot.gain * value) / lot.value });
    left -= value;
  }
  return sold;
}

/** All lots of holdings, the least tax a dollar of value first. */
export function lotsInOrder(
  holdings: readonly LocatedHolding[],
  rates: { readonly shortTermGain: number; readonly longTermGain: number },
): readonly SoldLot[] {
  const lots = holdings.flatMap(({ label, lots: of }) =>
    of.map(({ value, cost, isLongTerm }) => ({ label, value, gain: value - cost, isLongTerm })),
  );
  const price = (lot: SoldLot): number => (taxRate(lot, rates) * lot.gain) / lot.value;
  return lots.toSorted((a, b) => price(a) - price(b));
}

export const taxRate = (
  { isLongTerm }: Pick<SoldLot, "isLongTerm">,
  rates: { readonly shortTermGain: number; readonly longTermGain: number },
): number => (isLongTerm ? rates.longTermGain : rates.shortTermGain);

export const CENT = 0.01;

/** Holdings of one asset in one account. */
export const holdingsOf = (
  { accounts, assets }: AssetLocationInput,
  account: number,
  asset: number,
): readonly LocatedHolding[] =>
  accounts[account]?.holdings.filter((h) => h.assetId === assets[asset]?.assetId) ?? [];

/** The year's income of the taxable accounts. */
export function incomeOf(
  { accounts, assets }: AssetLocationInput,
  placement: Placement,
): IncomeByKind {
  const sum = (kind: keyof IncomeYields): number =>
    placement.reduce(
      (total, row, a) =>
        accounts[a]?.treatment === "TAXABLE"
          ? total + row.reduce((of, usd, i) => of + usd * (assets[i]?.yields[kind] ?? 0), 0)
          : total,
      0,
    );
  return {
    interest: sum("interest"),
    taxExemptInterest: sum("taxExemptInterest"),
    ordinaryDividends: sum("ordinaryDividends"),
    qualifiedDividends: sum("qualifiedDividends"),
    shortTermGain: sum("shortTermGain"),
    longTermGain: sum("longTermGain"),
    foreignTax: sum("foreignTax"),
  };
}

/**
 * Gains that sold lots realize. The loss of an asset that is bought in any account at the same time
 * does not count: a wash sale, for good where the buyer is an IRA (26 USC 1091; Rev. Rul. 2008-5).
 */
export function gainsOf(lots: readonly SoldLot[], isBought: boolean): RealizedGains {
  const counted = lots.filter((lot) => lot.gain > 0 || !isBought);
  const sum = (isLongTerm: boolean): number =>
    counted.filter((l) => l.isLongTerm === isLongTerm).reduce((total, l) => total + l.gain, 0);
  return { shortTerm: sum(false), longTerm: sum(true) };
}
