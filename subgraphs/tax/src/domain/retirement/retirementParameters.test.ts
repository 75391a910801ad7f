import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { standingOf } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { REDUCED_LIMIT } from "./iraContribution.js";
import { JOINT_LIFE, SINGLE_LIFE, UNIFORM_LIFETIME } from "./lifeTables.js";
import { MEDICARE_LOOKBACK_YEARS } from "./medicareSurcharge.js";
import {
  type MedicareTier,
  RETIREMENT_YEARS,
  type RetirementParameters,
  retirementParametersFor,
} from "./retirementParameters.js";
import { RMD_EXCISE } from "./rmdExcise.js";

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
const STATUSES = Object.keys(THEIR_STATUS) as (keyof typeof THEIR_STATUS)[];

type Json = string | number | boolean | null | { [key: string]: Json } | Json[];
const at = (json: Json, ...path: (string | number)[]): Json =>
  path.reduce<Json>((j, key) => (j as Record<string | number, Json> | null)?.[key] ?? null, json);

/** @returns null with a printed notice when the reference sheet is not beside the project */
function sheet(): Json | null {
  if (existsSync(REFERENCE)) return JSON.parse(readFileSync(REFERENCE, "utf8")) as Json;
  console.warn("skipped: ../shared/reference/tax-parameters.json is not here to compare with");
  return null;
}

type Pair = [where: string, theirs: Json, ours: Json];

function figuresOf(p: RetirementParameters, reference: Json): Pair[] {
  const pairs: Pair[] = [];
  const check = (ours: { toNumber(): number } | null, ...path: (string | number)[]) =>
    pairs.push([path.join("."), at(reference, ...path), ours?.toNumber() ?? null]);
  const plans = "retirementPlans";
  check(p.deferral.value.limit, plans, "electiveDeferral401k403b457b");
  check(p.deferral.value.catchUp50, plans, "catchUp50");
  check(p.deferral.value.catchUp60to63, plans, "catchUp60to63");
  check(p.simpleDeferral.value.limit, plans, "simpleDeferral");
  check(p.annualAdditions.value, plans, "annualAdditions415c");
  check(p.compensationLimit.value, plans, "compensationLimit401a17");
  check(p.rothCatchUpWagesOver.value, plans, "rothCatchUpPriorYearWagesOver");
  check(p.ira.value.limit, "ira", "limit");
  check(p.ira.value.catchUp50, "ira", "catchUp50");
  for (const status of STATUSES) {
    // the sheet has no separate row for surviving spouses; they have that of joint returns
    const theirs =
      THEIR_STATUS[status] === "survivingSpouse" ? "marriedJoint" : THEIR_STATUS[status];
    check(p.ira.value.roth[status].from, "ira", "rothPhaseOut", theirs, 0);
    check(p.ira.value.roth[status].to, "ira", "rothPhaseOut", theirs, 1);
    check(
      p.ira.value.deductibleCovered[status].from,
      "ira",
      "deductiblePhaseOutCovered",
      theirs,
      0,
    );
    check(p.ira.value.deductibleCovered[status].to, "ira", "deductiblePhaseOutCovered", theirs, 1);
  }
  check(p.ira.value.deductibleSpouseCovered.from, "ira", "deductiblePhaseOutSpouseCovered", 0);
  check(p.ira.value.deductibleSpouseCovered.to, "ira", "deductiblePhaseOutSpouseCovered", 1);
  check(p.hsa.value.selfOnly, "hsa", "selfOnly");
  check(p.hsa.value.family, "hsa", "family");
  check(p.hsa.value.catchUp55, "hsa", "catchUp55");
  for (const [ours, theirs] of [
    ["selfOnly", "self"],
    ["family", "family"],
  ] as const) {
    check(p.hsa.value.deductibleMin[ours], "hsa", "hdhpMinDeductible", theirs);
    check(p.hsa.value.outOfPocketMax[ours], "hsa", "hdhpMaxOutOfPocket", theirs);
  }
  const { lifetime, accountOpenYears, seasoningYears } = p.rothRollover.value;
  check(lifetime, "plan529", "rothRolloverLifetime");
  check(new Decimal(accountOpenYears), "plan529", "accountOpenYears");
  check(new Decimal(seasoningYears), "plan529", "contributionSeasoningYears");
  check(new Decimal(MEDICARE_LOOKBACK_YEARS), "medicare", "irmaaLookbackYears");
  check(new Decimal(REDUCED_LIMIT.roundUpTo), "ira", "roundUpTo");
  check(REDUCED_LIMIT.minimum, "ira", "minimumReduced");
  check(p.giftExclusion.value, "gift", "annualExclusion");
  check(p.educationFiveYears.value, "gift", "plan529FiveYear");
  check(p.qualifiedCharitable.value, "qcd", "limit");
  check(p.medicare.value.partBPremium, "medicare", "partBStandardMonthly");
  return [...pairs, ...STATUSES.flatMap((status) => tiersOf(p, reference, status))];
}

function tiersOf(
  p: RetirementParameters,
  reference: Json,
  status: keyof typeof THEIR_STATUS,
): Pair[] {
  const name =
    status === "MARRIED_FILING_SEPARATELY" ? "marriedSeparateTogether" : THEIR_STATUS[status];
  const theirs = at(reference, "medicare", "irmaa", name) as Json[];
  const ours = p.medicare.value.tiers[status].map((t: MedicareTier) => ({
    magi: t.magi.toNumber(),
    test: t.isReachedAt ? ">=" : ">",
    partBSurchargeMonthly: t.partBSurcharge.toNumber(),
    partDSurchargeMonthly: t.partDSurcharge.toNumber(),
    partBTotalMonthly: p.medicare.value.partBPremium.plus(t.partBSurcharge).toNumber(),
  }));
  return [[`medicare.irmaa.${name}`, theirs, ours]];
}

describe("retirementParametersFor", () => {
  it.each(RETIREMENT_YEARS)("carries every figure of %i as the reference sheet has it", (year) => {
    const reference = sheet();
    if (reference === null) return;
    const pairs = figuresOf(retirementParametersFor(year), at(reference, "federal", year));
    expect(pairs.length).toBe(53);
    expect(pairs.map(([where, , ours]) => [where, ours])).toEqual(
      pairs.map(([where, theirs]) => [where, theirs]),
    );
  });

  it("carries the three life tables as the reference sheet has them", () => {
    const reference = sheet();
    if (reference === null) return;
    const tables = at(reference, "tables");
    const numbers = (list: readonly { toNumber(): number }[]) => list.map((y) => y.toNumber());
    expect(numbers(SINGLE_LIFE)).toEqual(at(tables, "singleLife", "factors"));
    expect(numbers(UNIFORM_LIFETIME)).toEqual(at(tables, "uniformLifetime", "factors"));
    const joint = at(tables, "jointLifeSpouseMoreThan10YearsYounger") as Record<string, Json>;
    expect(JOINT_LIFE.length).toBe(Object.keys(joint).length);
    JOINT_LIFE.forEach((row, i) => {
      const theirs = joint[String(72 + i)] ?? null;
      expect([at(theirs, "spouseFrom"), numbers(row)]).toEqual([20, at(theirs, "factors")]);
    });
  });

  it("has the excise rates of the reference sheet", () => {
    const reference = sheet();
    if (reference === null) return;
    const theirs = at(reference, "rules", "rmdExcise");
    expect([RMD_EXCISE.value.rate.toNumber(), RMD_EXCISE.value.rateIfCorrected.toNumber()]).toEqual(
      [at(theirs, "rate"), at(theirs, "rateIfCorrectedTimely")],
    );
  });

  it("has the SIMPLE limits of Notices 2023-75, 2024-80 and 2025-67, which the sheet lacks", () => {
    const simple = RETIREMENT_YEARS.map((year) => {
      const { simpleDeferral: usual, simpleDeferralSmallEmployer: small } =
        retirementParametersFor(year);
      return [usual, small].flatMap(({ value: v }) =>
        [v.limit, v.catchUp50, v.catchUp60to63].map((amount) => amount?.toNumber() ?? null),
      );
    });
    expect(simple).toEqual([
      [16000, 3500, null, 17600, 3850, null],
      [16500, 3500, 5250, 17600, 3850, 5250],
      [17000, 4000, 5250, 18100, 3850, 5250],
    ]);
  });

  it.each(RETIREMENT_YEARS)(
    "says that the figures of %i are official and where they stand",
    (year) => {
      const { year: _year, ...figures } = retirementParametersFor(year);
      const standing = standingOf(Object.values(figures));
      expect(standing.status).toBe("OFFICIAL");
      expect(standing.source).toMatch(/IRS Notice 20.*CMS/);
    },
  );

  it("projects 2027 at 2.5 % with each statute's rounding, marked as projected", () => {
    const p = retirementParametersFor(2027);
    expect(p.deferral.status).toBe("PROJECTED");
    expect(p.deferral.source).toContain("projected from 2026 at 2.5 % a year");
    // + 612.50 in steps of 500; + 200 and + 281.25 are under a step of 500
    expect(p.deferral.value.limit.toNumber()).toBe(25000);
    expect(p.deferral.value.catchUp50.toNumber()).toBe(8000);
    expect(p.deferral.value.catchUp60to63?.toNumber()).toBe(11250);
    expect(p.annualAdditions.value.toNumber()).toBe(73000); // + 1,800 in steps of 1,000
    expect(p.ira.value.limit.toNumber()).toBe(7500); // + 187.50 is under a step of 500
    expect(p.ira.value.roth.SINGLE.from.toNumber()).toBe(157000); // 156,825 to the nearest 1,000
    expect(p.ira.value.roth.SINGLE.to.toNumber()).toBe(172000);
    expect(p.ira.value.roth.MARRIED_FILING_SEPARATELY.to.toNumber()).toBe(10000);
    expect(p.hsa.value.selfOnly.toNumber()).toBe(4500); // 4,510 to the nearest 50
    expect(p.hsa.value.catchUp55.toNumber()).toBe(1000);
    expect(p.qualifiedCharitable.value.toNumber()).toBe(114000); // 113,775
    expect(p.medicare.value.tiers.SINGLE[1]?.magi.toNumber()).toBe(112000); // 111,725
    expect(p.medicare.value.tiers.SINGLE[5]?.magi.toNumber()).toBe(500000);
    expect(p.medicare.value.partBPremium.toNumber()).toBe(208); // 207.97 to ten cents
  });

  it("indexes the top Medicare tier from 2028 on, not before", () => {
    const top = (year: number) =>
      retirementParametersFor(year).medicare.value.tiers.MARRIED_FILING_JOINTLY[5]?.magi.toNumber();
    expect([top(2027), top(2028), top(2029)]).toEqual([750000, 769000, 788000]);
  });

  it("never lowers a limit from one projected year to the next", () => {
    for (let year = 2026; year < 2066; year += 1) {
      const [a, b] = [retirementParametersFor(year), retirementParametersFor(year + 1)];
      expect(b.deferral.value.limit.gte(a.deferral.value.limit)).toBe(true);
      expect(b.ira.value.limit.gte(a.ira.value.limit)).toBe(true);
      expect(b.hsa.value.family.gte(a.hsa.value.family)).toBe(true);
      expect(b.qualifiedCharitable.value.gte(a.qualifiedCharitable.value)).toBe(true);
      b.medicare.value.tiers.SINGLE.slice(1).forEach((t, i) =>
        expect(t.magi.gt(b.medicare.value.tiers.SINGLE[i]?.magi ?? t.magi)).toBe(true),
      );
    }
  });

  it.each([2023, 2067, 2025.5, Number.NaN])("refuses the year %d", (year) => {
    expect(() => retirementParametersFor(year)).toThrow(Refusal);
    expect(() => retirementParametersFor(year)).toThrow(/Retirement figures are carried for 2024/);
  });
});
