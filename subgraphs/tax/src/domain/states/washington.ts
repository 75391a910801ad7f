import type { Decimal } from "@wealthgraph/kernel/decimal";
import { atLeastZero } from "../exact.js";
import type { RateSchedule } from "../federalParameters.js";
import { type Figure, official } from "../figure.js";
import { taxBySchedule } from "../incomeTax.js";
import { carriedForward, amount, schedule } from "./stateFigures.js";
import { defineState, type StateFiling, type StateReturn, worksheet } from "./stateReturn.js";

/** Figures of the capital gains excise, USD and fractions. */
export type WashingtonFigures = {
  readonly standardDeduction: Figure<Decimal>; // of an individual, and the same of a couple
  readonly rates: Figure<RateSchedule>; // of the gain over the deduction
};

const SOURCE = "RCW 82.87; PolicyEngine-US";
const rates = (list: readonly string[], edges: readonly number[]) =>
  official(SOURCE, schedule(list, { single: edges, joint: edges, head: edges }));

const OF_2025: WashingtonFigures = {
  standardDeduction: official(`${SOURCE}, 2025`, amount(278000)),
  rates: rates(["0.07", "0.099"], [1000000]),
};

/** Washington, by tax year. */
export const WASHINGTON_FIGURES: Readonly<Record<number, WashingtonFigures>> = {
  2024: {
    standardDeduction: official(`${SOURCE}, 2024`, amount(270000)),
    rates: rates(["0.07"], []),
  },
  2025: OF_2025,
  2026: { ...OF_2025, standardDeduction: carriedForward(OF_2025.standardDeduction, 2025) },
};

/** @see RCW 82.87.020, 82.87.040, 82.87.060 */
function compute(filing: StateFiling, figures: WashingtonFigures): StateReturn {
  const { facts, federal } = filing;
  const { line, lines } = worksheet();
  const gain = line(
    "STATE_AGI",
    "Net long-term capital gain, after long-term losses",
    atLeastZero(federal.netting.longTerm),
  );
  line("DEDUCTION", "Standard deduction", figures.standardDeduction.value);
  const taxable = line(
    "TAXABLE_INCOME",
    "Washington capital gains",
    atLeastZero(gain.minus(figures.standardDeduction.value)),
  );
  const tax = line(
    "STATE_TAX",
    "Washington capital gains excise",
    taxBySchedule(figures.rates.value, facts.filingStatus, taxable),
  );
  return { adjustedGrossIncome: gain, taxableIncome: taxable, tax, lines };
}

const isTaxed = (_: StateFiling, result: StateReturn) => result.taxableIncome.gt(0);

/** Washington: no income tax, an excise on long-term capital gains over a deduction. */
export const WASHINGTON = defineState<WashingtonFigures>({
  code: "WA",
  figures: WASHINGTON_FIGURES,
  indexed: ["standardDeduction"],
  compute,
  omissions: [
    {
      needs:
        "Gains exempt from Washington's excise (real estate, livestock, timber, depreciable business property) and the deductions for charity and qualified family-owned small business.",
      applies: isTaxed,
    },
    {
      needs: "Gains allocated outside Washington and the credit for another state's tax on them.",
      applies: isTaxed,
    },
    {
      needs:
        "Spouses share one standard deduction, also on separate returns: it counts in full here.",
      applies: (filing, result) =>
        filing.facts.filingStatus === "MARRIED_FILING_SEPARATELY" && isTaxed(filing, result),
    },
    {
      needs: "Income tax of 9.9 % over 1,000,000 from 2028 (ESSB 6346).",
      applies: ({ year }) => year >= 2028,
    },
  ],
});
