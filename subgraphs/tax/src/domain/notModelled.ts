import { charityOverLimit } from "./itemizedDeduction.js";
import { needsBusinessFigures } from "./businessIncomeDeduction.js";
import type { FederalFacts, Filer } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { FederalReturn } from "./federalReturn.js";

interface Case {
  readonly facts: FederalFacts;
  readonly tax: FederalReturn;
  readonly parameters: FederalParameters;
}

interface Omission {
  readonly needs: string;
  readonly applies: (of: Case) => boolean;
}

const always = () => true;
const itemizes = ({ tax }: Case) => tax.deduction.kind === "ITEMIZED";
const isSeparate = ({ facts }: Case) => facts.filingStatus === "MARRIED_FILING_SEPARATELY";
const someFiler =
  (claim: (filer: Filer) => boolean) =>
  ({ facts }: Case) =>
    facts.filers.some(claim);
const drawsRetirement = (f: Filer) => f.pensions.gt(0) || f.ira.distributions.gt(0);
const hasBenefits = someFiler((f) => f.socialSecurityBenefits.gt(0));

const OF_EVERY_RETURN: readonly Omission[] = [
  { needs: "State and local income tax.", applies: always },
  {
    needs:
      "Credits of other kinds (dependent care, adoption, energy, elderly or disabled, prior-year minimum tax): they lower the tax.",
    applies: always,
  },
  {
    needs:
      "Alternative minimum tax items of other kinds: incentive stock options, depreciation, passive activities.",
    applies: always,
  },
  {
    needs:
      "Adjustments of other kinds (self-employed health insurance and retirement plans, educators, alimony): enter income after them.",
    applies: always,
  },
  {
    needs: "Deductions for tips, overtime and car-loan interest: enter income after them.",
    applies: ({ parameters: p }) => p.temporaryDeductions.value !== null,
  },
];

const OF_INCOME: readonly Omission[] = [
  {
    needs:
      "Self-employment tax, rents, royalties and the qualified business income deduction of other income: it counts as plain ordinary income.",
    applies: ({ facts }) => facts.otherIncome.gt(0),
  },
  {
    needs: "Social Security benefits: none are stated.",
    applies: (of) =>
      !hasBenefits(of) && (of.facts.otherIncome.gt(0) || of.facts.filers.some((f) => f.isAged)),
  },
  {
    needs: "Lump-sum election for Social Security benefits of earlier years.",
    applies: hasBenefits,
  },
  {
    needs: "10 % additional tax on early distributions.",
    applies: (of) =>
      of.facts.otherIncome.gt(0) || of.facts.filers.some((f) => !f.isAged && drawsRetirement(f)),
  },
  {
    needs:
      "Additional Medicare Tax and payroll tax on the Medicare wages of form W-2 box 5: they are taken to equal wages.",
    applies: ({ facts, tax, parameters: p }) =>
      facts.filers.some((f) => f.wages.gt(0) && f.medicareWages === null) &&
      tax.income.wages.gt(p.additionalMedicareTax.value.threshold[facts.filingStatus]),
  },
  {
    needs:
      "Payroll tax of each spouse: the wages are not split, so that one person's wage base is applied to both.",
    applies: ({ facts, tax }) => !facts.isWageSplitKnown && tax.income.wages.gt(0),
  },
  {
    needs:
      "Net investment income of other kinds (rents, royalties, passive business) and deductions from it.",
    applies: ({ tax }) => tax.netInvestmentIncomeTax.gt(0),
  },
  {
    needs:
      "Gains with rates of their own: collectibles 28 %, unrecaptured section 1250 gain 25 %, qualified small business stock.",
    applies: ({ facts, tax }) =>
      tax.netting.netCapitalGain.gt(0) ||
      facts.collectiblesGain.gt(0) ||
      facts.unrecapturedSection1250Gain.gt(0),
  },
  {
    needs:
      "The income limits of the IRA deduction for someone with a plan at work: it is taken as entered.",
    applies: someFiler((f) => f.iraDeduction.gt(0)),
  },
  {
    needs:
      "Passive losses, net operating losses and the limit on excess business losses: a business loss is taken in full.",
    applies: someFiler((f) => f.selfEmploymentProfit.lt(0)),
  },
];

const OF_DEDUCTIONS: readonly Omission[] = [
  {
    needs:
      "Limits inside Schedule A for the deductions entered as one total: it is taken as entered, also for the minimum tax.",
    applies: (of) => itemizes(of) && of.facts.itemizedDeductions.gt(0),
  },
  {
    needs: "Debt limit of mortgage interest: it is taken as entered.",
    applies: (of) => itemizes(of) && of.facts.itemized.mortgageInterest.gt(0),
  },
  {
    needs: "Gifts above 60 % of adjusted gross income carry over five years: they are not carried.",
    applies: ({ facts, tax, parameters }) =>
      charityOverLimit(facts, parameters, tax.adjustedGrossIncome),
  },
  {
    needs:
      "Tax on a child's unearned income at the parents' rates (Form 8615) of a filer who can be claimed as a dependent.",
    applies: ({ facts, tax }) =>
      facts.canBeClaimedAsDependent && tax.income.total.gt(tax.income.wages),
  },
  {
    needs:
      "Wages, property and kind of service of the business, on which the qualified business income deduction depends above the threshold: none are taken.",
    applies: ({ facts, tax, parameters }) =>
      needsBusinessFigures(
        facts,
        parameters,
        tax.taxableIncome.plus(tax.deduction.qualifiedBusinessIncome),
      ),
  },
  {
    needs:
      "The rate from 2026 of what a separate return adds to alternative minimum taxable income: the phase-out's 50 % is taken.",
    applies: (of) =>
      isSeparate(of) && of.parameters.year >= 2026 && of.tax.alternativeMinimum.exemption.isZero(),
  },
];

const OF_CREDITS: readonly Omission[] = [
  {
    needs:
      "Dependents: none are stated, so that the credits for children, dependents and earned income count none.",
    applies: ({ facts }) => facts.dependents === null,
  },
  {
    needs: "Tax on the children's own unearned income (Form 8615, Form 8814).",
    applies: ({ facts }) => (facts.dependents?.length ?? 0) > 0,
  },
  {
    needs:
      "Earned income credit without children: it needs the birth date of someone from 25 to 64.",
    applies: ({ facts, tax, parameters: p }) =>
      tax.credits.earnedIncome.isZero() &&
      tax.income.wages.plus(tax.income.business).gt(0) &&
      facts.filers.every((f) => f.birthDate === null) &&
      tax.adjustedGrossIncome.lt(
        (p.earnedIncomeCredit.value.phaseOutFrom[0] ?? tax.totalTax).times(3),
      ),
  },
  {
    needs: "Earned income and education credits of a separate return.",
    applies: (of) =>
      isSeparate(of) && (of.facts.education.length > 0 || (of.facts.dependents?.length ?? 0) > 0),
  },
  {
    needs:
      "Foreign tax credit by Form 1116: the foreign tax passes the simplified election, and no credit is taken.",
    applies: ({ facts, parameters: p }) =>
      facts.foreignTaxPaid.gt(p.foreignTaxElection.value[facts.filingStatus]),
  },
  {
    needs:
      "Limit on paying back advance premium credit below 400 % of poverty (until 2025): all of the excess is paid back.",
    applies: ({ tax, parameters: p }) => p.year <= 2025 && tax.excessAdvancePremium.gt(0),
  },
  {
    needs:
      "Premium tax credit for part of a year, for several policies, with income of dependents, or for a separate return.",
    applies: ({ facts }) => facts.marketplace !== null,
  },
  {
    needs: "The Saver's Match, which replaces the saver's credit from 2027.",
    applies: ({ facts, parameters: p }) =>
      p.saversCredit.value === null && facts.filers.some((f) => f.saversContributions.gt(0)),
  },
  {
    needs: "Penalty for paying too little during the year (Form 2210).",
    applies: ({ facts, tax }) =>
      tax.balanceDue.gte(1000) && facts.withholding.plus(facts.estimatedPayments).gt(0),
  },
  {
    needs:
      "Changes of law after 2026 other than those in force: the law of 2026 is applied, its temporary parts until they end.",
    applies: ({ parameters: p }) => p.ordinary.status === "PROJECTED",
  },
];

/** What a full return of these facts would also need: whole sentences, the same order for the same facts. */
export function notModelled(
  facts: FederalFacts,
  tax: FederalReturn,
  parameters: FederalParameters,
): readonly string[] {
  return [...OF_EVERY_RETURN, ...OF_INCOME, ...OF_DEDUCTIONS, ...OF_CREDITS]
    .filter((o) => o.applies({ facts, tax, parameters }))
    .map((o) => o.needs);
}
