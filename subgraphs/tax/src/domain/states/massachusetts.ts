import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, smaller, times, total, totalOf } from "../exact.js";
import { type Figure, official } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { carriedForward, amount, besideReference, byStatus } from "./stateFigures.js";
import {
  agedCount,
  blindCount,
  dependentCount,
  OMISSIONS,
  plan529,
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

/** Figures of Form 1, USD and fractions. */
export type MassachusettsFigures = {
  readonly rate: Figure<Decimal>;
  readonly shortTermRate: Figure<Decimal>;
  readonly surtax: Figure<{ readonly over: Decimal; readonly rate: Decimal }>;
  readonly personalExemption: Figure<ByFilingStatus<Decimal>>;
  readonly dependentExemption: Figure<Decimal>;
  readonly agedExemption: Figure<Decimal>; // each person of 65
  readonly blindExemption: Figure<Decimal>; // each person
  readonly lossAgainstInterest: Figure<Decimal>; // capital loss off interest and dividends
  readonly payrollDeduction: Figure<Decimal>; // each person, at most
};

const STATUTORY = {
  rate: official("M.G.L. c.62 §4; PolicyEngine-US", amount("0.05")),
  shortTermRate: official("M.G.L. c.62 §4(a)(1); PolicyEngine-US", amount("0.085")),
  personalExemption: official(
    "M.G.L. c.62 §3(B)(b); PolicyEngine-US",
    byStatus({ single: 4400, joint: 8800, head: 6800, survivingSpouse: 4400 }),
  ),
  dependentExemption: official("M.G.L. c.62 §3(B)(b); PolicyEngine-US", amount(1000)),
  agedExemption: official("M.G.L. c.62 §3(B)(b); PolicyEngine-US", amount(700)),
  blindExemption: official("M.G.L. c.62 §3(B)(b); PolicyEngine-US", amount(2200)),
  lossAgainstInterest: official("M.G.L. c.62 §2(c); PolicyEngine-US", amount(2000)),
  payrollDeduction: besideReference("M.G.L. c.62 §3(B)(a)(3); PolicyEngine-US", amount(2000)),
};

const surtax = (year: number, over: number) =>
  official(`Mass. Const. art. XLIV, DOR ${year}; PolicyEngine-US`, {
    over: amount(over),
    rate: amount("0.04"),
  });

const OF_2025: MassachusettsFigures = { ...STATUTORY, surtax: surtax(2025, 1083150) };

/** Massachusetts, by tax year. */
export const MASSACHUSETTS_FIGURES: Readonly<Record<number, MassachusettsFigures>> = {
  2024: { ...STATUTORY, surtax: surtax(2024, 1053750) },
  2025: OF_2025,
  2026: { ...OF_2025, surtax: carriedForward(OF_2025.surtax, 2025) },
};

/** Income of Part A (interest and dividends; short-term gains) and Part C, after losses. USD, >= 0. */
interface InvestmentIncome {
  readonly interest: Decimal;
  readonly shortTerm: Decimal;
  readonly longTerm: Decimal;
}

/** @see Form 1, Schedules B and D; M.G.L. c.62 §§2, 3, 4 */
function compute(filing: StateFiling, figures: MassachusettsFigures): StateReturn {
  const sheet = worksheet();
  const { line, lines } = sheet;
  const earned = partB(filing, figures, sheet);
  const investment = investmentIncome(filing, figures);
  line("INTEREST_AND_DIVIDENDS", "Interest and dividends after losses", investment.interest);
  line("SHORT_TERM_GAIN", "Short-term gain after losses", investment.shortTerm);
  line("LONG_TERM_GAIN", "Long-term gain after losses", investment.longTerm);
  const gross = total(earned, investment.interest, investment.shortTerm, investment.longTerm);
  line("STATE_AGI", "Massachusetts income", gross);
  // exemptions come off Part B first, what they leave off the rest in the order of the form
  const exemptions = line("EXEMPTIONS", "Exemptions", exemptionsOf(filing, figures));
  const left = (used: Decimal) => atLeastZero(exemptions.minus(used));
  const taxableEarned = atLeastZero(earned.minus(exemptions));
  const interest = atLeastZero(investment.interest.minus(left(earned)));
  const beforeShort = add(earned, investment.interest);
  const shortTerm = atLeastZero(investment.shortTerm.minus(left(beforeShort)));
  const beforeLong = add(beforeShort, investment.shortTerm);
  const longTerm = atLeastZero(investment.longTerm.minus(left(beforeLong)));
  const taxable = line(
    "TAXABLE_INCOME",
    "Massachusetts taxable income",
    total(taxableEarned, interest, shortTerm, longTerm),
  );
  const { over, rate } = figures.surtax.value;
  const tax = total(
    line("TAX", "Tax at the general rate", times(taxable.minus(shortTerm), figures.rate.value)),
    line("SHORT_TERM_TAX", "Tax on short-term gain", times(shortTerm, figures.shortTermRate.value)),
    line("SURTAX", "Surtax over a million", times(atLeastZero(taxable.minus(over)), rate)),
  );
  line("STATE_TAX", "Massachusetts income tax", tax);
  return { adjustedGrossIncome: gross, taxableIncome: taxable, tax, lines };
}

/** Wages, business, private pensions and IRAs, less what Massachusetts lets off them; never below 0. */
function partB(filing: StateFiling, figures: MassachusettsFigures, { line }: Worksheet): Decimal {
  const { facts, federal } = filing;
  const payroll = totalOf(federal.payroll, (p) =>
    smaller(p.employee, figures.payrollDeduction.value),
  );
  const income = total(
    line("WAGES", "Wages", federal.income.wages),
    line("BUSINESS", "Business", federal.income.business),
    line(
      "RETIREMENT_INCOME",
      "Private pensions, IRA distributions and conversions",
      retirementTotal(filing, (r) => total(r.privatePensions, r.ira, r.conversions)),
    ),
    line("OTHER_INCOME", "Other income", facts.otherIncome),
  );
  return atLeastZero(
    income
      .minus(line("PAYROLL_DEDUCTION", "less Social Security and Medicare paid", payroll))
      .minus(line("HSA", "less HSA deduction", federal.adjustments.hsa))
      .minus(
        line(
          "STUDENT_LOAN_INTEREST",
          "less student loan interest",
          federal.adjustments.studentLoanInterest,
        ),
      ),
  );
}

/**
 * Short- and long-term results offset each other; what is left of a loss takes up to 2,000 from
 * interest and dividends.
 */
function investmentIncome(filing: StateFiling, figures: MassachusettsFigures): InvestmentIncome {
  const { facts, federal } = filing;
  const { shortTerm, longTerm } = federal.netting;
  const interest = facts.interest.minus(usInterest(filing)).plus(facts.ordinaryDividends);
  const net = add(shortTerm, longTerm);
  if (net.isNegative()) {
    const taken = smaller(net.neg(), figures.lossAgainstInterest.value);
    return { interest: atLeastZero(interest.minus(taken)), shortTerm: ZERO, longTerm: ZERO };
  }
  if (shortTerm.isNegative()) return { interest, shortTerm: ZERO, longTerm: net };
  if (longTerm.isNegative()) return { interest, shortTerm: net, longTerm: ZERO };
  return { interest, shortTerm, longTerm };
}

function exemptionsOf(filing: StateFiling, figures: MassachusettsFigures): Decimal {
  const each = (figure: Figure<Decimal>, count: number) => times(figure.value, new Decimal(count));
  return total(
    figures.personalExemption.value[filing.facts.filingStatus],
    each(figures.dependentExemption, dependentCount(filing)),
    each(figures.agedExemption, agedCount(filing)),
    each(figures.blindExemption, blindCount(filing)),
  );
}

/** Massachusetts: flat, with a higher rate on short-term gain and a surtax over a million. */
export const MASSACHUSETTS = defineState<MassachusettsFigures>({
  code: "MA",
  figures: MASSACHUSETTS_FIGURES,
  indexed: ["surtax"],
  compute,
  omissions: [
    OMISSIONS.resident,
    OMISSIONS.credits,
    OMISSIONS.dependentsUnknown,
    OMISSIONS.otherStatesBonds,
    OMISSIONS.publicPensions,
    OMISSIONS.ownIraBasis,
    OMISSIONS.stateWages,
    OMISSIONS.fundDividends,
    OMISSIONS.business,
    {
      needs: "Rent, medical, commuting and child care deductions of Form 1.",
      applies: () => true,
    },
    {
      needs:
        "Collectibles: 12 % after a deduction of half; they are taxed here as other long-term gain.",
      applies: ({ facts }) => facts.collectiblesGain.gt(0),
    },
    {
      needs:
        "Massachusetts carries losses by its own count and lets a short-term loss off interest before long-term gain; the federal carryover stands in for it.",
      applies: ({ facts, federal }) =>
        facts.shortTermLossCarryover.gt(0) ||
        facts.longTermLossCarryover.gt(0) ||
        federal.netting.shortTerm.isNegative() ||
        federal.netting.longTerm.isNegative(),
    },
    {
      needs: "No-tax status and limited income credit of low incomes.",
      applies: (_, result) => result.adjustedGrossIncome.lt(30000),
    },
    {
      needs: "IRA contributions are not deductible in Massachusetts.",
      applies: ({ facts }) => facts.filers.some((f) => f.iraDeduction.gt(0)),
    },
    plan529("1,000, joint 2,000"),
  ],
});
