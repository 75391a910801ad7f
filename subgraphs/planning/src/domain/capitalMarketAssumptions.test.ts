import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { ASSET_CLASSES, type AssetClass } from "./assetClass.js";
import { ASSUMPTIONS_2026 } from "./capitalMarketAssumptions.js";
import { choleskyFactor, isCorrelationShaped } from "./correlation.js";

const TABLE = new URL(
  "../../../../../shared/data/history/us_annual_returns_1928.csv",
  import.meta.url,
);
const hasTable = existsSync(TABLE);

type Column = "sp500" | "tbond_10y" | "tbill_3m" | "inflation";

/** Annual returns 1928-2025 as fractions. */
function readColumn(column: Column): number[] {
  const [header = "", ...rows] = readFileSync(TABLE, "utf8").trim().split(/\r?\n/);
  const at = header.split(",").indexOf(column);
  return rows.map((row) => Number(row.split(",")[at]) / 100);
}

const mean = (x: readonly number[]) => x.reduce((a, b) => a + b, 0) / x.length;
const covariance = (x: readonly number[], y: readonly number[]) =>
  x.reduce((sum, v, i) => sum + (v - mean(x)) * ((y[i] ?? 0) - mean(y)), 0) / (x.length - 1);
const deviation = (x: readonly number[]) => Math.sqrt(covariance(x, x));
const rounded = (value: number, places: number) => Number(value.toFixed(places));

const assumed = (assetClass: AssetClass) => {
  const found = ASSUMPTIONS_2026.assetClasses.find((a) => a.assetClass === assetClass);
  if (!found) throw new Error(`no assumption for ${assetClass}`);
  return found;
};

const DERIVED = [
  { assetClass: "US_EQUITY", column: "sp500" },
  { assetClass: "BOND", column: "tbond_10y" },
  { assetClass: "CASH", column: "tbill_3m" },
] as const;

describe("ASSUMPTIONS_2026", () => {
  it("has a row for every asset class, in order, with possible correlations", () => {
    expect(ASSUMPTIONS_2026.assetClasses.map((a) => a.assetClass)).toEqual(ASSET_CLASSES);
    expect(isCorrelationShaped(ASSUMPTIONS_2026.correlations)).toBe(true);
    expect(choleskyFactor(ASSUMPTIONS_2026.correlations)).not.toBeNull();
  });

  it("names a source for every figure", () => {
    for (const { source } of ASSUMPTIONS_2026.assetClasses) {
      expect(source).toMatch(/Damodaran|chosen by Wealthgraph/);
    }
  });
});

const withTable = hasTable ? describe : describe.skip;
if (!hasTable)
  process.stderr.write("planning: the published annual table is absent, not re-derived\n");

withTable("the figures derived from the published annual table", () => {
  it.each(DERIVED)("mean and deviation of $assetClass are those of $column", (row) => {
    const returns = readColumn(row.column);
    expect(returns).toHaveLength(98);
    const { expectedReturn, volatility } = assumed(row.assetClass);
    expect(expectedReturn).toBe(rounded(mean(returns), 4));
    expect(volatility).toBe(rounded(deviation(returns), 4));
  });

  it("inflation is the geometric mean", () => {
    const logs = readColumn("inflation").map((rate) => Math.log1p(rate));
    expect(ASSUMPTIONS_2026.inflation).toBe(rounded(Math.expm1(mean(logs)), 4));
  });

  it("the correlations among the three are the sample's", () => {
    for (const a of DERIVED) {
      for (const b of DERIVED) {
        const [x, y] = [readColumn(a.column), readColumn(b.column)];
        const sample = covariance(x, y) / (deviation(x) * deviation(y));
        const row = ASSUMPTIONS_2026.correlations[ASSET_CLASSES.indexOf(a.assetClass)];
        expect(row?.[ASSET_CLASSES.indexOf(b.assetClass)]).toBe(rounded(sample, 2));
      }
    }
  });
});
