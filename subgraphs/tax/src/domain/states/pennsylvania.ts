import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, smaller, times, total, totalOf } from "../exact.js";
import { type Figure, official } from "../figure.js";
import { amount, besideReference } from "./stateFigures.js";
import {
  dependentCount,
  OMISSIONS,
  plan529,
  reaches59AndHalf,
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

/** Figures of Form PA-40, USD and fractions. */
export type PennsylvaniaFigures = {
  readonly rate: Figure<Decimal>;
  readonly forgiveness: Figure<{ readonly base: Decimal; readonly perDependent: Decimal }>; // base of each filer
  readonly forgivenessStep: Figure<{ readonly income: Decimal; readonly share: Decimal }>;
  readonly plan529: Figure<Decimal>; // each beneficiary
};

const STATUTORY = {
  rate: official("72 P.S. §7302; PolicyEngine-US", amount("0.0307")),
  forgiveness: official("72 P.S. §7304; PolicyEngine-US", {
    base: amount(6500),
    perDependent: amount(9500),
  }),
  forgivenessStep: besideReference("PA Schedule SP; PolicyEngine-US", {
    income: amount(250),
    share: amount("0.1"),
  }),
};

const plan529Of = (year: number, each: number) =>
  official(`PA Schedule O ${year}; PolicyEngine-US`, amount(each));

/** Pennsylvania, by tax year. */
export const PENNSYLVANIA_FIGURES: Readonly<Record<number, PennsylvaniaFigures>> = {
  2024: { ...STATUTORY, plan529: plan529Of(2024, 18000) },
  2025: { ...STATUTORY, plan529: plan529Of(2025, 19000) },
  2026: { ...STATUTORY, plan529: plan529Of(2026, 19000) },
};

/**
 * Eight classes of income at one rate, no deductions from AGI: a loss stays in its class and year.
 *
 * @see Form PA-40, Schedule SP; 72 P.S. §§7303, 7304; 61 Pa. Code §101.6
 */
function compute(filing: StateFiling, figures: PennsylvaniaFigures): StateReturn {
  const { facts } = filing;
  const sheet = worksheet();
  const { line, lines } = sheet;
  const income = line("STATE_AGI", "Pennsylvania total taxable income", classes(filing, sheet));
  const hsa = line(
    "HSA",
    "less HSA contributions",
    smaller(filing.federal.adjustments.hsa, income),
  );
  const taxable = line("TAXABLE_INCOME", "Pennsylvania adjusted taxable income", income.minus(hsa));
  const before = line("RATE_TAX", "Tax at the flat rate", times(taxable, figures.rate.value));
  const eligibility = total(income, usInterest(filing), facts.taxExemptInterest);
  const forgiven = line(
    "FORGIVENESS",
    "less tax forgiveness",
    times(before, forgivenShare(filing, figures, eligibility)),
  );
  const tax = line("STATE_TAX", "Pennsylvania income tax", before.minus(forgiven));
  return { adjustedGrossIncome: income, taxableIncome: taxable, tax, lines };
}

function classes(filing: StateFiling, { line }: Worksheet): Decimal {
  const { facts, year } = filing;
  return total(
    line(
      "COMPENSATION",
      "Compensation, with the employee's own plan contributions",
      totalOf(facts.filers, (f) => add(f.wages, f.electiveDeferrals)),
    ),
    line(
      "EARLY_DISTRIBUTIONS",
      "Pensions and IRA distributions before 59 and a half",
      retirementTotal(filing, (r, filer) =>
        reaches59AndHalf(filer, year) ? ZERO : total(r.privatePensions, r.publicPensions, r.ira),
      ),
    ),
    line("INTEREST", "Interest, not of US obligations", facts.interest.minus(usInterest(filing))),
    line("DIVIDENDS", "Dividends", facts.ordinaryDividends),
    line(
      "BUSINESS",
      "Net profits; no loss",
      atLeastZero(totalOf(facts.filers, (f) => f.selfEmploymentProfit)),
    ),
    line(
      "CAPITAL_GAIN",
      "Net gain of this year; no carryover, no loss",
      atLeastZero(add(facts.shortTermGain, facts.longTermGain)),
    ),
    line("OTHER_INCOME", "Other income", facts.otherIncome),
  );
}

/** All of the tax up to the allowance, a tenth less for each 250 over it or part of it. */
function forgivenShare(
  { facts, ...filing }: StateFiling,
  figures: PennsylvaniaFigures,
  eligibilityIncome: Decimal,
): Decimal {
  if (facts.canBeClaimedAsDependent) return ZERO;
  const { base, perDependent } = figures.forgiveness.value;
  const allowance = base
    .times(facts.filers.length)
    .plus(perDependent.times(dependentCount({ ...filing, facts })));
  const { income, share } = figures.forgivenessStep.value;
  const steps = atLeastZero(eligibilityIncome.minus(allowance)).div(income).ceil();
  return atLeastZero(new Decimal(1).minus(steps.times(share)));
}

const hasEarlyDistributions = (filing: StateFiling) =>
  retirementTotal(filing, (r, filer) =>
    reaches59AndHalf(filer, filing.year) ? ZERO : total(r.privatePensions, r.publicPensions, r.ira),
  ).gt(0);

/** Pennsylvania: flat, by class; retirement income exempt, contributions to plans not. */
export const PENNSYLVANIA = defineState<PennsylvaniaFigures>({
  code: "PA",
  figures: PENNSYLVANIA_FIGURES,
  indexed: [],
  compute,
  usedWhen: { plan529: () => false }, // only named
  cliffs: [
    {
      code: "PA_FORGIVENESS_STEP",
      label: "Tax forgiveness falls by a tenth of the tax for each 250 of eligibility income",
      direction: "UP",
    },
  ],
  omissions: [
    OMISSIONS.resident,
    { needs: "Local earned income tax.", applies: () => true },
    OMISSIONS.dependentsUnknown,
    OMISSIONS.otherStatesBonds,
    OMISSIONS.birthDateUnknown,
    OMISSIONS.stateWages,
    OMISSIONS.fundDividends,
    OMISSIONS.business,
    {
      needs:
        "Pensions and IRA distributions before 59 and a half are taxed in full here: what a plan pays at its own retirement age is exempt, and own contributions come back first.",
      applies: hasEarlyDistributions,
    },
    {
      needs:
        "Employees' pre-tax deferrals and IRA contributions are not deductible in Pennsylvania (remembered, not confirmed).",
      applies: ({ facts }) =>
        facts.filers.some((f) => f.electiveDeferrals.gt(0) || f.iraDeduction.gt(0)),
    },
    {
      needs: "On separate returns the other spouse's income counts for tax forgiveness.",
      applies: ({ facts }) => facts.filingStatus === "MARRIED_FILING_SEPARATELY",
    },
    {
      needs:
        "Tax forgiveness counts income outside the facts too (gifts, inheritances, insurance, support).",
      applies: (_, result) => result.adjustedGrossIncome.lt(50000),
    },
    {
      needs: "One spouse's losses are not taken off the other's gains or profits in Pennsylvania.",
      applies: ({ facts }) =>
        facts.filers.length > 1 &&
        (facts.shortTermGain.isNegative() || facts.longTermGain.isNegative()),
    },
    plan529("the gift tax exclusion for each beneficiary (18,000 in 2024, 19,000 from 2025)"),
  ],
});
