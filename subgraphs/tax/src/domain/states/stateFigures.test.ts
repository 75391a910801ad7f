import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { CALIFORNIA_FIGURES } from "./californiaFigures.js";
import type { RateSchedule } from "../federalParameters.js";
import type { Figure } from "../figure.js";
import type { ByFilingStatus, FilingStatus } from "../filingStatus.js";
import { ILLINOIS_FIGURES } from "./illinois.js";
import { MASSACHUSETTS_FIGURES } from "./massachusetts.js";
import { MINNESOTA_FIGURES } from "./minnesotaFigures.js";
import { NEW_HAMPSHIRE_FIGURES } from "./newHampshire.js";
import { NEW_JERSEY_FIGURES } from "./newJerseyFigures.js";
import { NEW_YORK_FIGURES } from "./newYorkFigures.js";
import { NO_TAX_YEARS } from "./noIncomeTax.js";
import { OREGON_FIGURES } from "./oregonFigures.js";
import { PENNSYLVANIA_FIGURES } from "./pennsylvania.js";
import { amount, projected } from "./stateFigures.js";
import { SUPPORTED_STATES } from "./stateTable.js";
import { VIRGINIA_FIGURES } from "./virginia.js";
import { WASHINGTON_FIGURES } from "./washington.js";

const REFERENCE = new URL(
  "../../../../../../shared/reference/tax-parameters.json",
  import.meta.url,
);
const THEIR_STATUS: ByFilingStatus<string> = {
  SINGLE: "single",
  MARRIED_FILING_JOINTLY: "marriedJoint",
  MARRIED_FILING_SEPARATELY: "marriedSeparate",
  HEAD_OF_HOUSEHOLD: "headOfHousehold",
  QUALIFYING_SURVIVING_SPOUSE: "survivingSpouse",
};
const YEARS = [2024, 2025, 2026];

type Json = string | number | boolean | null | { readonly [key: string]: Json } | readonly Json[];

/** Every number of a reference subtree, by its path. */
function numbersOf(json: Json, path = ""): Map<string, number> {
  if (typeof json === "number") return new Map([[path, json]]);
  if (json === null || typeof json !== "object") return new Map();
  return new Map(
    Object.entries(json).flatMap(([key, child]) => [
      ...numbersOf(child as Json, path ? `${path}.${key}` : key),
    ]),
  );
}

/** What we carry, by the path at which the reference has it. */
type Pairs = Map<string, number>;

const put = (pairs: Pairs, path: string, value: Decimal | number) =>
  pairs.set(path, typeof value === "number" ? value : value.toNumber());

function putByStatus(pairs: Pairs, path: string, values: ByFilingStatus<Decimal>, only?: string[]) {
  for (const [status, value] of Object.entries(values)) {
    const theirs = THEIR_STATUS[status as FilingStatus];
    if (!only || only.includes(theirs)) put(pairs, `${path}.${theirs}`, value);
  }
}

function putSchedule(pairs: Pairs, path: string, schedule: RateSchedule, status: FilingStatus) {
  schedule.from[status].forEach((edge, i) => {
    put(pairs, `${path}.${i}.over`, edge);
    put(pairs, `${path}.${i}.rate`, schedule.rates[i] ?? Number.NaN);
  });
}

const putSchedules = (pairs: Pairs, of: (status: FilingStatus) => RateSchedule) => {
  for (const [status, theirs] of Object.entries(THEIR_STATUS)) {
    putSchedule(pairs, `brackets.${theirs}`, of(status as FilingStatus), status as FilingStatus);
  }
};

/** How each state's figures stand in the reference. */
const CARRIED: Record<string, (year: number, pairs: Pairs) => void> = {
  CA: (year, pairs) => {
    const f = CALIFORNIA_FIGURES[year]!;
    putSchedules(pairs, () => f.rates.value);
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    put(pairs, "exemptionCredit.personal", f.exemptionCredit.value.personal);
    put(pairs, "exemptionCredit.dependent", f.exemptionCredit.value.dependent);
    putByStatus(pairs, "exemptionCredit.phaseOutStart", f.exemptionPhaseOutFrom.value);
    put(pairs, "mentalHealthSurtax.over", f.mentalHealthTax.value.over);
    put(pairs, "mentalHealthSurtax.rate", f.mentalHealthTax.value.rate);
  },
  NY: (year, pairs) => {
    const f = NEW_YORK_FIGURES[year]!;
    putSchedules(pairs, () => f.rates.value);
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    put(pairs, "dependentExemption", f.dependentExemption.value);
    put(pairs, "pensionExclusion.cap", f.pensionExclusion.value);
    put(pairs, "pensionExclusion.age", 59.5); // reaches59AndHalf
    put(pairs, "supplementalTax.appliesWhenAgiOver", f.supplementalTax.value.agiOver);
    put(pairs, "supplementalTax.phaseInLength", f.supplementalTax.value.phaseInLength);
    put(pairs, "plan529.single", f.plan529.value.single);
    put(pairs, "plan529.marriedJoint", f.plan529.value.joint);
  },
  NJ: (year, pairs) => {
    const f = NEW_JERSEY_FIGURES[year]!;
    putSchedules(pairs, (status) => f.rates.value[status]);
    putByStatus(pairs, "personalExemption", f.personalExemption.value);
    put(pairs, "dependentExemption", f.dependentExemption.value);
    put(pairs, "seniorExemption.age", 65); // Filer.isAged
    put(pairs, "seniorExemption.amount", f.seniorExemption.value);
    put(pairs, "retirementExclusion.age", 62); // reaches62
    const { max, tiers } = f.retirementExclusion.value;
    putByStatus(pairs, "retirementExclusion.max", max);
    for (const status of [
      "SINGLE",
      "MARRIED_FILING_JOINTLY",
      "MARRIED_FILING_SEPARATELY",
    ] as const) {
      tiers[status].forEach((tier, i) => {
        const path = `retirementExclusion.partial.${THEIR_STATUS[status]}.${i}`;
        put(pairs, `${path}.0`, tier.upTo);
        put(pairs, `${path}.1`, tier.share);
      });
    }
  },
  MA: (year, pairs) => {
    const f = MASSACHUSETTS_FIGURES[year]!;
    put(pairs, "rate", f.rate.value);
    put(pairs, "shortTermRate", f.shortTermRate.value);
    put(pairs, "surtax.over", f.surtax.value.over);
    put(pairs, "surtax.rate", f.surtax.value.rate);
    putByStatus(pairs, "personalExemption", f.personalExemption.value);
    put(pairs, "dependentExemption", f.dependentExemption.value);
    put(pairs, "agedExemption", f.agedExemption.value);
    put(pairs, "blindExemption", f.blindExemption.value);
    put(pairs, "capitalLossAgainstInterestDividends", f.lossAgainstInterest.value);
  },
  IL: (year, pairs) => {
    const f = ILLINOIS_FIGURES[year]!;
    put(pairs, "rate", f.rate.value);
    put(pairs, "personalExemption.perPerson", f.exemption.value.perPerson);
    put(pairs, "personalExemption.dependent", f.exemption.value.dependent);
    put(pairs, "personalExemption.agedOrBlindEach", f.agedOrBlindExemption.value);
    const limit = f.exemptionAgiLimit.value;
    put(pairs, "personalExemption.agiLimit.marriedJoint", limit.MARRIED_FILING_JOINTLY);
    put(pairs, "personalExemption.agiLimit.other", limit.SINGLE);
    put(pairs, "plan529.single", f.plan529.value.single);
    put(pairs, "plan529.marriedJoint", f.plan529.value.joint);
  },
  PA: (year, pairs) => {
    const f = PENNSYLVANIA_FIGURES[year]!;
    put(pairs, "rate", f.rate.value);
    put(pairs, "taxForgiveness.base", f.forgiveness.value.base);
    put(pairs, "taxForgiveness.perDependent", f.forgiveness.value.perDependent);
    put(pairs, "plan529.perBeneficiary", f.plan529.value);
  },
  NH: (year, pairs) => {
    const f = NEW_HAMPSHIRE_FIGURES[year];
    if (!f) return;
    put(pairs, "rate", f.rate.value);
    putByStatus(pairs, "exemption", f.exemption.value, ["single", "marriedJoint"]);
    put(pairs, "exemption.agedOrBlindEach", f.agedOrBlindExemption.value);
  },
  WA: (year, pairs) => {
    const f = WASHINGTON_FIGURES[year]!;
    put(pairs, "standardDeduction", f.standardDeduction.value);
    putSchedule(pairs, "brackets", f.rates.value, "SINGLE");
  },
  VA: (year, pairs) => {
    const f = VIRGINIA_FIGURES[year]!;
    putSchedule(pairs, "brackets.all", f.rates.value, "SINGLE");
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    put(pairs, "personalExemption", f.personalExemption.value);
    put(pairs, "agedOrBlindExemption", f.agedOrBlindExemption.value);
    put(pairs, "ageDeduction.amount", f.ageDeduction.value.perPerson);
    put(pairs, "ageDeduction.age", 65); // Filer.isAged
    putByStatus(pairs, "ageDeduction.threshold", f.ageDeduction.value.incomeOver, [
      "single",
      "marriedJoint",
    ]);
    put(pairs, "plan529.perAccount", f.plan529.value);
  },
  OR: (year, pairs) => {
    const f = OREGON_FIGURES[year]!;
    putSchedules(pairs, () => f.rates.value);
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    putByStatus(pairs, "agedOrBlindDeduction", f.agedOrBlindDeduction.value, [
      "single",
      "headOfHousehold",
      "marriedJoint",
      "marriedSeparate",
    ]);
    put(pairs, "exemptionCredit.each", f.exemptionCredit.value);
    putByStatus(pairs, "exemptionCredit.agiLimit", f.exemptionCreditAgiLimit.value, [
      "single",
      "marriedJoint",
    ]);
    put(pairs, "federalTaxSubtractionCap", f.federalTaxCap.value[0] ?? Number.NaN);
  },
  MN: (year, pairs) => {
    const f = MINNESOTA_FIGURES[year]!;
    putSchedules(pairs, () => f.rates.value);
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    putByStatus(pairs, "agedOrBlindAdd", f.agedOrBlindAddition.value);
    put(pairs, "dependentExemption", f.dependentExemption.value);
    put(pairs, "niit.over", f.investmentIncomeTax.value.over);
    put(pairs, "niit.rate", f.investmentIncomeTax.value.rate);
  },
};

const FIGURES_OF: Record<
  string,
  Readonly<Record<number, Readonly<Record<string, Figure<unknown>>>>>
> = {
  CA: CALIFORNIA_FIGURES,
  NY: NEW_YORK_FIGURES,
  NJ: NEW_JERSEY_FIGURES,
  MA: MASSACHUSETTS_FIGURES,
  IL: ILLINOIS_FIGURES,
  PA: PENNSYLVANIA_FIGURES,
  NH: NEW_HAMPSHIRE_FIGURES,
  WA: WASHINGTON_FIGURES,
  VA: VIRGINIA_FIGURES,
  OR: OREGON_FIGURES,
  MN: MINNESOTA_FIGURES,
};

function reference(): { readonly [key: string]: Json } | null {
  if (existsSync(REFERENCE)) return JSON.parse(readFileSync(REFERENCE, "utf8"));
  console.warn("skipped: ../shared/reference/tax-parameters.json is not here to compare with");
  return null;
}
const at = (json: Json, ...path: (string | number)[]): Json =>
  path.reduce<Json>((j, key) => (j as Record<string, Json> | null)?.[key] ?? null, json);

describe("state figures", () => {
  it.each(YEARS.flatMap((year) => SUPPORTED_STATES.map(({ code }) => ({ year, code }))))(
    "of $code in $year are exactly the numbers of the reference sheet, none more and none less",
    ({ year, code }) => {
      const sheet = reference();
      if (!sheet) return;
      const pairs: Pairs = new Map();
      CARRIED[code]?.(year, pairs);
      const theirs = numbersOf(at(sheet, "states", year, code));
      expect(Object.fromEntries(pairs)).toEqual(Object.fromEntries(theirs));
      const isTaxed = at(sheet, "states", year, code, "kind") !== "none";
      expect(theirs.size > 0).toBe(isTaxed);
    },
  );

  it("know every state of the reference sheet and no other", () => {
    const sheet = reference();
    if (!sheet) return;
    const theirs = Object.keys(at(sheet, "states", 2026) as object).toSorted();
    expect(SUPPORTED_STATES.map((s) => s.code).toSorted()).toEqual(theirs);
    expect(NO_TAX_YEARS).toEqual(YEARS);
  });

  it.each(YEARS)("carry New York's supplemental tax of %i as the sheet's table", (year) => {
    const sheet = reference();
    if (!sheet) return;
    const pairs: Pairs = new Map();
    const { tiers } = NEW_YORK_FIGURES[year]!.supplementalTax.value;
    for (const [status, theirs] of Object.entries(THEIR_STATUS)) {
      tiers[status as FilingStatus].forEach((tier, i) => {
        put(pairs, `${theirs}.recaptureBase.${i}.over`, tier.over);
        put(pairs, `${theirs}.recaptureBase.${i}.amount`, tier.base);
        put(pairs, `${theirs}.incrementalBenefit.${i}.over`, tier.over);
        put(pairs, `${theirs}.incrementalBenefit.${i}.amount`, tier.increment);
      });
    }
    expect(Object.fromEntries(pairs)).toEqual(
      Object.fromEntries(numbersOf(at(sheet, "tables", "nySupplemental", year))),
    );
  });

  it.each(YEARS.flatMap((year) => Object.keys(FIGURES_OF).map((code) => ({ year, code }))))(
    "of $code in $year say that they are carried forward exactly when the sheet does",
    ({ year, code }) => {
      const sheet = reference();
      if (!sheet) return;
      const figures = Object.values(FIGURES_OF[code]?.[year] ?? {});
      expect(figures.some((f) => f.status === "CARRIED_FORWARD")).toBe(
        at(sheet, "states", year, code, "carriedForward"),
      );
      expect(figures.every((f) => f.source.length > 5)).toBe(true);
    },
  );

  it("have the rules that the sheet gives as text: MN Social Security, OR retirement credit", () => {
    // tax-facts.md section 10: 105,380 joint / 82,190 single (2024), 108,320 / 84,490 (2025),
    // 10 % per 4,000 (2,000 separate); OR 9 % for 62+ with household income below 15,000 / 30,000
    const from = (year: number) => MINNESOTA_FIGURES[year]!.socialSecurityFrom.value;
    expect(from(2024).MARRIED_FILING_JOINTLY.toNumber()).toBe(105380);
    expect(from(2024).SINGLE.toNumber()).toBe(82190);
    expect(from(2025).MARRIED_FILING_JOINTLY.toNumber()).toBe(108320);
    expect(from(2025).SINGLE.toNumber()).toBe(84490);
    const { step, share } = MINNESOTA_FIGURES[2025]!.socialSecurityStep.value;
    expect([share, step.SINGLE, step.MARRIED_FILING_SEPARATELY].map(Number)).toEqual([
      0.1, 4000, 2000,
    ]);
    const { rate, incomeOver } = OREGON_FIGURES[2025]!.retirementCredit.value;
    expect([rate, incomeOver.SINGLE, incomeOver.MARRIED_FILING_JOINTLY].map(Number)).toEqual([
      0.09, 15000, 30000,
    ]);
  });

  it("grow by 2.5 % a year after the last year where the law indexes them, else stay", () => {
    const last = {
      edge: { value: amount(10001), status: "OFFICIAL", source: "a" },
      rate: { value: amount("0.05"), status: "OFFICIAL", source: "b" },
      fixed: { value: amount(1000), status: "OFFICIAL", source: "c" },
    } as const;
    const next = projected(last, ["edge", "rate"], { from: 2026, to: 2028 });
    expect(next.edge.value.toNumber()).toBe(10507); // 10,001 x 1.050625 = 10,507.3
    expect(next.edge.status).toBe("PROJECTED");
    expect(next.rate.value.toNumber()).toBe(0.05);
    expect(next.fixed.value.toNumber()).toBe(1000);
    expect(next.fixed.status).toBe("CARRIED_FORWARD");
  });
});
