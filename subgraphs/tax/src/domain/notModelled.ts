import type { FederalParameters } from "./federalParameters.js";
import type { FederalTax } from "./federalTax.js";
import type { TaxFacts } from "./taxFacts.js";

interface Omission {
  readonly needs: string;
  readonly applies: (facts: TaxFacts, tax: FederalTax, parameters: FederalParameters) => boolean;
}

const always = () => true;
const itemizes = (_: TaxFacts, tax: FederalTax) => tax.deduction.kind === "ITEMIZED";

const OMISSIONS: readonly Omission[] = [
  { needs: "State and local income tax.", applies: always },
  {
    needs:
      "Credits (child and dependent, earned income, saver's, education, premium, foreign tax): they lower the tax.",
    applies: always,
  },
  {
    needs:
      "Alternative minimum tax: incentive stock options, private-activity interest and large state taxes can add to the tax.",
    applies: always,
  },
  {
    needs:
      "Adjustments to income (IRA, HSA and student-loan deductions) and the deductions for tips, overtime, car-loan interest: enter income after them.",
    applies: always,
  },
  {
    needs:
      "Self-employment tax and the qualified business income deduction: business income counts as plain other income.",
    applies: (facts) => facts.otherIncome.gt(0),
  },
  {
    needs:
      "Social Security benefits: enter only their taxable part as other income; its change with other income is not modelled.",
    applies: (facts) => facts.otherIncome.gt(0) || facts.filers.some((f) => f.isAged),
  },
  {
    needs: "10 % additional tax on early distributions.",
    applies: (facts) => facts.otherIncome.gt(0),
  },
  {
    needs:
      "Additional Medicare Tax: wages pass its threshold; it needs the Medicare wages of form W-2 box 5.",
    applies: (facts, _, p) =>
      facts.wages.gt(p.additionalMedicareThreshold.value[facts.filingStatus]),
  },
  {
    needs:
      "Net investment income of other kinds (rents, royalties, passive business) and deductions from it.",
    applies: (_, tax) => tax.netInvestmentIncomeTax.gt(0),
  },
  {
    needs:
      "Gains with rates of their own: collectibles 28 %, unrecaptured section 1250 gain 25 %, qualified small business stock.",
    applies: (_, tax) => tax.netting.netCapitalGain.gt(0),
  },
  {
    needs:
      "Limits inside Schedule A (state and local tax cap, medical floor, charity floor from 2026): the itemised total is taken as entered.",
    applies: itemizes,
  },
  {
    needs: "Deduction for cash gifts without itemising (from 2026, up to 1,000; joint 2,000).",
    applies: (facts, tax, p) => p.year >= 2026 && !itemizes(facts, tax),
  },
  {
    needs:
      "Smaller standard deduction of someone whom another taxpayer can claim as a dependent; tax on a child's unearned income.",
    applies: (facts, tax) => !itemizes(facts, tax),
  },
];

/** What a full return of these facts would also need: whole sentences, the same order for the same facts. */
export function notModelled(
  facts: TaxFacts,
  tax: FederalTax,
  parameters: FederalParameters,
): readonly string[] {
  return OMISSIONS.filter((o) => o.applies(facts, tax, parameters)).map((o) => o.needs);
}
