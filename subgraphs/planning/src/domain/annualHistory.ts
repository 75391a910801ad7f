import type { AssetClass } from "./assetClass.js";
import type { CapitalMarketAssumptions } from "./capitalMarketAssumptions.js";
import { US_ANNUAL_RETURNS } from "./usAnnualReturns.js";
import type { MarketHistory } from "./capitalMarket.js";

/** Column of US_ANNUAL_RETURNS of each class that the table has. */
const COLUMNS: Partial<Record<AssetClass, number>> = {
  US_EQUITY: 1,
  BOND: 2,
  CASH: 3,
  REAL_ESTATE: 4,
  COMMODITY: 5,
};
const INFLATION = 6;

const SOURCE =
  "A. Damodaran (NYU Stern), Historical returns on stocks, bonds and bills, 1928-2025, January 2026 edition";

export interface AnnualHistory {
  readonly history: MarketHistory;
  readonly remarks: readonly string[];
}

/**
 * The built-in yearly history of the given classes, as many years as all of them have.
 *
 * A class the table lacks has US equity's years, stretched and shifted to the mean and deviation that
 * are assumed for it: its risk is there, its own history is not, and a remark says so.
 */
export function annualHistory(
  assets: readonly AssetClass[],
  assumptions: CapitalMarketAssumptions,
): AnnualHistory {
  const remarks: string[] = [];
  const columns = assets.map((asset) => {
    const own = COLUMNS[asset];
    if (own !== undefined) return columnOf(own);
    remarks.push(
      `${asset} has no history in the yearly table: US_EQUITY's stands in, stretched to the assumed mean and volatility.`,
    );
    return standIn(asset, assumptions);
  });
  if (assets.includes("REAL_ESTATE")) {
    remarks.push("REAL_ESTATE's history is of home prices: without rents, and smoothed.");
  }
  if (assets.includes("COMMODITY")) remarks.push("COMMODITY's history is of gold.");
  const inflation = columnOf(INFLATION);
  const rows = US_ANNUAL_RETURNS.map((_, t) => [
    ...columns.map((column) => column[t] ?? null),
    inflation[t] ?? null,
  ]);
  const complete = rows.filter((row): row is number[] => row.every((value) => value !== null));
  return {
    history: { source: SOURCE, firstPeriod: "1928", monthsPerRow: 12, rows: complete },
    remarks,
  };
}

/** Fractions; null where the table has none. */
const columnOf = (index: number): (number | null)[] =>
  US_ANNUAL_RETURNS.map((row) => {
    const percent = row[index] ?? null;
    return percent === null ? null : percent / 100;
  });

function standIn(asset: AssetClass, { assetClasses }: CapitalMarketAssumptions): number[] {
  const x = columnOf(1).map((value) => value ?? 0);
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  const deviation = Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (x.length - 1));
  const assumed = assetClasses.find(({ assetClass }) => assetClass === asset);
  const [target, spread] = [assumed?.expectedReturn ?? mean, assumed?.volatility ?? deviation];
  return x.map((v) => Math.max(-0.95, target + ((v - mean) / deviation) * spread));
}
