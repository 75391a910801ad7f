import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  employerMatch,
  type MatchFormula,
  type Paycheck,
  SAFE_HARBOR_TIERS,
} from "./employerMatch.js";

const usd = (amount: string | number) => new Decimal(amount);

const formula = (
  tiers: readonly (readonly [rate: string, nextShare: string])[],
  timing: MatchFormula["timing"],
  more: Partial<MatchFormula> = {},
): MatchFormula => ({
  tiers: tiers.map(([rate, nextShare]) => ({ rate: usd(rate), nextShare: usd(nextShare) })),
  maximum: null,
  compensationLimit: usd(360000),
  timing,
  ...more,
});

/** "26 x 2000 - 100" is 26 paychecks of 2,000 with 100 deferred from each. */
const paychecks = (...rows: string[]): Paycheck[] =>
  rows.flatMap((row) => {
    const [, times, pay = "", deferral = ""] = /^(\d+) x (\S+) - (\S+)$/.exec(row) ?? [];
    return Array.from({ length: Number(times) }, () => ({
      pay: usd(pay),
      deferral: usd(deferral),
    }));
  });

describe("employerMatch", () => {
  const ONE_TO_FIVE = [["1", "0.05"]] as const;

  it("gives 1,300 by paycheck and 2,600 with a true-up to 10 % deferred for half of 52 weeks (Verrill Dana's example)", () => {
    const half = paychecks("26 x 1000 - 100", "26 x 1000 - 0");
    expect(employerMatch(formula(ONE_TO_FIVE, "EACH_PAYCHECK"), half)).toEqual({
      match: usd(1300),
      fullMatch: usd(2600),
      missed: usd(1300),
      lostToTiming: usd(1300),
      fullShare: usd("0.05"),
    });
    expect(employerMatch(formula(ONE_TO_FIVE, "ANNUAL_TRUE_UP"), half)).toMatchObject({
      match: usd(2600),
      missed: usd(0),
    });
  });

  it("loses 19 of 26 matches to someone who defers 24,500 from the first 7 paychecks", () => {
    // 50 % of 6 % of 7,500 = 225 a paycheck
    const early = paychecks("7 x 7500 - 3500", "19 x 7500 - 0");
    const match = employerMatch(formula([["0.5", "0.06"]], "EACH_PAYCHECK"), early);
    expect(match).toMatchObject({
      match: usd(1575),
      fullMatch: usd(5850),
      lostToTiming: usd(4275),
    });
  });

  it("pays tiers in turn: 100 % of 3 % and 50 % of 2 % of 1,000 is 40 at 5 %, 35 at 4 %, 20 at 2 %", () => {
    const of = (deferral: number) =>
      employerMatch(
        { ...formula([], "EACH_PAYCHECK"), tiers: SAFE_HARBOR_TIERS },
        paychecks(`1 x 1000 - ${deferral}`),
      ).match.toNumber();
    expect([of(80), of(50), of(40), of(20), of(0)]).toEqual([40, 40, 35, 20, 0]);
  });

  it("stops at a yearly maximum and at the pay that counts", () => {
    const capped = formula(ONE_TO_FIVE, "EACH_PAYCHECK", { maximum: usd(2000) });
    expect(employerMatch(capped, paychecks("12 x 10000 - 1000"))).toMatchObject({
      match: usd(2000),
      missed: usd(0),
    });
    // 50,000 a month: 360,000 is reached in March of the eighth paycheck; 5 % of 360,000
    const high = formula(ONE_TO_FIVE, "EACH_PAYCHECK");
    expect(employerMatch(high, paychecks("12 x 50000 - 2500")).match.toNumber()).toBe(18000);
  });

  it("never gives more by paycheck than by year, more than the full match, or less for a larger deferral", () => {
    const paycheck = fc.tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.array(paycheck, { minLength: 1, maxLength: 26 }), (rows) => {
        const checks = rows.map(([pay, percent]) => ({
          pay: usd(pay),
          deferral: usd(pay).times(percent).div(100),
        }));
        const by = (timing: MatchFormula["timing"], of: Paycheck[]) =>
          employerMatch({ ...formula([], timing), tiers: SAFE_HARBOR_TIERS }, of);
        const [each, year] = [by("EACH_PAYCHECK", checks), by("ANNUAL_TRUE_UP", checks)];
        expect(each.match.lte(year.match) && year.match.lte(year.fullMatch)).toBe(true);
        expect(each.match.plus(each.lostToTiming).eq(year.match)).toBe(true);
        expect(each.match.lte(sum(checks.map((c) => c.deferral)))).toBe(true);
        const all = checks.map((c) => ({ pay: c.pay, deferral: c.pay }));
        expect(by("EACH_PAYCHECK", all).match.gte(each.match)).toBe(true);
        expect(by("EACH_PAYCHECK", all).missed.isZero()).toBe(true);
      }),
    );
  });

  it("refuses a deferral over its paycheck and a negative rate", () => {
    const wrong = [
      () => employerMatch(formula(ONE_TO_FIVE, "EACH_PAYCHECK"), paychecks("1 x 100 - 101")),
      () => employerMatch(formula([["-1", "0.05"]], "EACH_PAYCHECK"), paychecks("1 x 100 - 10")),
    ];
    for (const act of wrong) expect(act).toThrow(Refusal);
  });
});
