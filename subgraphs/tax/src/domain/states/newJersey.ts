import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, smaller, times, total, totalOf } from "../exact.js";
import { taxBySchedule } from "../incomeTax.js";
import { NEW_JERSEY_FIGURES, type NewJerseyFigures } from "./newJerseyFigures.js";
import {
  agedCount,
  allRetirement,
  blindCount,
  dependentCount,
  OMISSIONS,
  reaches62,
  retirementTotal,
  usInterest,
} from "./stateHousehold.js";
import {
  defineState,
  type StateFiling,
  type StateReturn,
  type Worksheet,
  worksheet,
} from "./stateReturn.js";

/**
 * New Jersey taxes classes of income, not federal AGI: a loss stays in its class and year, and
 * federal adjustments (HSA, IRA, student loans, half of the self-employment tax) do not exist.
 *
 * @see Form NJ-1040; N.J.S.A. 54A:2-1, 3-1, 5-1, 5-2, 6-10; instructions of lines 20a and 28a: what
 * a conversion makes taxable is retirement income and can be excluded
 */
function compute(filing: StateFiling, figures: NewJerseyFigures): StateReturn {
  const { filingStatus } = filing.facts;
  const sheet = worksheet();
  const { line, lines } = sheet;
  const totalIncome = classes(filing, sheet);
  line("TOTAL_INCOME", "New Jersey total income", totalIncome);
  const excluded = line(
    "RETIREMENT_EXCLUSION",
    "less pension exclusion",
    retirementExclusion(filing, figures, totalIncome),
  );
  const gross = line("STATE_AGI", "New Jersey gross income", totalIncome.minus(excluded));
  const exemptions = line("EXEMPTIONS", "Exemptions", exemptionsOf(filing, figures));
  const taxable = line(
    "TAXABLE_INCOME",
    "New Jersey taxable income",
    atLeastZero(gross.minus(exemptions)),
  );
  const isBelowThreshold = gross.lte(figures.filingThreshold.value[filingStatus]);
  const tax = line(
    "STATE_TAX",
    isBelowThreshold
      ? "New Jersey income tax (none at this gross income)"
      : "New Jersey income tax",
    isBelowThreshold
      ? ZERO
      : taxBySchedule(figures.rates.value[filingStatus], filingStatus, taxable),
  );
  return { adjustedGrossIncome: gross, taxableIncome: taxable, tax, lines };
}

function classes(filing: StateFiling, { line }: Worksheet): Decimal {
  const { facts } = filing;
  return total(
    line(
      "WAGES",
      "Wages",
      totalOf(facts.filers, (f) => f.wages),
    ),
    line("INTEREST", "Interest, not of US obligations", facts.interest.minus(usInterest(filing))),
    line("DIVIDENDS", "Dividends", facts.ordinaryDividends),
    line(
      "CAPITAL_GAIN",
      "Net gain of this year; no carryover, no loss",
      atLeastZero(add(facts.shortTermGain, facts.longTermGain)),
    ),
    line(
      "BUSINESS",
      "Net profits; no loss",
      atLeastZero(totalOf(facts.filers, (f) => f.selfEmploymentProfit)),
    ),
    line(
      "RETIREMENT_INCOME",
      "Pensions, IRA distributions and conversions",
      retirementTotal(filing, (r) => allRetirement(r)),
    ),
    line("OTHER_INCOME", "Other income", facts.otherIncome),
  );
}

/** The share falls at total incomes of 100,000, 125,000 and 150,000; only people of 62 count. */
function retirementExclusion(
  filing: StateFiling,
  figures: NewJerseyFigures,
  totalIncome: Decimal,
): Decimal {
  const { filingStatus } = filing.facts;
  const { max, tiers } = figures.retirementExclusion.value;
  const tier = tiers[filingStatus].find((t) => totalIncome.lte(t.upTo));
  if (!tier) return ZERO;
  const eligible = retirementTotal(filing, (r, filer) =>
    reaches62(filer, filing.year) ? allRetirement(r) : ZERO,
  );
  return smaller(times(eligible, tier.share), max[filingStatus]);
}

function exemptionsOf(filing: StateFiling, figures: NewJerseyFigures): Decimal {
  const each = (figure: { readonly value: Decimal }, count: number) =>
    times(figure.value, new Decimal(count));
  return total(
    figures.personalExemption.value[filing.facts.filingStatus],
    each(figures.dependentExemption, dependentCount(filing)),
    each(figures.seniorExemption, agedCount(filing)),
    each(figures.blindExemption, blindCount(filing)),
  );
}

const isEligible = ({ facts, year }: StateFiling) => facts.filers.some((f) => reaches62(f, year));

/** New Jersey: gross income by class, pension exclusion with cliffs, no HSA, no loss carryover. */
export const NEW_JERSEY = defineState<NewJerseyFigures>({
  code: "NJ",
  figures: NEW_JERSEY_FIGURES,
  indexed: [],
  compute,
  cliffs: [
    {
      code: "NJ_PENSION_EXCLUSION",
      label:
        "Total income passes 100,000, 125,000 or 150,000: a smaller share of pensions is excluded",
      direction: "UP",
    },
    {
      code: "NJ_FILING_THRESHOLD",
      label: "Gross income passes 10,000 (joint, head of household: 20,000): tax begins at once",
      direction: "UP",
    },
  ],
  omissions: [
    OMISSIONS.resident,
    OMISSIONS.credits,
    OMISSIONS.dependentsUnknown,
    OMISSIONS.claimedAsDependent,
    OMISSIONS.otherStatesBonds,
    OMISSIONS.birthDateUnknown,
    OMISSIONS.ownIraBasis,
    {
      needs:
        "Property tax deduction or credit, medical expenses over 2 % of gross income, college and 529 deductions.",
      applies: () => true,
    },
    {
      needs:
        "Other retirement income exclusion: at 62, with total income up to 150,000 and work income up to 3,000, what pensions leave of the maximum is taken off other income.",
      applies: isEligible,
    },
    {
      needs:
        "Pre-tax deferrals count as a 401(k)'s; those to 403(b) and 457 plans are New Jersey wages (remembered, not confirmed).",
      applies: ({ facts }) => facts.filers.some((f) => f.electiveDeferrals.gt(0)),
    },
    {
      needs: "IRA contributions are not deductible in New Jersey (remembered, not confirmed).",
      applies: ({ facts }) => facts.filers.some((f) => f.iraDeduction.gt(0)),
    },
    {
      needs:
        "New Jersey also taxes an employer's HSA contributions and the earnings inside an HSA each year: enter them as other income.",
      applies: ({ facts }) => facts.filers.some((f) => f.hsaDeduction.gt(0)),
    },
    OMISSIONS.stateWages,
    OMISSIONS.fundDividends,
    OMISSIONS.business,
  ],
});
