import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { blankFacts } from "./federalFacts.js";
import {
  FEDERAL_YEARS,
  type FederalParameters,
  federalParametersFor,
  parametersStanding,
} from "./federalParameters.js";
import { type ByFilingStatus, FILING_STATUSES } from "./filingStatus.js";

const REFERENCE = new URL("../../../../../shared/reference/tax-parameters.json", import.meta.url);
const THEIR_STATUS: ByFilingStatus<string> = {
  SINGLE: "single",
  MARRIED_FILING_JOINTLY: "marriedJoint",
  MARRIED_FILING_SEPARATELY: "marriedSeparate",
  HEAD_OF_HOUSEHOLD: "headOfHousehold",
  QUALIFYING_SURVIVING_SPOUSE: "survivingSpouse",
};

type Json = number | null | { [key: string]: Json } | Json[];
const at = (json: Json, ...path: (string | number)[]): Json =>
  path.reduce<Json>((j, key) => (j as Record<string | number, Json> | null)?.[key] ?? null, json);

/** Every figure as [where in the reference, what we carry]. */
function figuresOf(p: FederalParameters): [string, Json, Json][] {
  const reference = JSON.parse(readFileSync(REFERENCE, "utf8")).federal[p.year] as Json;
  const pairs: [string, Json, Json][] = [];
  const check = (ours: { toNumber(): number } | null, ...path: (string | number)[]) =>
    pairs.push([path.join("."), at(reference, ...path), ours?.toNumber() ?? null]);
  for (const status of FILING_STATUSES) {
    const theirs = THEIR_STATUS[status];
    p.ordinary.value.from[status].forEach((edge, i) => {
      check(edge, "ordinaryBrackets", theirs, i, "over");
      check(p.ordinary.value.rates[i] ?? null, "ordinaryBrackets", theirs, i, "rate");
    });
    const gains = p.gainBreakpoints.value[status];
    check(gains.zeroUpTo, "longTermGainBreakpoints", theirs, "zeroRateUpTo");
    check(gains.fifteenUpTo, "longTermGainBreakpoints", theirs, "fifteenRateUpTo");
    check(p.standardDeduction.value[status], "standardDeduction", theirs);
    check(p.agedOrBlindAddition.value[status], "standardDeductionAgedOrBlindEach", theirs);
    check(p.capitalLossLimit.value[status], "capitalLossLimit", theirs);
    check(p.netInvestmentIncomeTax.value.threshold[status], "niit", "threshold", theirs);
    check(
      p.additionalMedicareTax.value.threshold[status],
      "additionalMedicare",
      "threshold",
      theirs,
    );
    check(
      p.seniorDeduction.value?.phaseOutFrom[status] ?? null,
      "seniorDeduction",
      "magiStart",
      theirs,
    );
  }
  checkTheRest(p, check);
  check(p.netInvestmentIncomeTax.value.rate, "niit", "rate");
  check(p.seniorDeduction.value?.perPerson ?? null, "seniorDeduction", "perPerson");
  check(p.seniorDeduction.value?.phaseOutRate ?? null, "seniorDeduction", "phaseOutRate");
  const lost = p.itemizedLimitation.value;
  const top = p.ordinary.value.rates.at(-1);
  const worth = lost && top ? top.minus(top.times(lost.numerator).div(lost.denominator)) : null;
  check(worth, "itemizedValueCapRate");
  return pairs;
}

type Check = (ours: { toNumber(): number } | null, ...path: (string | number)[]) => void;

/** Everything that is not by schedule: deductions, minimum tax, payroll, credits. */
function checkTheRest(p: FederalParameters, check: Check): void {
  for (const status of FILING_STATUSES) {
    const theirs = THEIR_STATUS[status];
    check(p.saltCap.value[status], "saltCap", theirs);
    const down = p.saltPhaseDown.value;
    check(down?.start[status] ?? null, "saltPhaseDown", "start", theirs);
    check(down?.floor[status] ?? null, "saltPhaseDown", "floor", theirs);
    check(p.charity.value.withoutItemizing[status], "nonItemizerCharity", theirs);
    const amt = p.minimumTax.value;
    check(amt.exemption[status], "amt", "exemption", theirs);
    check(amt.phaseOutFrom[status], "amt", "phaseOutStart", theirs);
    check(amt.highRateOver[status], "amt", "rate28Over", theirs);
    check(p.saversCredit.value?.scale[status] ?? null, "saversCredit", "scale", theirs);
    if (status === "QUALIFYING_SURVIVING_SPOUSE") continue; // see the test below
    check(p.childTaxCredit.value.phaseOutFrom[status], "childTaxCredit", "phaseOutStart", theirs);
  }
  checkSocialSecurity(p, check);
  checkCredits(p, check);
  const { minimumTax: amt, payrollTax: payroll } = p;
  check(p.saltPhaseDown.value?.rate ?? null, "saltPhaseDown", "rate");
  check(p.charity.value.floorRate, "charityFloorRateOfAgi");
  check(amt.value.phaseOutRate, "amt", "phaseOutRate");
  check(amt.value.lowRate, "amt", "rates", 0);
  check(amt.value.highRate, "amt", "rates", 1);
  const dependent = p.dependentStandardDeduction.value;
  check(dependent.minimum, "dependentStandardDeduction", "minimum");
  check(dependent.earnedIncomePlus, "dependentStandardDeduction", "earnedIncomePlus");
  check(p.additionalMedicareTax.value.rate, "additionalMedicare", "rate");
  check(payroll.value.socialSecurityRate, "fica", "ssRateEmployee");
  check(payroll.value.medicareRate, "fica", "medicareRateEmployee");
  check(p.socialSecurityWageBase.value, "fica", "ssWageBase");
}

function checkSocialSecurity(p: FederalParameters, check: Check): void {
  const rule = p.socialSecurityTaxability.value;
  const name = "socialSecurityTaxability";
  for (const status of FILING_STATUSES) {
    const isSeparate = status === "MARRIED_FILING_SEPARATELY";
    const theirs = isSeparate ? "marriedSeparateTogether" : THEIR_STATUS[status];
    check(rule.base[status], name, "base", theirs);
    check(rule.adjustedBase[status], name, "adjustedBase", theirs);
  }
  check(rule.base.SINGLE, name, "base", "marriedSeparateApart");
  check(rule.adjustedBase.SINGLE, name, "adjustedBase", "marriedSeparateApart");
  check(rule.tier1Rate, name, "tier1Rate");
  check(rule.tier2Rate, name, "tier2Rate");
}

function checkCredits(p: FederalParameters, check: Check): void {
  const child = p.childTaxCredit.value;
  check(child.perChild, "childTaxCredit", "perChildUnder17");
  check(child.refundableMax, "childTaxCredit", "refundableMax");
  check(child.otherDependent, "childTaxCredit", "otherDependent");
  check(child.phaseOutPerThousand, "childTaxCredit", "phaseOutPer1000");
  check(child.refundableRate, "childTaxCredit", "refundableRate");
  check(child.refundableEarnedOver, "childTaxCredit", "refundableEarnedOver");
  const earned = p.earnedIncomeCredit.value;
  for (const children of [0, 1, 2, 3]) {
    check(earned.maximum[children] ?? null, "eitc", "max", children);
    check(earned.phaseInRate[children] ?? null, "eitc", "phaseInRate", children);
    check(earned.phaseOutFrom[children] ?? null, "eitc", "phaseOutStart", children);
    check(earned.phaseOutRate[children] ?? null, "eitc", "phaseOutRate", children);
  }
  check(earned.jointAddition[0], "eitc", "jointAddition", 0);
  check(earned.jointAddition[1], "eitc", "jointAddition", 1);
  check(earned.investmentIncomeMax, "eitc", "investmentIncomeMax");
  const savers = p.saversCredit.value;
  check(savers?.contributionMax ?? null, "saversCredit", "maxContribution");
  savers?.tiers.forEach((tier, i) => {
    check(tier.upTo, "saversCredit", "jointAgiUpTo", i, "agi");
    check(tier.rate, "saversCredit", "jointAgiUpTo", i, "rate");
  });
  p.premiumTaxCredit.value.applicable.forEach((row, i) => {
    [row.from, row.to, row.low, row.high].forEach((part, j) =>
      check(part, "premiumTaxCredit", "applicable", i, j),
    );
  });
}

describe("federalParametersFor", () => {
  it.each([2024, 2025, 2026])(
    "carries every figure of %i as the reference sheet has it",
    (year) => {
      if (!existsSync(REFERENCE)) {
        console.warn(
          "skipped: ../shared/reference/tax-parameters.json is not here to compare with",
        );
        return;
      }
      const pairs = figuresOf(federalParametersFor(year));
      expect(pairs.length).toBe(239);
      expect(pairs.map(([name, , ours]) => [name, ours])).toEqual(
        pairs.map(([name, theirs]) => [name, theirs]),
      );
    },
  );

  it("phases the child tax credit of a surviving spouse out from 200,000, unlike the sheet", () => {
    // the sheet has 400,000; 26 USC 24(b)(2), (h)(3) gives that to joint returns only, as does
    // Schedule 8812 line 9 ("married filing jointly 400,000, all other 200,000")
    for (const year of FEDERAL_YEARS) {
      const from = federalParametersFor(year).childTaxCredit.value.phaseOutFrom;
      expect(from.QUALIFYING_SURVIVING_SPOUSE.toNumber()).toBe(200000);
    }
  });

  it("takes the poverty guideline of the year before, as the sheet has it for that year", () => {
    if (!existsSync(REFERENCE)) return console.warn("skipped: the reference sheet is not here");
    const sheet = JSON.parse(readFileSync(REFERENCE, "utf8")).federal as Json;
    for (const year of [2025, 2026]) {
      const ours = federalParametersFor(year).povertyGuideline.value;
      for (const [region, theirs] of [
        ["CONTIGUOUS", "contiguous"],
        ["ALASKA", "alaska"],
        ["HAWAII", "hawaii"],
      ] as const) {
        expect([ours[region].first.toNumber(), ours[region].additional.toNumber()]).toEqual([
          at(sheet, year - 1, "povertyGuideline", theirs, "first"),
          at(sheet, year - 1, "povertyGuideline", theirs, "additional"),
        ]);
      }
      expect(federalParametersFor(year).premiumTaxCredit.value.endsAbove400).toBe(
        at(sheet, year, "premiumTaxCredit", "cliff400"),
      );
    }
    return undefined;
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
