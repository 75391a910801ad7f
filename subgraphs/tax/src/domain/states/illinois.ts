import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, times, total } from "../exact.js";
import { type Figure, official } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { carriedForward, amount, byStatus } from "./stateFigures.js";
import {
  agedCount,
  allRetirement,
  blindCount,
  dependentCount,
  OMISSIONS,
  plan529,
  retirementTotal,
  usInterest,
} from "./stateHousehold.js";
import { defineState, type StateFiling, type StateReturn, worksheet } from "./stateReturn.js";

/** Figures of Form IL-1040, USD and fractions. */
export type IllinoisFigures = {
  readonly rate: Figure<Decimal>;
  readonly exemption: Figure<{ readonly perPerson: Decimal; readonly dependent: Decimal }>;
  readonly agedOrBlindExemption: Figure<Decimal>; // for each condition of each person
  readonly exemptionAgiLimit: Figure<ByFilingStatus<Decimal>>; // federal AGI; above it no exemption
  readonly plan529: Figure<{ readonly single: Decimal; readonly joint: Decimal }>;
};

const STATUTORY = {
  rate: official("35 ILCS 5/201; PolicyEngine-US", amount("0.0495")),
  agedOrBlindExemption: official("35 ILCS 5/204; PolicyEngine-US", amount(1000)),
  exemptionAgiLimit: official(
    "35 ILCS 5/204(g); PolicyEngine-US",
    byStatus({ single: 250000, joint: 500000, survivingSpouse: 250000 }),
  ),
  plan529: official("35 ILCS 5/203(a)(2)(Y); PolicyEngine-US", {
    single: amount(10000),
    joint: amount(20000),
  }),
};

const exemption = (year: number, each: number) =>
  official(`Form IL-1040 ${year}; PolicyEngine-US`, {
    perPerson: amount(each),
    dependent: amount(each),
  });

const OF_2025: IllinoisFigures = { ...STATUTORY, exemption: exemption(2025, 2850) };

/** Illinois, by tax year. */
export const ILLINOIS_FIGURES: Readonly<Record<number, IllinoisFigures>> = {
  2024: { ...STATUTORY, exemption: exemption(2024, 2775) },
  2025: OF_2025,
  2026: { ...OF_2025, exemption: carriedForward(OF_2025.exemption, 2025) },
};

/** @see Form IL-1040; 35 ILCS 5/203(a)(2)(F), 5/203(a)(2)(L), 5/204 */
function compute(filing: StateFiling, figures: IllinoisFigures): StateReturn {
  const { federal } = filing;
  const { line, lines } = worksheet();
  line("FEDERAL_AGI", "Federal adjusted gross income", federal.adjustedGrossIncome);
  const base = federal.adjustedGrossIncome
    .minus(
      line("SOCIAL_SECURITY", "less taxable Social Security", federal.income.taxableSocialSecurity),
    )
    .minus(
      line(
        "RETIREMENT_INCOME",
        "less pensions, IRA distributions and conversions",
        retirementTotal(filing, (r) => allRetirement(r)),
      ),
    )
    .minus(line("US_INTEREST", "less interest of US obligations", usInterest(filing)));
  line("STATE_AGI", "Illinois base income", base);
  const exemptions = line("EXEMPTIONS", "Exemptions", exemptionsOf(filing, figures));
  const taxable = line(
    "TAXABLE_INCOME",
    "Illinois net income",
    atLeastZero(base.minus(exemptions)),
  );
  const tax = line("STATE_TAX", "Illinois income tax", times(taxable, figures.rate.value));
  return { adjustedGrossIncome: base, taxableIncome: taxable, tax, lines };
}

function exemptionsOf(filing: StateFiling, figures: IllinoisFigures): Decimal {
  const { facts, federal } = filing;
  const limit = figures.exemptionAgiLimit.value[facts.filingStatus];
  if (federal.adjustedGrossIncome.gt(limit)) return ZERO;
  const { perPerson, dependent } = figures.exemption.value;
  return total(
    perPerson.times(facts.filers.length),
    times(dependent, new Decimal(dependentCount(filing))),
    times(figures.agedOrBlindExemption.value, new Decimal(agedCount(filing) + blindCount(filing))),
  );
}

/** Illinois: flat; all federally taxed retirement income and Social Security exempt at any age. */
export const ILLINOIS = defineState<IllinoisFigures>({
  code: "IL",
  figures: ILLINOIS_FIGURES,
  indexed: ["exemption"],
  compute,
  usedWhen: { plan529: () => false }, // only named
  cliffs: [
    {
      code: "IL_EXEMPTION_LIMIT",
      label: "Federal AGI passes 250,000 (joint 500,000): every exemption is lost",
      direction: "UP",
    },
  ],
  omissions: [
    OMISSIONS.resident,
    OMISSIONS.credits,
    OMISSIONS.dependentsUnknown,
    OMISSIONS.claimedAsDependent,
    {
      needs:
        "Illinois taxes most tax-exempt interest, its own bonds' included; it counts as exempt here.",
      applies: ({ facts }) => facts.taxExemptInterest.gt(0),
    },
    OMISSIONS.fundDividends,
    OMISSIONS.business,
    { needs: "Property tax credit (5 %) and K-12 education credit.", applies: () => true },
    plan529("10,000, joint 20,000"),
  ],
});
