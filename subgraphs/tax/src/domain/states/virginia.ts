import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, times } from "../exact.js";
import type { Filer } from "../federalFacts.js";
import type { RateSchedule } from "../federalParameters.js";
import { type Figure, official } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { taxBySchedule } from "../incomeTax.js";
import { amount, besideReference, byStatus, schedule } from "./stateFigures.js";
import {
  agedCount,
  blindCount,
  dependentCount,
  itemizedWithoutTaxes,
  OMISSIONS,
  plan529,
  usInterest,
} from "./stateHousehold.js";
import { defineState, type StateFiling, type StateReturn, worksheet } from "./stateReturn.js";

/** Figures of Form 760, USD and fractions. */
export type VirginiaFigures = {
  readonly rates: Figure<RateSchedule>;
  readonly standardDeduction: Figure<ByFilingStatus<Decimal>>;
  readonly personalExemption: Figure<Decimal>; // each person and dependent
  readonly agedOrBlindExemption: Figure<Decimal>; // for each condition of each person
  readonly ageDeduction: Figure<{
    readonly perPerson: Decimal;
    readonly incomeOver: ByFilingStatus<Decimal>; // federal AGI without Social Security
  }>;
  readonly fullAgeDeductionBornBy: Figure<string>; // older people keep it whole
  readonly filingThreshold: Figure<ByFilingStatus<Decimal>>; // Virginia AGI; below it no tax
  readonly plan529: Figure<Decimal>; // each account
};

const STATUTORY = {
  rates: official(
    "Code of Virginia §58.1-320; PolicyEngine-US",
    schedule(["0.02", "0.03", "0.05", "0.0575"], {
      single: [3000, 5000, 17000],
      joint: [3000, 5000, 17000],
      head: [3000, 5000, 17000],
    }),
  ),
  personalExemption: official("Code of Virginia §58.1-322.03; PolicyEngine-US", amount(930)),
  agedOrBlindExemption: official("Code of Virginia §58.1-322.03; PolicyEngine-US", amount(800)),
  ageDeduction: official("Code of Virginia §58.1-322.03(5); PolicyEngine-US", {
    perPerson: amount(12000),
    incomeOver: byStatus({ single: 50000, joint: 75000, separate: 75000, survivingSpouse: 50000 }),
  }),
  fullAgeDeductionBornBy: besideReference(
    "Code of Virginia §58.1-322.03(5); PolicyEngine-US",
    "1939-01-01",
  ),
  filingThreshold: besideReference(
    "Code of Virginia §58.1-321; PolicyEngine-US",
    byStatus({ single: 11950, joint: 23900, survivingSpouse: 11950 }),
  ),
  plan529: official("Code of Virginia §58.1-322.03(7); PolicyEngine-US", amount(4000)),
};

const standardDeduction = (year: number, single: number) =>
  official(
    `Code of Virginia §58.1-322.03(1), ${year}; PolicyEngine-US`,
    byStatus({ single, joint: single * 2, survivingSpouse: single }),
  );

/** Virginia, by tax year. */
export const VIRGINIA_FIGURES: Readonly<Record<number, VirginiaFigures>> = {
  2024: { ...STATUTORY, standardDeduction: standardDeduction(2024, 8500) },
  2025: { ...STATUTORY, standardDeduction: standardDeduction(2025, 8750) },
  2026: { ...STATUTORY, standardDeduction: standardDeduction(2026, 8750) },
};

/** @see Form 760; Code of Virginia §§58.1-320 to 58.1-322.03 */
function compute(filing: StateFiling, figures: VirginiaFigures): StateReturn {
  const { facts, federal } = filing;
  const status = facts.filingStatus;
  const { line, lines } = worksheet();
  line("FEDERAL_AGI", "Federal adjusted gross income", federal.adjustedGrossIncome);
  const agi = federal.adjustedGrossIncome
    .minus(
      line("SOCIAL_SECURITY", "less taxable Social Security", federal.income.taxableSocialSecurity),
    )
    .minus(line("US_INTEREST", "less interest of US obligations", usInterest(filing)))
    .minus(line("AGE_DEDUCTION", "less age deduction", ageDeduction(filing, figures)));
  line("STATE_AGI", "Virginia adjusted gross income", agi);
  const isItemized = federal.deduction.kind === "ITEMIZED";
  const deduction = line(
    "DEDUCTION",
    isItemized ? "Itemised deductions, as on the federal return" : "Standard deduction",
    isItemized ? itemizedWithoutTaxes(filing) : figures.standardDeduction.value[status],
  );
  const exemptions = line("EXEMPTIONS", "Exemptions", exemptionsOf(filing, figures));
  const taxable = line(
    "TAXABLE_INCOME",
    "Virginia taxable income",
    atLeastZero(agi.minus(deduction).minus(exemptions)),
  );
  const isBelowThreshold = agi.lt(figures.filingThreshold.value[status]);
  const tax = line(
    "STATE_TAX",
    isBelowThreshold ? "Virginia income tax (none at this income)" : "Virginia income tax",
    isBelowThreshold ? ZERO : taxBySchedule(figures.rates.value, status, taxable),
  );
  return { adjustedGrossIncome: agi, taxableIncome: taxable, tax, lines };
}

/** Dollar for dollar less by income over the threshold, of both spouses together. */
function ageDeduction(filing: StateFiling, figures: VirginiaFigures): Decimal {
  const { facts, federal } = filing;
  const { perPerson, incomeOver } = figures.ageDeduction.value;
  const bornBy = figures.fullAgeDeductionBornBy.value;
  const isOldest = (f: Filer) => f.birthDate !== null && f.birthDate <= bornBy;
  const aged = facts.filers.filter((f) => f.isAged);
  if (aged.length === 0) return ZERO;
  const oldest = aged.filter(isOldest).length;
  const income = federal.adjustedGrossIncome.minus(federal.income.taxableSocialSecurity);
  const over = atLeastZero(income.minus(incomeOver[facts.filingStatus]));
  const reduced = atLeastZero(perPerson.times(aged.length - oldest).minus(over));
  return reduced.plus(perPerson.times(oldest));
}

function exemptionsOf(filing: StateFiling, figures: VirginiaFigures): Decimal {
  const people = filing.facts.filers.length + dependentCount(filing);
  const conditions = new Decimal(agedCount(filing) + blindCount(filing));
  return figures.personalExemption.value
    .times(people)
    .plus(times(figures.agedOrBlindExemption.value, conditions));
}

/** Virginia: progressive to 5.75 %; an age deduction that income takes back. */
export const VIRGINIA = defineState<VirginiaFigures>({
  code: "VA",
  figures: VIRGINIA_FIGURES,
  indexed: [],
  compute,
  usedWhen: { plan529: () => false }, // only named
  cliffs: [
    {
      code: "VA_FILING_THRESHOLD",
      label: "Virginia AGI reaches 11,950 (joint 23,900): tax begins at once",
      direction: "UP",
    },
    {
      code: "VA_FEDERAL_DEDUCTION_KIND",
      label:
        "The federal return changes from itemised to the standard deduction, or back, and Virginia must follow",
      direction: "DOWN",
    },
  ],
  omissions: [
    OMISSIONS.resident,
    OMISSIONS.credits,
    OMISSIONS.dependentsUnknown,
    OMISSIONS.claimedAsDependent,
    OMISSIONS.otherStatesBonds,
    {
      needs: OMISSIONS.realEstateTaxes.needs,
      applies: (filing) =>
        filing.federal.deduction.kind === "ITEMIZED" && OMISSIONS.realEstateTaxes.applies(filing),
    },
    {
      needs: OMISSIONS.otherItemized.needs,
      applies: (filing) =>
        filing.federal.deduction.kind === "ITEMIZED" && OMISSIONS.otherItemized.applies(filing),
    },
    OMISSIONS.giftsFloor,
    OMISSIONS.fundDividends,
    OMISSIONS.business,
    {
      needs: "Spouse tax adjustment of up to 259 on a joint return.",
      applies: ({ facts }) => facts.filingStatus === "MARRIED_FILING_JOINTLY",
    },
    {
      needs: "The age deduction counts both spouses' income, also on separate returns.",
      applies: (filing) =>
        filing.facts.filingStatus === "MARRIED_FILING_SEPARATELY" && agedCount(filing) > 0,
    },
    {
      needs: "Subtractions for military benefits and disability income.",
      applies: ({ facts }) => facts.filers.some((f) => f.publicPensions.gt(0)),
    },
    plan529("4,000 an account, from 70 without limit"),
  ],
});
