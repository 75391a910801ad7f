/** Income that an asset throws off in a year, as fractions of its value; >= 0. */
export interface IncomeYields {
  readonly interest: number;
  readonly taxExemptInterest: number;
  readonly ordinaryDividends: number; // not qualified
  readonly qualifiedDividends: number;
  readonly shortTermGain: number; // distributed, or realized by turnover
  readonly longTermGain: number;
  readonly foreignTax: number; // withheld out of the return; creditable in a taxable account only
}

/** An asset class as a plan takes it: what it returns, and as what. */
export interface AssetIncome {
  readonly assetId: string;
  readonly expectedReturn: number; // a year, total, before tax; as a fraction
  readonly yields: IncomeYields; // part of the return, foreign tax apart
  readonly status: "ASSUMED" | "STATED";
  readonly source: string;
}

const NO_INCOME: IncomeYields = {
  interest: 0,
  taxExemptInterest: 0,
  ordinaryDividends: 0,
  qualifiedDividends: 0,
  shortTermGain: 0,
  longTermGain: 0,
  foreignTax: 0,
};

const SOURCE =
  "Round figure chosen by Wealthgraph for broad index funds, November 2026; no publication. State your own where it matters.";

const assumed = (
  assetId: string,
  expectedReturn: number,
  yields: Partial<IncomeYields>,
): AssetIncome => ({
  assetId,
  expectedReturn,
  yields: { ...NO_INCOME, ...yields },
  status: "ASSUMED",
  source: SOURCE,
});

/**
 * What asset classes are assumed to return and to throw off when nobody says better. They are
 * assumptions, not forecasts.
 */
export const ASSUMED_INCOME: readonly AssetIncome[] = [
  assumed("US_EQUITY", 0.07, { qualifiedDividends: 0.013, ordinaryDividends: 0.001 }),
  assumed("INTERNATIONAL_EQUITY", 0.07, {
    qualifiedDividends: 0.02,
    ordinaryDividends: 0.009,
    foreignTax: 0.002,
  }),
  assumed("EMERGING_EQUITY", 0.08, {
    qualifiedDividends: 0.012,
    ordinaryDividends: 0.016,
    foreignTax: 0.003,
  }),
  assumed("BOND", 0.045, { interest: 0.042 }),
  assumed("REAL_ESTATE", 0.065, {
    ordinaryDividends: 0.034,
    qualifiedDividends: 0.002,
    longTermGain: 0.003,
  }),
  assumed("COMMODITY", 0.04, { ordinaryDividends: 0.03 }),
  assumed("CRYPTO", 0.07, {}),
  assumed("CASH", 0.03, { interest: 0.03 }),
  assumed("OTHER", 0.06, { qualifiedDividends: 0.01, ordinaryDividends: 0.01 }),
];

/** Cash a dollar of the asset pays out in a year, before any tax. */
export const paidOut = (yields: IncomeYields): number =>
  yields.interest +
  yields.taxExemptInterest +
  yields.ordinaryDividends +
  yields.qualifiedDividends +
  yields.shortTermGain +
  yields.longTermGain;
