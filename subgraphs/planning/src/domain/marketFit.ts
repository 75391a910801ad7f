import { Refusal } from "@wealthgraph/kernel/refusal";
import type { AssetClass } from "./assetClass.js";
import type { CapitalMarketAssumptions } from "./capitalMarketAssumptions.js";
import type { CapitalMarketModel, FrozenCapitalMarket, MarketHistory } from "./capitalMarket.js";

/** What a market is fitted to. */
export interface MarketFit {
  readonly chosen: FrozenCapitalMarket;
  readonly assumptions: CapitalMarketAssumptions;
  /** Columns of the history and of the market, in their order. */
  readonly assetClasses: readonly AssetClass[];
  readonly horizonMonths: number;
}

/** Models other than LOGNORMAL, which is made of the assumptions alone. */
export type FittedModel = Exclude<CapitalMarketModel, "LOGNORMAL">;

/** Rows of the kernel's history, at most. */
export const HISTORY_MONTHS_MAX = 2_400;

/** Simulations have at least so many paths. */
const SEQUENCES_MIN = 100;

/** Rows of history a model needs; years count as one row. */
const ROWS_MIN: Record<Exclude<FittedModel, "HISTORICAL_SEQUENCES">, number> = {
  REGIME_SWITCHING: 60,
  STUDENT_T: 60,
  SKEWED_T: 60,
  GARCH_DCC: 120,
  BLOCK_BOOTSTRAP: 20,
};

/** @throws {Refusal} HISTORY_TOO_SHORT with what there is and what is needed */
export function requireHistory(
  model: FittedModel,
  history: MarketHistory | null,
  horizonMonths: number,
): void {
  const needsNone = model === "STUDENT_T" || model === "SKEWED_T";
  if (!history) {
    if (needsNone) return;
    throw new Refusal("HISTORY_TOO_SHORT", `${model} needs a history`, { model, rows: 0 });
  }
  const { rows, monthsPerRow } = history;
  if (model === "GARCH_DCC" && monthsPerRow === 12) {
    throw new Refusal(
      "HISTORY_TOO_SHORT",
      "GARCH_DCC needs a monthly history of at least 120 months: import one; the built-in table is yearly",
      { model, needed: ROWS_MIN.GARCH_DCC, monthsPerRow },
    );
  }
  const needed =
    model === "HISTORICAL_SEQUENCES"
      ? Math.ceil((horizonMonths + SEQUENCES_MIN - 1) / monthsPerRow)
      : ROWS_MIN[model];
  if (rows.length >= needed) return;
  const unit = monthsPerRow === 12 ? "years" : "months";
  throw new Refusal("HISTORY_TOO_SHORT", `${model} needs ${needed} ${unit} of history`, {
    model,
    rows: rows.length,
    needed,
    monthsPerRow,
  });
}

/** How many months a run of `horizonMonths` can start in. */
export function sequencesIn(history: MarketHistory, horizonMonths: number): number {
  const months = Math.min(history.rows.length * history.monthsPerRow, HISTORY_MONTHS_MAX);
  return months - horizonMonths + 1;
}
