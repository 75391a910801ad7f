import type { AssetClass } from "../assetClass.js";

/** What a class pays out a year, as a fraction of its value; part of its total return. */
export interface IncomeYield {
  /** Taxed as ordinary income. */
  readonly interest: number;
  /** Taxed as qualified dividends. */
  readonly dividends: number;
}

/**
 * What taxable accounts pay out each year. Round figures chosen by Wealthgraph, January 2026, near the
 * yields of broad index funds then; no publication.
 */
export const INCOME_YIELDS: Readonly<Record<AssetClass, IncomeYield>> = {
  US_EQUITY: { interest: 0, dividends: 0.013 },
  INTERNATIONAL_EQUITY: { interest: 0.008, dividends: 0.02 },
  EMERGING_EQUITY: { interest: 0.012, dividends: 0.012 },
  BOND: { interest: 0.04, dividends: 0 },
  REAL_ESTATE: { interest: 0.037, dividends: 0 },
  COMMODITY: { interest: 0.02, dividends: 0 },
  CASH: { interest: 0.034, dividends: 0 },
};
