import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { standingOf } from "../figure.js";
import { RETIREMENT_YEARS, retirementParametersFor } from "./retirementParameters.js";

describe("retirementParametersFor", () => {
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
    expect(p.healthSpending.value.toNumber()).toBe(3450); // + 85 in steps of 50
    expect(p.dependentCareSpending.value.toNumber()).toBe(7500);
    expect(p.lifetimeExclusion.value.toNumber()).toBe(15380000); // 15,375,000 to 10,000
    expect(p.splitInterestGift.value.toNumber()).toBe(56000); // 56,375
    expect(p.socialSecurity.value.earningsBeforeFullAge.toNumber()).toBe(25080); // 12 x 2,090
    expect(p.socialSecurity.value.bendPoints.map(Number)).toEqual([1318, 7943]); // 1,318.15; 7,942.73
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
