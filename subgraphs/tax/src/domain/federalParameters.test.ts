import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { blankFacts } from "./federalFacts.js";
import { FEDERAL_YEARS, federalParametersFor, parametersStanding } from "./federalParameters.js";
import { FILING_STATUSES } from "./filingStatus.js";

describe("federalParametersFor", () => {
  it("phases the child tax credit of a surviving spouse out from 200,000, unlike the sheet", () => {
    // the sheet has 400,000; 26 USC 24(b)(2), (h)(3) gives that to joint returns only, as does
    // Schedule 8812 line 9 ("married filing jointly 400,000, all other 200,000")
    for (const year of FEDERAL_YEARS) {
      const from = federalParametersFor(year).childTaxCredit.value.phaseOutFrom;
      expect(from.QUALIFYING_SURVIVING_SPOUSE.toNumber()).toBe(200000);
    }
  });

  it("measures coverage of 2027 by the published guideline of 2026, later years by its growth", () => {
    const [next, later] = [2027, 2028].map((year) => federalParametersFor(year).povertyGuideline);
    expect([next?.status, next?.value.CONTIGUOUS.first.toNumber()]).toEqual(["OFFICIAL", 15960]);
    // 15,960 x 1.025 = 16,359, down to 25
    expect([later?.status, later?.value.CONTIGUOUS.first.toNumber()]).toEqual(["PROJECTED", 16350]);
  });

  it("ends the deductions for tips, overtime and car loans with 2028", () => {
    const years = [2024, 2025, 2028, 2029];
    const has = years.map((year) => federalParametersFor(year).temporaryDeductions.value !== null);
    expect(has).toEqual([false, true, true, false]);
  });

  it.each(FEDERAL_YEARS)("has rising brackets and gain breakpoints in %i", (year) => {
    const p = federalParametersFor(year);
    for (const status of FILING_STATUSES) {
      const from = p.ordinary.value.from[status];
      expect(from.length).toBe(p.ordinary.value.rates.length);
      expect(from[0]?.toNumber()).toBe(0);
      from.slice(1).forEach((edge, i) => expect(edge.gt(from[i] ?? edge)).toBe(true));
      const { zeroUpTo, fifteenUpTo } = p.gainBreakpoints.value[status];
      expect(fifteenUpTo.gt(zeroUpTo)).toBe(true);
    }
  });

  it("says that its figures are official and where they are published", () => {
    expect(parametersStanding(federalParametersFor(2025), blankFacts("SINGLE"))).toEqual({
      status: "OFFICIAL",
      source: expect.stringMatching(/Rev\. Proc\. 2024-40.*P\.L\. 119-21 §70102/),
    });
  });

  it.each([2023, 2067, 2025.5, Number.NaN])(
    "refuses the year %d, before the first figures or past the horizon",
    (year) => {
      expect(codeOf(() => federalParametersFor(year))).toBe("TAX_YEAR_UNKNOWN");
    },
  );
});

describe("years after the last figures", () => {
  it("grows indexed amounts by the stated inflation, rounded down to 25, and marks them", () => {
    const p = federalParametersFor(2027);
    // 100,800 x 1.025 = 103,320; 16,100 x 1.025 = 16,502.50
    expect(p.ordinary.value.from.MARRIED_FILING_JOINTLY[2]?.toNumber()).toBe(103300);
    expect(p.standardDeduction.value.SINGLE.toNumber()).toBe(16500);
    expect(p.standardDeduction.status).toBe("PROJECTED");
    expect(p.standardDeduction.source).toContain("2.5 % a year");
    expect(p.ordinary.value.rates).toEqual(federalParametersFor(2026).ordinary.value.rates);
    expect(parametersStanding(p, blankFacts("SINGLE")).status).toBe("PROJECTED");
  });

  it("leaves what the statute does not index", () => {
    for (const year of [2027, 2040, 2066]) {
      const p = federalParametersFor(year);
      expect(p.netInvestmentIncomeTax.value.threshold.SINGLE.toNumber()).toBe(200000);
      expect(p.netInvestmentIncomeTax.status).toBe("OFFICIAL");
      expect(p.socialSecurityTaxability.value.base.SINGLE.toNumber()).toBe(25000);
      expect(p.capitalLossLimit.value.SINGLE.toNumber()).toBe(3000);
      expect(p.childTaxCredit.value.phaseOutFrom.SINGLE.toNumber()).toBe(200000);
      expect(p.businessIncomeDeduction.value.range.SINGLE.toNumber()).toBe(75000);
      expect(p.premiumTaxCredit.status).toBe("CARRIED_FORWARD");
    }
  });

  it("ends the senior deduction after 2028 and the higher tax cap after 2029", () => {
    const cap = (year: number) => federalParametersFor(year).saltCap.value.SINGLE.toNumber();
    expect(federalParametersFor(2028).seniorDeduction.value).not.toBeNull();
    expect(federalParametersFor(2029).seniorDeduction.value).toBeNull();
    expect([cap(2027), cap(2029), cap(2030)]).toEqual([40804, 41624.1604, 10000]);
    expect(federalParametersFor(2030).saltPhaseDown.value).toBeNull();
  });

  it("carries the student loan phase-out of 2025 to 2026, and says so only to those it concerns", () => {
    const p = federalParametersFor(2026);
    const paying = { ...blankFacts("SINGLE"), studentLoanInterest: new Decimal(1) };
    expect(parametersStanding(p, blankFacts("SINGLE")).status).toBe("OFFICIAL");
    expect(parametersStanding(p, paying).status).toBe("CARRIED_FORWARD");
  });
});

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
}
