import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
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
  check(p.netInvestmentIncomeTax.value.rate, "niit", "rate");
  check(p.seniorDeduction.value?.perPerson ?? null, "seniorDeduction", "perPerson");
  check(p.seniorDeduction.value?.phaseOutRate ?? null, "seniorDeduction", "phaseOutRate");
  const lost = p.itemizedLimitation.value;
  const top = p.ordinary.value.rates.at(-1);
  const worth = lost && top ? top.minus(top.times(lost.numerator).div(lost.denominator)) : null;
  check(worth, "itemizedValueCapRate");
  return pairs;
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
      expect(pairs.length).toBe(5 * (7 + 7 + 8) + 4);
      expect(pairs.map(([name, , ours]) => [name, ours])).toEqual(
        pairs.map(([name, theirs]) => [name, theirs]),
      );
    },
  );

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

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
}
