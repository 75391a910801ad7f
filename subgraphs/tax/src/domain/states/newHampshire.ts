import { Decimal } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, times } from "../exact.js";
import { type Figure, official } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { noIncomeTax } from "./noIncomeTax.js";
import { amount, byStatus } from "./stateFigures.js";
import { agedCount, blindCount, OMISSIONS, usInterest } from "./stateHousehold.js";
import {
  defineState,
  type StateFiling,
  type StateReturn,
  type StateRule,
  worksheet,
} from "./stateReturn.js";

/** Figures of Form DP-10, USD and fractions. */
export type NewHampshireFigures = {
  readonly rate: Figure<Decimal>;
  readonly exemption: Figure<ByFilingStatus<Decimal>>;
  readonly agedOrBlindExemption: Figure<Decimal>; // for each condition of each person
};

/** New Hampshire's interest and dividends tax in its last year. */
export const NEW_HAMPSHIRE_FIGURES: Readonly<Record<number, NewHampshireFigures>> = {
  2024: {
    rate: official("RSA 77:1, repealed from 2025; PolicyEngine-US", amount("0.03")),
    exemption: official(
      "RSA 77:5; PolicyEngine-US",
      byStatus({ single: 2400, joint: 4800, survivingSpouse: 2400 }),
    ),
    agedOrBlindExemption: official("RSA 77:5; PolicyEngine-US", amount(1200)),
  },
};

/** @see Form DP-10; RSA 77 */
function compute(filing: StateFiling, figures: NewHampshireFigures): StateReturn {
  const { facts } = filing;
  const { line, lines } = worksheet();
  const income = line(
    "STATE_AGI",
    "Interest and dividends, not of US obligations",
    add(facts.interest.minus(usInterest(filing)), facts.ordinaryDividends),
  );
  const conditions = new Decimal(agedCount(filing) + blindCount(filing));
  const exemptions = line(
    "EXEMPTIONS",
    "Exemptions",
    add(
      figures.exemption.value[facts.filingStatus],
      times(figures.agedOrBlindExemption.value, conditions),
    ),
  );
  const taxable = line("TAXABLE_INCOME", "Taxable income", atLeastZero(income.minus(exemptions)));
  const tax = line(
    "STATE_TAX",
    "New Hampshire interest and dividends tax",
    times(taxable, figures.rate.value),
  );
  return { adjustedGrossIncome: income, taxableIncome: taxable, tax, lines };
}

const TAXING = defineState<NewHampshireFigures>({
  code: "NH",
  figures: NEW_HAMPSHIRE_FIGURES,
  indexed: [],
  compute,
  omissions: [
    OMISSIONS.resident,
    OMISSIONS.otherStatesBonds,
    OMISSIONS.fundDividends,
    {
      needs: "Capital gain distributions and return of capital among dividends are not taxed.",
      applies: (_, result) => result.tax.gt(0),
    },
  ],
});

const FREE = noIncomeTax("NH");

const isTaxing = (year: number) => TAXING.years.includes(year);
const ruleOf = (year: number) => (isTaxing(year) ? TAXING : FREE);

/** New Hampshire: 3 % of interest and dividends in 2024, nothing since. */
export const NEW_HAMPSHIRE: StateRule = {
  ...FREE,
  isTaxing,
  omissions: TAXING.omissions.map((o) => ({
    needs: o.needs,
    applies: (filing, result) => isTaxing(filing.year) && o.applies(filing, result),
  })),
  figuresUsed: (filing, result) => ruleOf(filing.year).figuresUsed(filing, result),
  compute: (filing) => ruleOf(filing.year).compute(filing),
};
