import type { Decimal } from "@wealthgraph/kernel/decimal";
import { atLeastZero, larger, smaller, times, total } from "../exact.js";
import { taxBySchedule } from "../incomeTax.js";
import { CALIFORNIA_FIGURES, type CaliforniaFigures } from "./californiaFigures.js";
import {
  agedCount,
  blindCount,
  dependentCount,
  itemizedWithoutTaxes,
  OMISSIONS,
  usInterest,
} from "./stateHousehold.js";
import { defineState, type StateFiling, type StateReturn, worksheet } from "./stateReturn.js";

/** @see Form 540; R&TC 17041, 17043, 17054, 17054.1, 17077, 17087 */
function compute(filing: StateFiling, figures: CaliforniaFigures): StateReturn {
  const { facts, federal } = filing;
  const status = facts.filingStatus;
  const { line, lines } = worksheet();
  line("FEDERAL_AGI", "Federal adjusted gross income", federal.adjustedGrossIncome);
  const agi = total(
    federal.adjustedGrossIncome,
    line(
      "SOCIAL_SECURITY",
      "less taxable Social Security",
      federal.income.taxableSocialSecurity,
    ).neg(),
    line("US_INTEREST", "less interest of US obligations", usInterest(filing)).neg(),
    line(
      "HSA_ADDED_BACK",
      "plus HSA deduction, which California does not know",
      federal.adjustments.hsa,
    ),
  );
  line("STATE_AGI", "California adjusted gross income", agi);
  const standard = figures.standardDeduction.value[status];
  const itemized = itemizedDeduction(filing, figures);
  line("DEDUCTION", "Standard or itemised deduction", larger(standard, itemized));
  const taxable = line(
    "TAXABLE_INCOME",
    "California taxable income",
    atLeastZero(agi.minus(larger(standard, itemized))),
  );
  const scheduled = line(
    "SCHEDULE_TAX",
    "Tax by rate schedule",
    taxBySchedule(figures.rates.value, status, taxable),
  );
  const credit = line(
    "EXEMPTION_CREDITS",
    "less exemption credits",
    exemptionCredits(filing, figures),
  );
  const { over, rate } = figures.mentalHealthTax.value;
  const surcharge = line(
    "MENTAL_HEALTH_TAX",
    "Behavioral health services tax",
    times(atLeastZero(taxable.minus(over)), rate),
  );
  const tax = line(
    "STATE_TAX",
    "California income tax",
    atLeastZero(scheduled.minus(credit)).plus(surcharge),
  );
  return { adjustedGrossIncome: agi, taxableIncome: taxable, tax, lines };
}

/** Itemised deductions shrink by 6 % of federal AGI over the threshold, medical expenses apart. */
function itemizedDeduction(filing: StateFiling, figures: CaliforniaFigures): Decimal {
  const itemized = itemizedWithoutTaxes(filing);
  if (itemized.isZero()) return itemized;
  const { agiRate, deductionRate } = figures.itemizedLimitation.value;
  const start = figures.exemptionPhaseOutFrom.value[filing.facts.filingStatus];
  const over = atLeastZero(filing.federal.adjustedGrossIncome.minus(start));
  const limited = itemized.minus(filing.federal.deduction.itemized.medical);
  return itemized.minus(smaller(times(over, agiRate), times(limited, deductionRate)));
}

/** Each credit shrinks by 6 dollars for each 2,500 (separate: 1,250) of federal AGI over the start. */
function exemptionCredits(filing: StateFiling, figures: CaliforniaFigures): Decimal {
  const { filingStatus } = filing.facts;
  const { personal, dependent } = figures.exemptionCredit.value;
  const { perStep, step } = figures.exemptionPhaseOut.value;
  const start = figures.exemptionPhaseOutFrom.value[filingStatus];
  const over = atLeastZero(filing.federal.adjustedGrossIncome.minus(start));
  const lost = over.div(step[filingStatus]).ceil().times(perStep);
  const isTwo =
    filingStatus === "MARRIED_FILING_JOINTLY" || filingStatus === "QUALIFYING_SURVIVING_SPOUSE";
  const personalCount = (isTwo ? 2 : 1) + agedCount(filing) + blindCount(filing);
  return total(
    atLeastZero(personal.minus(lost)).times(personalCount),
    atLeastZero(dependent.minus(lost)).times(dependentCount(filing)),
  );
}

/** California: progressive, everything ordinary, Social Security exempt, no HSA. */
export const CALIFORNIA = defineState<CaliforniaFigures>({
  code: "CA",
  figures: CALIFORNIA_FIGURES,
  indexed: ["rates", "standardDeduction", "exemptionCredit", "exemptionPhaseOutFrom"],
  compute,
  usedWhen: { itemizedLimitation: (filing) => itemizedWithoutTaxes(filing).gt(0) },
  cliffs: [
    {
      code: "CA_EXEMPTION_CREDIT_STEP",
      label: "Exemption credits shrink in steps of federal AGI over the start",
      direction: "UP",
    },
  ],
  omissions: [
    OMISSIONS.resident,
    OMISSIONS.credits,
    OMISSIONS.dependentsUnknown,
    OMISSIONS.claimedAsDependent,
    OMISSIONS.otherStatesBonds,
    OMISSIONS.realEstateTaxes,
    OMISSIONS.otherItemized,
    OMISSIONS.giftsFloor,
    OMISSIONS.spouseItemizes,
    OMISSIONS.fundDividends,
    OMISSIONS.business,
    {
      needs:
        "California also taxes an employer's HSA contributions and the earnings inside an HSA each year: enter them as other income.",
      applies: ({ facts }) => facts.filers.some((f) => f.hsaDeduction.gt(0)),
    },
    {
      needs: "California alternative minimum tax (7 %).",
      applies: ({ federal }, result) =>
        federal.alternativeMinimum.tax.gt(0) || result.taxableIncome.gt(250000),
    },
  ],
});
