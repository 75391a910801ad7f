import type { FittedMarket } from "../capitalMarket.js";
import { type FittedModel, type MarketFit, requireHistory } from "../marketFit.js";
import { fitDynamicMarket } from "./fitDynamicMarket.js";
import { fitInnovationMarket } from "./fitInnovationMarket.js";
import { fitRegimeMarket } from "./fitRegimeMarket.js";
import { blocksOfHistory, sequencesOfHistory } from "./historyMarket.js";

/**
 * Fits the chosen model. Up to half a second of work for a long history: on a thread.
 *
 * @throws {Refusal} HISTORY_TOO_SHORT, MARKET_NOT_IDENTIFIED
 */
export function fitMarket(fit: MarketFit & { readonly model: FittedModel }): FittedMarket {
  requireHistory(fit.model, fit.chosen.history, fit.horizonMonths);
  switch (fit.model) {
    case "REGIME_SWITCHING":
      return fitRegimeMarket(fit);
    case "STUDENT_T":
    case "SKEWED_T":
      return fitInnovationMarket(fit, fit.model === "SKEWED_T");
    case "GARCH_DCC":
      return fitDynamicMarket(fit);
    case "BLOCK_BOOTSTRAP":
      return blocksOfHistory(fit);
    case "HISTORICAL_SEQUENCES":
      return sequencesOfHistory(fit);
  }
}
