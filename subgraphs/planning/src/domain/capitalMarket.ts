import type { AssetClass } from "./assetClass.js";
import type { MarketModel } from "./marketPlan.js";

/** The models of capital markets that a simulation can be run on. */
export const CAPITAL_MARKET_MODELS = [
  "LOGNORMAL",
  "REGIME_SWITCHING",
  "STUDENT_T",
  "SKEWED_T",
  "GARCH_DCC",
  "BLOCK_BOOTSTRAP",
  "HISTORICAL_SEQUENCES",
] as const;

export type CapitalMarketModel = (typeof CAPITAL_MARKET_MODELS)[number];

/** What a caller asks of the model; null: the model's own choice. */
export interface CapitalMarketChoice {
  readonly model: CapitalMarketModel;
  /** Regimes of REGIME_SWITCHING, 2 to 4. */
  readonly regimes: number | null;
  /** Degrees of freedom of Student-t innovations, 3 to 30. */
  readonly degreesOfFreedom: number | null;
  /** Hansen's lambda of SKEWED_T, above -0.9 and below 0.9. */
  readonly skew: number | null;
  /** Mean block of BLOCK_BOOTSTRAP, 1 to 600; absent: the automatic length. */
  readonly meanBlockMonths: number | null;
}

/** Past returns of the simulated assets, complete, oldest first. */
export interface MarketHistory {
  /** The publication, or who imported it. */
  readonly source: string;
  /** "1928" or "1926-07". */
  readonly firstPeriod: string;
  /** 12: rows are calendar years. */
  readonly monthsPerRow: 1 | 12;
  /** Simple returns of the assets in the plan's order, then inflation, as fractions of the row's period. */
  readonly rows: readonly (readonly number[])[];
}

/** A choice and what it is fitted to, as it was when the simulation was started. */
export interface FrozenCapitalMarket extends CapitalMarketChoice {
  /** null when the assumptions alone are used. */
  readonly history: MarketHistory | null;
}

/** One number of a fitted model. */
export interface MarketParameter {
  /** The parameter's usual name, such as "mean", "transition to regime 2", "alpha". */
  readonly name: string;
  /** null when it is not one asset's. */
  readonly assetClass: AssetClass | null;
  /** From 1; null when it is not one regime's. */
  readonly regime: number | null;
  readonly value: number;
}

/** A model ready to be simulated, with everything that a reader needs to judge it. */
export interface FittedMarket {
  readonly model: MarketModel;
  readonly parameters: readonly MarketParameter[];
  /** Where the parameters come from. */
  readonly source: string;
  /** What the model assumes, in words. */
  readonly statements: readonly string[];
}

/** Grows when the same choice and history would be fitted or simulated to other numbers. */
export const MODEL_VERSION = "2026-11-20";
