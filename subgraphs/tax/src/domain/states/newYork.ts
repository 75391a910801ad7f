import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Decimal as Exact, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, larger, smaller, times, total } from "../exact.js";
import type { FilingStatus } from "../filingStatus.js";
import { taxBySchedule } from "../incomeTax.js";
import { NEW_YORK_FIGURES, type NewYorkFigures } from "./newYorkFigures.js";
import {
  dependentCount,
  itemizedWithoutTaxes,
  OMISSIONS,
  plan529,
  reaches59AndHalf,
  retirementTotal,
  usInterest,
} from "./stateHousehold.js";
import { defineState, type StateFiling, type StateReturn, worksheet } from "./stateReturn.js";

const ONE = new Exact(1);

/** @see Form IT-201; Tax Law 601, 612, 614, 616; TSB-M-98(7)I for Roth conversions */
function compute(filing: StateFiling, figures: NewYorkFigures): StateReturn {
  const { facts, federal, year } = filing;
  const status = facts.filingStatus;
  const { line, lines } = worksheet();
  line("FEDERAL_AGI", "Federal adjusted gross income", federal.adjustedGrossIncome);
  const publicPensions = retirementTotal(filing, (r) => r.publicPensions);
  const excluded = retirementTotal(filing, (r, filer) =>
    reaches59AndHalf(filer, year)
      ? smaller(total(r.privatePensions, r.ira, r.conversions), figures.pensionExclusion.value)
      : ZERO,
  );
  const agi = federal.adjustedGrossIncome
    .minus(
      line("SOCIAL_SECURITY", "less taxable Social Security", federal.income.taxableSocialSecurity),
    )
    .minus(line("US_INTEREST", "less interest of US obligations", usInterest(filing)))
    .minus(line("PUBLIC_PENSIONS", "less public pensions", publicPensions))
    .minus(line("PENSION_EXCLUSION", "less pension and annuity income exclusion", excluded));
  line("STATE_AGI", "New York adjusted gross income", agi);
  const deduction = line(
    "DEDUCTION",
    "Standard or itemised deduction",
    larger(figures.standardDeduction.value[status], itemizedWithoutTaxes(filing)),
  );
  const exemptions = line(
    "EXEMPTIONS",
    "Dependent exemptions",
    times(figures.dependentExemption.value, new Exact(dependentCount(filing))),
  );
  const taxable = line(
    "TAXABLE_INCOME",
    "New York taxable income",
    atLeastZero(agi.minus(deduction).minus(exemptions)),
  );
  const scheduled = line(
    "SCHEDULE_TAX",
    "Tax by rate schedule",
    taxBySchedule(figures.rates.value, status, taxable),
  );
  const supplemental = line(
    "SUPPLEMENTAL_TAX",
    "Supplemental tax: lower brackets recaptured",
    supplementalTax({ agi, taxable, scheduled }, status, figures),
  );
  const tax = line("STATE_TAX", "New York State income tax", scheduled.plus(supplemental));
  return { adjustedGrossIncome: agi, taxableIncome: taxable, tax, lines };
}

/**
 * What the lower brackets gave, taken back tier by tier as New York AGI rises over each tier's
 * start. In the first tier it is never more than its rate on all taxable income less the tax by
 * schedule; over the last bracket's edge of AGI all income is taxed at the top rate.
 *
 * @see Tax Law 601(d-4); IT-201 instructions, tax computation worksheets 1 to 6
 */
function supplementalTax(
  income: { readonly agi: Decimal; readonly taxable: Decimal; readonly scheduled: Decimal },
  status: FilingStatus,
  figures: NewYorkFigures,
): Decimal {
  const { agi, taxable, scheduled } = income;
  const { agiOver, phaseInLength, tiers } = figures.supplementalTax.value;
  if (agi.lte(agiOver)) return ZERO;
  const edges = figures.rates.value.from[status];
  const rates = figures.rates.value.rates;
  const flat = (rate: Decimal | undefined) => taxable.times(rate ?? ZERO).minus(scheduled);
  if (agi.gt(edges.at(-1) ?? agi)) return flat(rates.at(-1));
  const of = tiers[status];
  const tier = of.findLast((t) => taxable.gt(t.over));
  if (!tier) return ZERO;
  const start = larger(tier.over, agiOver);
  const share = smaller(atLeastZero(agi.minus(start)).div(phaseInLength), ONE);
  const isFirst = tier === of[0];
  const edge = edges.findIndex((e) => e.eq(of[1]?.over ?? ZERO));
  const increment = isFirst ? smaller(tier.increment, flat(rates[edge - 1])) : tier.increment;
  return tier.base.plus(times(increment, share));
}

/** New York State: progressive with recapture; 20,000 of private retirement income a person free. */
export const NEW_YORK = defineState<NewYorkFigures>({
  code: "NY",
  figures: NEW_YORK_FIGURES,
  indexed: [],
  compute,
  usedWhen: { plan529: () => false }, // only named
  cliffs: [
    {
      code: "NY_RECAPTURE_TIER",
      label:
        "Taxable income passes a recapture tier while AGI is already far over it: the next increment is due at once",
      direction: "UP",
    },
    {
      code: "NY_TOP_RATE",
      label: "AGI passes 25,000,000: all taxable income at the top rate",
      direction: "UP",
    },
  ],
  omissions: [
    OMISSIONS.resident,
    { needs: "New York City tax (3.078 % to 3.876 %) and Yonkers surcharge.", applies: () => true },
    OMISSIONS.credits,
    OMISSIONS.dependentsUnknown,
    OMISSIONS.claimedAsDependent,
    OMISSIONS.otherStatesBonds,
    OMISSIONS.birthDateUnknown,
    OMISSIONS.publicPensions,
    OMISSIONS.realEstateTaxes,
    OMISSIONS.otherItemized,
    OMISSIONS.giftsFloor,
    OMISSIONS.spouseItemizes,
    OMISSIONS.fundDividends,
    OMISSIONS.business,
    {
      needs:
        "Payments before the day someone reaches 59 and a half are not excluded: in that year the whole year's count here.",
      applies: ({ facts, year }) =>
        facts.filers.some((f) => reaches59AndHalf(f, year) && !reaches59AndHalf(f, year - 1)),
    },
    {
      needs:
        "New York's limits of itemised deductions for AGI over 100,000, and over 475,000 on charity.",
      applies: (filing, result) =>
        itemizedWithoutTaxes(filing).gt(0) && result.adjustedGrossIncome.gt(100000),
    },
    {
      needs: "From 2027 the five lower rates are 0.1 point lower again: not carried.",
      applies: ({ year }) => year >= 2027,
    },
    plan529("5,000, joint 10,000 (remembered, not confirmed)"),
  ],
});
