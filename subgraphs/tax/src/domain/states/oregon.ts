import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, larger, smaller, times, total, totalOf } from "../exact.js";
import { taxBySchedule } from "../incomeTax.js";
import { OREGON_FIGURES, type OregonFigures } from "./oregonFigures.js";
import {
  agedCount,
  allRetirement,
  blindCount,
  dependentCount,
  itemizedWithoutTaxes,
  OMISSIONS,
  reaches62,
  retirementTotal,
  usInterest,
} from "./stateHousehold.js";
import { defineState, type StateFiling, type StateReturn, worksheet } from "./stateReturn.js";

/** @see Form OR-40; ORS 316.037, 316.085, 316.157, 316.680, 316.695, 316.800 */
function compute(filing: StateFiling, figures: OregonFigures): StateReturn {
  const { facts, federal } = filing;
  const status = facts.filingStatus;
  const { line, lines } = worksheet();
  line("FEDERAL_AGI", "Federal adjusted gross income", federal.adjustedGrossIncome);
  const base = federal.adjustedGrossIncome
    .minus(
      line("SOCIAL_SECURITY", "less taxable Social Security", federal.income.taxableSocialSecurity),
    )
    .minus(line("US_INTEREST", "less interest of US obligations", usInterest(filing)))
    .minus(line("FEDERAL_TAX", "less federal tax", federalTaxSubtraction(filing, figures)));
  line("STATE_AGI", "Oregon income after subtractions", base);
  const conditions = new Decimal(agedCount(filing) + blindCount(filing));
  const standard = figures.standardDeduction.value[status].plus(
    times(figures.agedOrBlindDeduction.value[status], conditions),
  );
  const deduction = line(
    "DEDUCTION",
    "Standard or itemised deduction",
    larger(standard, itemizedWithoutTaxes(filing)),
  );
  const taxable = line(
    "TAXABLE_INCOME",
    "Oregon taxable income",
    atLeastZero(base.minus(deduction)),
  );
  const scheduled = line(
    "SCHEDULE_TAX",
    "Tax by rate schedule",
    taxBySchedule(figures.rates.value, status, taxable),
  );
  const exemption = line(
    "EXEMPTION_CREDIT",
    "less exemption credit",
    exemptionCredit(filing, figures),
  );
  const retirement = line(
    "RETIREMENT_CREDIT",
    "less retirement income credit",
    retirementCredit(filing, figures),
  );
  const tax = line(
    "STATE_TAX",
    "Oregon income tax",
    atLeastZero(scheduled.minus(exemption).minus(retirement)),
  );
  return { adjustedGrossIncome: base, taxableIncome: taxable, tax, lines };
}

/**
 * Federal income tax after credits, up to a cap that falls in five steps of federal AGI to 0.
 * Self-employment, net investment income and additional Medicare tax do not count.
 */
function federalTaxSubtraction({ facts, federal }: StateFiling, figures: OregonFigures): Decimal {
  const { ordinaryTax, capitalGainsTax, alternativeMinimum, credits } = federal;
  const liability = total(ordinaryTax, capitalGainsTax, alternativeMinimum.tax)
    .minus(credits.nonRefundable)
    .minus(credits.educationRefundable)
    .minus(credits.premium);
  const { from, step } = figures.federalTaxPhaseOut.value;
  const over = federal.adjustedGrossIncome.minus(from[facts.filingStatus]);
  const passed = over.isNegative()
    ? 0
    : over.div(step[facts.filingStatus]).floor().plus(1).toNumber();
  const cap = figures.federalTaxCap.value[passed] ?? ZERO;
  const own = facts.filingStatus === "MARRIED_FILING_SEPARATELY" ? cap.div(2) : cap;
  return smaller(atLeastZero(liability), own);
}

function exemptionCredit(filing: StateFiling, figures: OregonFigures): Decimal {
  const { facts, federal } = filing;
  const limit = figures.exemptionCreditAgiLimit.value[facts.filingStatus];
  if (federal.adjustedGrossIncome.gt(limit)) return ZERO;
  return figures.exemptionCredit.value.times(facts.filers.length + dependentCount(filing));
}

/**
 * 9 % of retirement income from 62, shrinking with Social Security and household income.
 *
 * @see ORS 316.157; OAR 150-316-0225
 */
function retirementCredit(filing: StateFiling, figures: OregonFigures): Decimal {
  const { facts, federal, year } = filing;
  const income = retirementTotal(filing, (r, filer) =>
    reaches62(filer, year) ? allRetirement(r) : ZERO,
  );
  if (income.isZero()) return ZERO;
  const { rate, incomeOver } = figures.retirementCredit.value;
  const base = figures.retirementCreditBase.value[facts.filingStatus];
  const household = federal.adjustedGrossIncome
    .minus(federal.income.taxableSocialSecurity)
    .plus(facts.taxExemptInterest);
  const over = atLeastZero(household.minus(incomeOver[facts.filingStatus]));
  const room = base.minus(totalOf(facts.filers, (f) => f.socialSecurityBenefits)).minus(over);
  return times(smaller(income, atLeastZero(room)), rate);
}

const hasRetirementCredit = (result: StateReturn) =>
  result.lines.some((l) => l.code === "RETIREMENT_CREDIT" && l.amount.gt(0));

/** Oregon: progressive; part of the federal tax comes off, everything else is ordinary. */
export const OREGON = defineState<OregonFigures>({
  code: "OR",
  figures: OREGON_FIGURES,
  indexed: ["rates", "standardDeduction", "exemptionCredit", "federalTaxCap"],
  compute,
  usedWhen: { retirementCreditBase: (_, result) => hasRetirementCredit(result) },
  cliffs: [
    {
      code: "OR_FEDERAL_TAX_CAP",
      label:
        "Federal AGI reaches a step from 125,000 (joint 250,000): the cap on federal tax falls",
      direction: "UP",
    },
    {
      code: "OR_EXEMPTION_LIMIT",
      label:
        "Federal AGI passes 100,000 (joint, head of household 200,000): the exemption credit is lost",
      direction: "UP",
    },
    {
      code: "OR_FEDERAL_TAX_OF_EXEMPT_INCOME",
      label:
        "Social Security and tax-exempt interest raise the federal tax, which comes off, and no Oregon income",
      direction: "DOWN",
    },
    {
      code: "OR_RETIREMENT_CREDIT",
      label:
        "From 62 a dollar of retirement income earns a credit of 9 %, more than the rate it pays, while household income is low",
      direction: "DOWN",
    },
    {
      code: "OR_FEDERAL_TAX_JUMP",
      label:
        "A step or cliff of the federal tax (child tax credit, premium tax credit) raises the subtraction at once",
      direction: "DOWN",
    },
  ],
  omissions: [
    OMISSIONS.resident,
    {
      needs: "Local income taxes (Portland Metro, Multnomah County) and transit taxes.",
      applies: () => true,
    },
    OMISSIONS.credits,
    OMISSIONS.dependentsUnknown,
    OMISSIONS.claimedAsDependent,
    OMISSIONS.otherStatesBonds,
    OMISSIONS.birthDateUnknown,
    OMISSIONS.realEstateTaxes,
    OMISSIONS.otherItemized,
    OMISSIONS.giftsFloor,
    OMISSIONS.spouseItemizes,
    OMISSIONS.fundDividends,
    OMISSIONS.business,
    {
      needs: "The surplus credit (kicker) that Oregon pays on returns of odd years.",
      applies: ({ year }) => year % 2 === 1,
    },
    {
      needs: "Federal pension subtraction for service before October 1991.",
      applies: ({ facts }) => facts.filers.some((f) => f.publicPensions.gt(0)),
    },
    {
      needs: "Special medical subtraction from 66 and the credit for 529 contributions.",
      applies: () => true,
    },
    {
      needs:
        "The retirement income credit's household income also counts gifts, inheritances, support, military and veterans' benefits, and a capital loss over 1,000.",
      applies: (_, result) => hasRetirementCredit(result),
    },
  ],
});
