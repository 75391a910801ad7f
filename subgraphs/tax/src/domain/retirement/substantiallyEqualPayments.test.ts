import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { singleLifeExpectancy } from "./lifeExpectancy.js";
import { MORTALITY } from "./mortality.js";
import {
  amortizationFactor,
  annuityFactor,
  type SeppPlan,
  seppPayment,
  seppPaymentInYear,
  seppRateMax,
  seppRecapture,
} from "./substantiallyEqualPayments.js";

const usd = (amount: string | number) => new Decimal(amount);

const plan: SeppPlan = {
  birthDate: date("1976-03-10"), // 50 in 2026
  firstPaymentOn: date("2026-06-01"),
  balance: usd(400000),
  rate: usd("0.05"),
  midTermRate120: usd("0.045"),
};

const refusalOf = (act: () => unknown): Refusal | null => {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

describe("seppPayment", () => {
  it("has the factors of the IRS's own example, age 50 at 4 %: 36.2, 18.9559 and 18.1568", () => {
    // irs.gov, Substantially equal periodic payments, Q&A 7, under Notice 2022-6
    expect(singleLifeExpectancy(50).toFixed(1)).toBe("36.2");
    expect(amortizationFactor(usd("36.2"), usd("0.04")).toFixed(4)).toBe("18.9559");
    expect(annuityFactor(50, usd("0.04")).toFixed(4)).toBe("18.1568");
  });

  it("pays 11,049.72, 24,124.89 and 25,218.33 from 400,000 at 50 and 5 % (WealthExact's worked example)", () => {
    const annual = (method: Parameters<typeof seppPayment>[1]) =>
      seppPayment(plan, method).annual.toFixed(2);
    expect(annual("REQUIRED_MINIMUM")).toBe("11049.72");
    expect(annual("FIXED_AMORTIZATION")).toBe("24124.89");
    expect(annual("FIXED_ANNUITIZATION")).toBe("25218.33");
  });

  it("binds to 59½, and for five years when they end later", () => {
    expect(seppPayment(plan, "FIXED_AMORTIZATION").bindsUntil).toBe("2035-09-10");
    const late = { ...plan, firstPaymentOn: date("2033-06-01") };
    expect(seppPayment(late, "FIXED_AMORTIZATION").bindsUntil).toBe("2038-06-01");
  });

  it("caps the rate at 5 % or 120 % of the federal mid-term rate, whichever is more", () => {
    expect(seppRateMax(usd("0.0312")).toFixed()).toBe("0.05");
    expect(seppRateMax(usd("0.054")).toFixed()).toBe("0.054");
    const over = { ...plan, rate: usd("0.0501") };
    expect(refusalOf(() => seppPayment(over, "FIXED_AMORTIZATION"))?.facts).toEqual({
      rateAsked: "0.0501",
      rateMax: "0.05",
    });
    expect(seppPayment(over, "REQUIRED_MINIMUM").annual.toFixed(2)).toBe("11049.72");
  });

  it.each([
    { balance: ZERO },
    { firstPaymentOn: date("2035-09-10") },
    { rate: usd("-0.01") },
    { firstPaymentOn: date("1970-01-01") },
  ])("refuses %j", (wrong) => {
    expect(refusalOf(() => seppPayment({ ...plan, ...wrong }, "FIXED_ANNUITIZATION"))?.code).toBe(
      "BAD_INPUT",
    );
  });

  it("pays a rate of 0 as balance over years", () => {
    const none = { ...plan, rate: ZERO };
    expect(seppPayment(none, "FIXED_AMORTIZATION").annual.toFixed(2)).toBe("11049.72");
  });

  it("pays more at a higher rate, and fixed methods always pay more than the minimum", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 499 }), fc.integer({ min: 30, max: 58 }), (bp, age) => {
        const at = (basisPoints: number) => ({
          ...plan,
          birthDate: date(`${2026 - age}-12-01`),
          rate: usd(basisPoints).div(10000),
        });
        for (const method of ["FIXED_AMORTIZATION", "FIXED_ANNUITIZATION"] as const) {
          const here = seppPayment(at(bp), method).annual;
          expect(seppPayment(at(bp + 1), method).annual.gt(here)).toBe(true);
          expect(here.gte(seppPayment(at(0), "REQUIRED_MINIMUM").annual)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("the mortality table", () => {
  it("gives the Single Life Table at every age: years survived and 11/24 of one", () => {
    const years = (age: number) => {
      let alive = new Decimal(1);
      let total = new Decimal(11).div(24);
      for (let at = age; at <= 120; at += 1) {
        alive = alive.times(new Decimal(1).minus(MORTALITY[at] ?? 1));
        total = total.plus(alive);
      }
      return total;
    };
    expect(MORTALITY.length).toBe(121);
    for (let age = 0; age < 120; age += 1) {
      expect([age, years(age).toFixed(1)]).toEqual([age, singleLifeExpectancy(age).toFixed(1)]);
    }
  });
});

describe("later years of a series", () => {
  const in2028 = (method: Parameters<typeof seppPayment>[1], changedToMinimumIn: number | null) =>
    seppPaymentInYear(plan, method, { year: 2028, balance: usd(343000), changedToMinimumIn });

  it("keeps a fixed payment, divides anew by the minimum method, and changes once to it", () => {
    expect(in2028("FIXED_AMORTIZATION", null).toFixed(2)).toBe("24124.89");
    expect(in2028("REQUIRED_MINIMUM", null).toFixed()).toBe("10000"); // 343,000 / 34.3
    expect(in2028("FIXED_AMORTIZATION", 2028).toFixed()).toBe("10000");
    expect(in2028("FIXED_AMORTIZATION", 2029).toFixed(2)).toBe("24124.89");
  });

  it("taxes 10 % of every payment before 59½ when the series changes too early", () => {
    const late = { ...plan, firstPaymentOn: date("2033-06-01") }; // binds to 2038-06-01, 59½ on 2035-09-10
    const payments = ["2033-06-01", "2034-06-01", "2035-06-01", "2036-06-01"].map((on) => ({
      on: date(on),
      taxable: usd(20000),
    }));
    expect(seppRecapture(late, payments, date("2037-01-01")).toNumber()).toBe(6000);
    expect(seppRecapture(late, payments, addDays(date("2038-06-01"), -1)).toNumber()).toBe(6000);
    expect(seppRecapture(late, payments, date("2038-06-01")).toNumber()).toBe(0);
  });
});
