import { Decimal } from "@wealthgraph/kernel/decimal";
import { atLeastZero, larger, smaller, times, total } from "../exact.js";
import { taxBySchedule } from "../incomeTax.js";
import { MINNESOTA_FIGURES, type MinnesotaFigures } from "./minnesotaFigures.js";
import {
  agedCount,
  blindCount,
  dependentCount,
  itemizedWithoutTaxes,
  OMISSIONS,
  usInterest,
} from "./stateHousehold.js";
import { defineState, type StateFiling, type StateReturn, worksheet } from "./stateReturn.js";

/** @see Form M1; Minn. Stat. 290.0121, 290.0123, 290.0132 subd. 26, 290.033, 290.06 */
function compute(filing: StateFiling, figures: MinnesotaFigures): StateReturn {
  const { facts, federal } = filing;
  const { line, lines } = worksheet();
  line("FEDERAL_AGI", "Federal adjusted gross income", federal.adjustedGrossIncome);
  const base = federal.adjustedGrossIncome
    .minus(
      line("SOCIAL_SECURITY", "less Social Security", socialSecuritySubtraction(filing, figures)),
    )
    .minus(line("US_INTEREST", "less interest of US obligations", usInterest(filing)));
  line("STATE_AGI", "Minnesota income after subtractions", base);
  const deduction = line(
    "DEDUCTION",
    "Standard or itemised deduction, limited for high incomes",
    deductionOf(filing, figures),
  );
  const exemptions = line(
    "EXEMPTIONS",
    "Dependent exemptions",
    times(figures.dependentExemption.value, new Decimal(dependentCount(filing))),
  );
  const taxable = line(
    "TAXABLE_INCOME",
    "Minnesota taxable income",
    atLeastZero(base.minus(deduction).minus(exemptions)),
  );
  const scheduled = line(
    "SCHEDULE_TAX",
    "Tax by rate schedule",
    taxBySchedule(figures.rates.value, facts.filingStatus, taxable),
  );
  const { over, rate } = figures.investmentIncomeTax.value;
  const invested = federal.netInvestmentIncome.minus(usInterest(filing)).minus(over);
  const investment = line(
    "INVESTMENT_INCOME_TAX",
    "Tax on net investment income over a million",
    times(atLeastZero(invested), rate),
  );
  const tax = line("STATE_TAX", "Minnesota income tax", scheduled.plus(investment));
  return { adjustedGrossIncome: base, taxableIncome: taxable, tax, lines };
}

/** All of the taxable benefits up to the start, a tenth less for each step of AGI over it. */
function socialSecuritySubtraction(filing: StateFiling, figures: MinnesotaFigures): Decimal {
  const { facts, federal } = filing;
  const { share, step } = figures.socialSecurityStep.value;
  const start = figures.socialSecurityFrom.value[facts.filingStatus];
  const over = atLeastZero(federal.adjustedGrossIncome.minus(start));
  const steps = over.div(step[facts.filingStatus]).ceil();
  const kept = atLeastZero(new Decimal(1).minus(steps.times(share)));
  return times(federal.income.taxableSocialSecurity, kept);
}

/** The larger of both kinds, less 3 % and then 10 % of AGI over two starts, at most 80 % of it. */
function deductionOf(filing: StateFiling, figures: MinnesotaFigures): Decimal {
  const { facts, federal } = filing;
  const status = facts.filingStatus;
  const conditions = new Decimal(agedCount(filing) + blindCount(filing));
  const standard = figures.standardDeduction.value[status].plus(
    times(figures.agedOrBlindAddition.value[status], conditions),
  );
  const { low, high } = figures.deductionLimitFrom.value;
  const { lowRate, highRate, share } = figures.deductionLimit.value;
  const overLow = atLeastZero(federal.adjustedGrossIncome.minus(low[status]));
  const overHigh = atLeastZero(federal.adjustedGrossIncome.minus(high[status]));
  const reduction = total(times(overLow.minus(overHigh), lowRate), times(overHigh, highRate));
  const limited = (amount: Decimal, limitable: Decimal) =>
    amount.minus(smaller(reduction, times(limitable, share)));
  const itemized = itemizedWithoutTaxes(filing);
  const { medical } = federal.deduction.itemized;
  return larger(limited(standard, standard), limited(itemized, itemized.minus(medical)));
}

/** Over the lowest start of any year and status: only then is the deduction limited. */
const isLimited = ({ federal }: StateFiling) => federal.adjustedGrossIncome.gt(116000);

/** Minnesota: progressive; Social Security exempt up to an income; 1 % on investment income over a million. */
export const MINNESOTA = defineState<MinnesotaFigures>({
  code: "MN",
  figures: MINNESOTA_FIGURES,
  indexed: [
    "rates",
    "standardDeduction",
    "agedOrBlindAddition",
    "deductionLimitFrom",
    "dependentExemption",
    "socialSecurityFrom",
  ],
  compute,
  usedWhen: { deductionLimitFrom: isLimited, deductionLimit: isLimited },
  cliffs: [
    {
      code: "MN_SOCIAL_SECURITY_STEP",
      label:
        "A tenth of the Social Security subtraction is lost with each 4,000 of AGI over the start",
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
        "The older way to subtract Social Security, and the subtraction for 65 and over, when they give more.",
      applies: ({ federal, facts }) =>
        federal.income.taxableSocialSecurity.gt(0) || facts.filers.some((f) => f.isAged),
    },
    {
      needs: "Subtraction of public pensions that were earned without Social Security.",
      applies: ({ facts }) => facts.filers.some((f) => f.publicPensions.gt(0)),
    },
    {
      needs:
        "Dependent exemptions shrink with AGI over about 239,000 (joint 358,000): not carried.",
      applies: (filing) =>
        dependentCount(filing) > 0 && filing.federal.adjustedGrossIncome.gt(150000),
    },
    {
      needs:
        "Minnesota alternative minimum tax (6.75 %), marriage credit and 529 deduction or credit.",
      applies: () => true,
    },
  ],
});
