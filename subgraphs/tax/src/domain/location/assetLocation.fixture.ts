import { Decimal } from "@wealthgraph/kernel/decimal";
import { BLANK_FILER, blankFacts } from "../federalFacts.js";
import { ASSUMED_INCOME } from "./assetIncome.js";
import type { AssetLocationInput, LocatedAccount, LocatedHolding } from "./locationInput.js";

/** A holding in one line for tests: asset, value, and its cost where it is taxable and held long. */
export const holding = (
  assetId: string,
  value: number,
  cost: number | null = null,
): LocatedHolding => ({
  assetId,
  label: assetId.toLowerCase(),
  value,
  lots: cost === null ? [] : [{ value, cost, isLongTerm: true }],
});

export const account = (
  id: string,
  treatment: LocatedAccount["treatment"],
  holdings: readonly LocatedHolding[],
): LocatedAccount => ({ id, name: id, treatment, holdings });

/** A single filer with wages of 150,000 in 2026: 24 % on income, 15 % on gains, no state. */
export function locationInput(
  accounts: readonly LocatedAccount[],
  more: Partial<AssetLocationInput> = {},
): AssetLocationInput {
  return {
    accounts,
    assets: ASSUMED_INCOME,
    targets: null,
    tolerance: 0,
    excluded: [],
    minTrade: 0,
    tradingCost: 0,
    horizonYears: 10,
    terminalRates: { ordinary: 0.24, gain: 0.15 },
    facts: {
      ...blankFacts("SINGLE"),
      filers: [{ ...BLANK_FILER, wages: new Decimal(150_000) }],
    },
    year: 2026,
    state: null,
    ...more,
  };
}

/** Ten accounts of a couple with seven assets, each account holding four of them in forty lots. */
export function tenAccounts(): AssetLocationInput {
  const treatments = ["TAXABLE", "TAX_DEFERRED", "ROTH", "TAXABLE", "TAX_DEFERRED"] as const;
  const assets = ASSUMED_INCOME.slice(0, 5).concat(
    ASSUMED_INCOME.slice(5, 6),
    ASSUMED_INCOME.slice(7, 8),
  );
  const accounts = Array.from({ length: 10 }, (_, a) => {
    const treatment = a === 9 ? "HSA" : (treatments[a % 5] ?? "ROTH");
    const holdings = Array.from({ length: 4 }, (__, h): LocatedHolding => {
      const asset = assets[(a * 3 + h * 2) % 7];
      const lots = Array.from({ length: 10 }, (___, l) => ({
        value: 1_000 + ((a * 977 + h * 461 + l * 233) % 4_000),
        cost: 1_000 + ((a * 617 + h * 283 + l * 389) % 3_500),
        isLongTerm: l < 8,
      }));
      const value = lots.reduce((sum, l) => sum + l.value, 0);
      return {
        assetId: asset?.assetId ?? "",
        label: `${asset?.assetId ?? ""} ${a}`,
        value,
        lots: treatment === "TAXABLE" ? lots : [],
      };
    });
    return account(`account ${a}`, treatment, holdings);
  });
  const weights = [0.35, 0.15, 0.05, 0.25, 0.1, 0.05, 0.05];
  return locationInput(accounts, {
    assets,
    targets: assets.map(({ assetId }, i) => ({ assetId, weight: weights[i] ?? 0 })),
    tolerance: 0.005,
    minTrade: 500,
    tradingCost: 0.0002,
  });
}
