import { type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import { ASSET_CLASSES, type AssetClass } from "./assetClass.js";

/** What one asset class is assumed to return: nominal, a year, before tax and fees. */
export interface AssetClassAssumption {
  readonly assetClass: AssetClass;
  /** Arithmetic mean of the annual return, as a fraction: 0.07 is 7 % a year. */
  readonly expectedReturn: number;
  /** Standard deviation of the annual return, as a fraction. */
  readonly volatility: number;
  readonly source: string;
}

/** A dated set of assumptions. They are assumptions, not forecasts: nobody knows these numbers. */
export interface CapitalMarketAssumptions {
  readonly asOf: CalendarDate;
  /** Growth of prices a year, as a fraction. */
  readonly inflation: number;
  readonly assetClasses: readonly AssetClassAssumption[];
  /** Correlations of annual returns, in the order of `assetClasses`. */
  readonly correlations: readonly (readonly number[])[];
  readonly source: string;
}

const DAMODARAN =
  "A. Damodaran (NYU Stern), Historical returns on stocks, bonds and bills, 1928-2025, January 2026 edition";
const OURS = "Round figure chosen by Wealthgraph; no publication";

/** Rows and columns in the order of ASSET_CLASSES. */
const CORRELATIONS: readonly (readonly number[])[] = [
  [1, 0.8, 0.7, 0.02, 0.6, 0.3, -0.02],
  [0.8, 1, 0.8, 0.05, 0.55, 0.4, 0],
  [0.7, 0.8, 1, 0, 0.5, 0.4, 0],
  [0.02, 0.05, 0, 1, 0.2, -0.1, 0.28],
  [0.6, 0.55, 0.5, 0.2, 1, 0.2, 0],
  [0.3, 0.4, 0.4, -0.1, 0.2, 1, 0],
  [-0.02, 0, 0, 0.28, 0, 0, 1],
];

/**
 * The assumptions used when the caller gives none.
 *
 * US_EQUITY is the S&P 500 with dividends, BOND the 10-year Treasury, CASH the 3-month bill, inflation
 * the geometric mean of the CPI: sample mean and standard deviation (n - 1) of the 98 calendar years
 * 1928-2025, rounded to 0.01 %, and the correlations among the three to two places. Every other
 * figure is our own round one. A test re-derives the derived ones from the published table.
 */
export const ASSUMPTIONS_2026: CapitalMarketAssumptions = {
  asOf: date("2026-01-31"),
  inflation: 0.0304,
  assetClasses: [
    { assetClass: "US_EQUITY", expectedReturn: 0.1185, volatility: 0.194, source: DAMODARAN },
    { assetClass: "INTERNATIONAL_EQUITY", expectedReturn: 0.105, volatility: 0.21, source: OURS },
    { assetClass: "EMERGING_EQUITY", expectedReturn: 0.12, volatility: 0.28, source: OURS },
    { assetClass: "BOND", expectedReturn: 0.0482, volatility: 0.079, source: DAMODARAN },
    { assetClass: "REAL_ESTATE", expectedReturn: 0.095, volatility: 0.2, source: OURS },
    { assetClass: "COMMODITY", expectedReturn: 0.045, volatility: 0.17, source: OURS },
    { assetClass: "CASH", expectedReturn: 0.0342, volatility: 0.0304, source: DAMODARAN },
  ],
  correlations: CORRELATIONS,
  source: `${DAMODARAN} for US equity, bonds, cash and inflation; round figures of Wealthgraph for the rest`,
};

/** Row of `assetClass` in ASSUMPTIONS_2026. */
export function assumptionIndex(assetClass: AssetClass): number {
  return ASSET_CLASSES.indexOf(assetClass);
}
