import { ZERO } from "@wealthgraph/kernel/decimal";
import { type Figure, official } from "../figure.js";
import type { StateCode } from "./stateCode.js";
import { type StateReturn, type StateRule, worksheet } from "./stateReturn.js";

const NO_TAX: StateReturn = (() => {
  const sheet = worksheet();
  const tax = sheet.line("STATE_TAX", "State income tax (there is none)", ZERO);
  return { adjustedGrossIncome: ZERO, taxableIncome: ZERO, tax, lines: sheet.lines };
})();

/** The years for which the reference sheet says that there is no tax. */
export const NO_TAX_YEARS: readonly number[] = [2024, 2025, 2026];

const figure: Figure<null> = official("no individual income tax; PolicyEngine-US", null);

/** A state without a tax on individuals' income: always 0, and nothing is left out. */
export function noIncomeTax(code: StateCode): StateRule {
  return {
    code,
    years: NO_TAX_YEARS,
    isTaxing: () => false,
    cliffs: [],
    omissions: [],
    figuresUsed: () => [figure],
    compute: () => NO_TAX,
  };
}
