import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { blankFacts, type FederalFacts } from "../federalFacts.js";
import { contributionPlan, type ContributionRequest } from "./contributionPlan.js";
import { SAFE_HARBOR_TIERS } from "./employerMatch.js";
import type { ContributionSaver, StatedPlan } from "./saverRoom.js";

const usd = (amount: number | string) => new Decimal(amount);

function earning(...wages: readonly number[]): FederalFacts {
  const blank = blankFacts(wages.length === 2 ? "MARRIED_FILING_JOINTLY" : "SINGLE");
  return { ...blank, filers: blank.filers.map((f, i) => ({ ...f, wages: usd(wages[i] ?? 0) })) };
}

const plan = (more: Partial<StatedPlan> = {}): StatedPlan => ({
  kind: "PLAN_401K",
  compensation: null,
  deferred: ZERO,
  deferredElsewhere: ZERO,
  employerContributions: ZERO,
  afterTax: ZERO,
  allowsAfterTax: false,
  hasRoth: true,
  wagesYearBefore: ZERO,
  match: { tiers: SAFE_HARBOR_TIERS, maximum: null, timing: "ANNUAL_TRUE_UP" },
  paychecks: [],
  ...more,
});

const saver = (more: Partial<ContributionSaver> = {}): ContributionSaver => ({
  personId: "ann",
  birthDate: date("1986-05-01"),
  plan: null,
  isCoveredByPlan: false,
  hsa: null,
  traditionalIra: ZERO,
  rothIra: ZERO,
  preTaxIraBalance: ZERO,
  ...more,
});

const request = (more: Partial<ContributionRequest> = {}): ContributionRequest => ({
  savers: [saver()],
  budget: usd(10000),
  rateLater: usd("0.12"),
  state: null,
  isSeparateSpouseCovered: false,
  educationWanted: ZERO,
  educationBeneficiaries: 0,
  educationStateRate: ZERO,
  ...more,
});

const HSA = {
  coverage: "SELF_ONLY" as const,
  monthsEligible: 12,
  usesLastMonthRule: false,
  contributed: ZERO,
  throughPayroll: false,
};

const shown = (of: ReturnType<typeof contributionPlan>) =>
  of.steps.map((s) => `${s.saver} ${s.kind} ${s.amount.toFixed()}`);

function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
}

describe("contributionPlan", () => {
  it("goes from the match to the HSA, the IRA and the plan, and saves exactly the tax of the bracket", () => {
    // 2026, single, 100,000 - 16,100 = 83,900: 22 % from 50,400; the match of 100 % of 3 % and 50 % of 2 %
    const found = contributionPlan(
      earning(100000),
      2026,
      request({ budget: usd(20000), savers: [saver({ plan: plan(), hsa: HSA })] }),
    );
    expect(shown(found)).toEqual([
      "0 DEFERRAL_FOR_MATCH 5000",
      "0 HSA 4400",
      "0 ROTH_IRA 7500", // covered by a plan over 91,000: nothing is deductible
      "0 TRADITIONAL_DEFERRAL 3100",
    ]);
    expect(found.matchToCome.toNumber()).toBe(4000);
    expect(found.rateNow.toNumber()).toBe(0.22);
    // 12,500 of them leave the income
    expect(found.effect.federalTaxSaved.toNumber()).toBe(2750);
    expect(found.effect.stateTaxSaved).toBeNull();
    expect(sum(found.steps.map((s) => s.amount)).toNumber()).toBe(20000);
  });

  it("serves every match of a couple before any HSA, and a family's limit once", () => {
    const family = { ...HSA, coverage: "FAMILY" as const };
    const found = contributionPlan(
      earning(100000, 60000),
      2026,
      request({
        budget: usd(20000),
        savers: [
          saver({ plan: plan(), hsa: family }),
          saver({ personId: "bob", birthDate: date("1970-01-01"), plan: plan(), hsa: family }),
        ],
      }),
    );
    expect(shown(found)).toEqual([
      "0 DEFERRAL_FOR_MATCH 5000",
      "1 DEFERRAL_FOR_MATCH 3000",
      "0 HSA 8750",
      "1 HSA 1000", // his own catch-up from 55
      "0 ROTH_IRA 2250", // covered: 129,000 to 149,000 for joint returns
    ]);
  });

  it("puts Roth first where the rate later is not lower", () => {
    const found = contributionPlan(
      earning(60000),
      2026,
      request({
        rateLater: usd("0.24"),
        budget: usd(40000),
        savers: [saver({ plan: plan({ match: null }) })],
      }),
    );
    expect(shown(found)).toEqual(["0 ROTH_IRA 7500", "0 ROTH_DEFERRAL 24500", "0 TAXABLE 8000"]);
    expect(found.effect.federalTaxSaved.toNumber()).toBe(0);
  });

  it("goes on to a back-door and a mega-back-door where income is high and the plan allows", () => {
    const found = contributionPlan(
      earning(400000),
      2026,
      request({
        budget: usd(80000),
        savers: [saver({ plan: plan({ allowsAfterTax: true }) })],
      }),
    );
    // match on 360,000: 14,400; 72,000 - 24,500 - 14,400
    expect(shown(found)).toEqual([
      "0 DEFERRAL_FOR_MATCH 18000",
      "0 BACKDOOR_ROTH_IRA 7500",
      "0 TRADITIONAL_DEFERRAL 6500",
      "0 MEGA_BACKDOOR 33100",
      "0 TAXABLE 14900",
    ]);
    expect(found.matchToCome.toNumber()).toBe(14400);
  });

  it("makes catch-up Roth for those who earned over 150,000 at this employer", () => {
    const older = { birthDate: date("1970-05-01") };
    const wagesYearBefore = usd(200000);
    const steps = (hasRoth: boolean) =>
      shown(
        contributionPlan(
          earning(200000),
          2026,
          request({
            budget: usd(50000),
            savers: [saver({ ...older, plan: plan({ match: null, wagesYearBefore, hasRoth }) })],
          }),
        ),
      ).filter((s) => s.includes("DEFERRAL"));
    expect(steps(true)).toEqual(["0 TRADITIONAL_DEFERRAL 24500", "0 ROTH_DEFERRAL 8000"]);
    expect(steps(false)).toEqual(["0 TRADITIONAL_DEFERRAL 24500"]);
  });

  it("counts what the state saves, and self-employment as compensation with its SEP", () => {
    const facts = earning(0);
    const [filer] = facts.filers;
    const own = {
      ...facts,
      filers: filer ? [{ ...filer, selfEmploymentProfit: usd(100000) }] : [],
    };
    const found = contributionPlan(own, 2026, request({ budget: usd(7500), state: "CA" }));
    // 100,000 - 14,129.55 / 2 (15.3 % of 92,350)
    expect(found.savers.map((s) => s.compensation.toNumber())).toEqual([92935.225]);
    expect(found.savers.map((s) => s.sepMax.toNumber())).toEqual([18587.045]);
    expect(shown(found)).toEqual(["0 TRADITIONAL_IRA 7500"]);
    expect(found.effect.stateTaxSaved?.gt(0)).toBe(true);
  });

  it("says when a 529 gift passes the yearly exclusion", () => {
    const found = contributionPlan(
      earning(100000),
      2026,
      request({ budget: usd(50000), educationWanted: usd(40000), educationBeneficiaries: 2 }),
    );
    expect(found.notes.map((n) => n.text).join()).toContain("Over 19000 USD a beneficiary");
  });

  it("refuses to plan on top of more than the law takes", () => {
    const over = [
      saver({ traditionalIra: usd("7500.01") }),
      saver({ hsa: { ...HSA, contributed: usd(4401) } }),
      saver({ plan: plan({ deferred: usd(24501) }) }),
      saver({ rothIra: usd(7000), traditionalIra: usd(501) }),
    ];
    for (const one of over) {
      expect(
        codeOf(() => contributionPlan(earning(100000), 2026, request({ savers: [one] }))),
      ).toBe("CONTRIBUTION_OVER_LIMIT");
    }
    // a Roth contribution over the income limit
    expect(
      codeOf(() =>
        contributionPlan(earning(300000), 2026, request({ savers: [saver({ rothIra: usd(1) })] })),
      ),
    ).toBe("CONTRIBUTION_OVER_LIMIT");
  });

  it.each<[string, Partial<ContributionRequest>, string]>([
    ["nobody", { savers: [] }, "BAD_INPUT"],
    ["two on a single return", { savers: [saver(), saver()] }, "BAD_INPUT"],
    ["a negative budget", { budget: usd(-1) }, "BAD_INPUT"],
    ["a rate over 1", { rateLater: usd("1.01") }, "BAD_INPUT"],
    ["a 529 plan for nobody", { educationWanted: usd(1) }, "BAD_INPUT"],
    ["a state without rules", { state: "ZZ" }, "TAX_STATE_UNKNOWN"],
  ])("refuses %s", (_, more, code) => {
    expect(codeOf(() => contributionPlan(earning(100000), 2026, request(more)))).toBe(code);
  });
});
