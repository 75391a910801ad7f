import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  ageSeventyAndHalf,
  type CharitableDistribution,
  qualifiedCharitable,
} from "./qualifiedCharitable.js";

const usd = (amount: string | number) => new Decimal(amount);

const gift = (more: Partial<CharitableDistribution> = {}): CharitableDistribution => ({
  birthDate: date("1950-03-15"),
  paidOn: date("2026-06-01"),
  amount: usd(25000),
  alreadyThisYear: usd(0),
  deductedAfter70: usd(0),
  isOngoingSepOrSimple: false,
  ...more,
});

const refused = (more: Partial<CharitableDistribution>): boolean => {
  try {
    qualifiedCharitable(gift(more));
    return false;
  } catch (error) {
    return error instanceof Refusal && error.code === "BAD_INPUT";
  }
};

describe("qualifiedCharitable", () => {
  it("takes a gift out of income and counts it toward the minimum", () => {
    expect(qualifiedCharitable(gift())).toEqual({
      excluded: usd(25000),
      taxable: usd(0),
      towardMinimum: usd(25000),
      limitLeft: usd(86000),
      deductedAfter70Left: usd(0),
    });
  });

  it.each([
    ["2024-06-01", 105000],
    ["2025-06-01", 108000],
    ["2026-06-01", 111000],
  ])("excludes at most the limit of the year: %s, %i", (paidOn, limit) => {
    const result = qualifiedCharitable(
      gift({ birthDate: date("1950-01-01"), paidOn: date(paidOn), amount: usd(120000) }),
    );
    expect(result.excluded.toNumber()).toBe(limit);
    expect(result.taxable.toNumber()).toBe(120000 - limit);
    expect(result.towardMinimum.toNumber()).toBe(120000);
    expect(result.limitLeft.toNumber()).toBe(0);
  });

  it("sets contributions deducted after 70½ against the exclusion once", () => {
    // 10,000 deducted: of two gifts of 6,000 the first excludes 0, the second 2,000
    const first = qualifiedCharitable(gift({ amount: usd(6000), deductedAfter70: usd(10000) }));
    expect(first).toMatchObject({ excluded: usd(0), deductedAfter70Left: usd(4000) });
    const second = qualifiedCharitable(
      gift({
        amount: usd(6000),
        alreadyThisYear: usd(6000),
        deductedAfter70: first.deductedAfter70Left,
      }),
    );
    expect(second).toMatchObject({ excluded: usd(2000), deductedAfter70Left: usd(0) });
  });

  it("begins on the day of 70½, not in its year", () => {
    expect(ageSeventyAndHalf(date("1955-12-01"))).toBe("2026-06-01");
    expect(ageSeventyAndHalf(date("1955-08-31"))).toBe("2026-02-28");
    expect(refused({ birthDate: date("1955-12-02") })).toBe(true);
    expect(refused({ birthDate: date("1955-12-01") })).toBe(false);
  });

  it("refuses nothing, less than nothing, and an ongoing SEP or SIMPLE IRA", () => {
    expect(refused({ amount: usd(0) })).toBe(true);
    expect(refused({ amount: usd(-5) })).toBe(true);
    expect(refused({ isOngoingSepOrSimple: true })).toBe(true);
  });

  it("splits every gift into excluded and taxable, and never excludes over the limit in a year", () => {
    const dollars = fc.integer({ min: 1, max: 200_000 });
    fc.assert(
      fc.property(dollars, dollars, fc.integer({ min: 0, max: 20_000 }), (a, b, deducted) => {
        const first = qualifiedCharitable(gift({ amount: usd(a), deductedAfter70: usd(deducted) }));
        const second = qualifiedCharitable(
          gift({
            amount: usd(b),
            alreadyThisYear: usd(a),
            deductedAfter70: first.deductedAfter70Left,
          }),
        );
        const excluded = first.excluded.plus(second.excluded);
        expect(excluded.lte(111000) && excluded.gte(0)).toBe(true);
        expect(
          excluded
            .plus(first.taxable)
            .plus(second.taxable)
            .eq(a + b),
        ).toBe(true);
      }),
    );
  });
});
