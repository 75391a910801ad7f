import { registerEnumType } from "type-graphql";
import type { EducationExpenses, MarketplaceCoverage } from "../domain/federalFacts.js";
import { DETAIL_AMOUNTS, PERSON_AMOUNTS } from "../domain/taxDetails.js";

type PersonAmount = (typeof PERSON_AMOUNTS)[number];
type DetailAmount = (typeof DETAIL_AMOUNTS)[number];

/** What each amount of a person means: the description of the field and of the input field. */
export const PERSON_AMOUNT_DESCRIPTIONS: Readonly<Record<PersonAmount, string>> = {
  electiveDeferrals: "Pre-tax deferrals to plans at work; in no federal income.",
  pensions: "Taxable pensions and annuities (Form 1040 line 5b).",
  publicPensions: "Part of the pensions that comes from government service.",
  iraDistributions:
    "From traditional, SEP and SIMPLE IRAs, without conversions, rollovers and qualified charitable distributions.",
  rothConversions: "Converted from these IRAs to a Roth IRA.",
  iraBasis: "Non-deductible contributions of earlier years (Form 8606 line 2).",
  iraNonDeductibleContributions: "Of this year (Form 8606 line 1).",
  iraYearEndValue: "Value of all these IRAs on 31 December (Form 8606 line 6).",
  socialSecurityBenefits: "Net benefits of the year (form SSA-1099 box 5).",
  iraDeduction: "Deductible contributions, after the limits.",
  hsaDeduction: "Own contributions to a health savings account.",
  saversContributions: "Contributions that count for the saver's credit (Form 8880 line 5).",
};

/** What each amount of the household means. */
export const DETAIL_AMOUNT_DESCRIPTIONS: Readonly<Record<DetailAmount, string>> = {
  usGovernmentInterest: "Part of the interest that comes from US obligations.",
  taxExemptInterest: "Tax-exempt interest.",
  privateActivityBondInterest: "Part of the tax-exempt interest, for the minimum tax.",
  realEstateDividends: "Section 199A dividends: part of the ordinary, not qualified ones.",
  collectiblesGain: "Part of the long-term gain; its 28 % rate is not modelled.",
  unrecapturedSection1250Gain: "Part of the long-term gain; its 25 % rate is not modelled.",
  studentLoanInterest: "Paid, before its limits.",
  medicalExpenses: "Before the floor of 7.5 % of income.",
  stateAndLocalTaxes: "Before the cap.",
  mortgageInterest: "Deductible interest as form 1098 has it.",
  charityCash: "Cash gifts to public charities, before their limits.",
  foreignTaxPaid: "On passive income of forms 1099.",
  withholding: "Federal income tax withheld.",
  estimatedPayments: "Estimated tax paid for the year.",
};

/** Education credits as a GraphQL enum. */
export const EducationCreditEnum: Readonly<
  Record<EducationExpenses["credit"], EducationExpenses["credit"]>
> = { AMERICAN_OPPORTUNITY: "AMERICAN_OPPORTUNITY", LIFETIME_LEARNING: "LIFETIME_LEARNING" };

registerEnumType(EducationCreditEnum, {
  name: "EducationCredit",
  description: "Which credit is claimed for a student.",
});

/** Regions of the poverty guidelines as a GraphQL enum. */
export const PovertyRegionEnum: Readonly<
  Record<MarketplaceCoverage["region"], MarketplaceCoverage["region"]>
> = { CONTIGUOUS: "CONTIGUOUS", ALASKA: "ALASKA", HAWAII: "HAWAII" };

registerEnumType(PovertyRegionEnum, {
  name: "PovertyRegion",
  description: "Where the household lives, for the poverty guideline.",
});
