import { addMonths, addYears, type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { cents, larger } from "../exact.js";
import { official } from "../figure.js";
import { singleLifeExpectancy } from "./lifeExpectancy.js";
import { MORTALITY } from "./mortality.js";

export type SeppMethod = "REQUIRED_MINIMUM" | "FIXED_AMORTIZATION" | "FIXED_ANNUITIZATION";

/** A series of payments from one account before 59½, without the 10 % additional tax. */
export interface SeppPlan {
  readonly birthDate: CalendarDate;
  readonly firstPaymentOn: CalendarDate;
  readonly balance: Decimal; // USD, of a day from 31 December before to the first payment
  readonly rate: Decimal; // a year, as a fraction; the minimum method does not use it
  readonly midTermRate120: Decimal; // 120 % of the federal mid-term rate, the higher of the two months before
}

/** What the series pays and how long it binds. */
export interface SeppPayment {
  readonly method: SeppMethod;
  readonly divisor: Decimal; // years, or the price of 1 a year
  readonly annual: Decimal; // USD, to the cent; of the minimum method for the first year only
  readonly bindsUntil: CalendarDate; // a change before this day is taxed back
}

/** The floor of the cap on the interest rate (IRS Notice 2022-6 §3.02(c)). */
const RATE_FLOOR = new Decimal("0.05");

/** The additional tax on early distributions, of what is taxable. */
export const EARLY_DISTRIBUTION_TAX = official("26 USC 72(t)(1), (6)", {
  rate: new Decimal("0.10"),
  rateOfNewSimple: new Decimal("0.25"), // a SIMPLE IRA's first two years; a series is not priced there
});
const OLDEST = 120;

/** The highest rate a series may use: 5 % or 120 % of the federal mid-term rate. */
export function seppRateMax(midTermRate120: Decimal): Decimal {
  return larger(RATE_FLOOR, midTermRate120);
}

/** The day a person is 59½. */
export function ageFiftyNineAndHalf(birthDate: CalendarDate): CalendarDate {
  return addMonths(addYears(birthDate, 59), 6);
}

/**
 * The yearly payment of a series by one of the three methods, on the Single Life Table at the age
 * reached in the year of the first payment. The Uniform and Joint tables, also allowed, give
 * smaller payments; they are not carried below 72 and not offered.
 *
 * @throws {Refusal} BAD_INPUT for a rate below 0 or over the cap, a balance <= 0, a start at 59½ or later
 * @see 26 USC 72(t)(2)(A)(iv); IRS Notice 2022-6
 */
export function seppPayment(plan: SeppPlan, method: SeppMethod): SeppPayment {
  checkPlan(plan, method);
  const age = yearOf(plan.firstPaymentOn) - yearOf(plan.birthDate);
  const divisor = divisorOf(method, age, plan.rate);
  return {
    method,
    divisor,
    annual: cents(plan.balance.div(divisor)),
    bindsUntil: bindsUntil(plan),
  };
}

function divisorOf(method: SeppMethod, age: number, rate: Decimal): Decimal {
  switch (method) {
    case "REQUIRED_MINIMUM":
      return singleLifeExpectancy(age);
    case "FIXED_AMORTIZATION":
      return amortizationFactor(singleLifeExpectancy(age), rate);
    case "FIXED_ANNUITIZATION":
      return annuityFactor(age, rate);
  }
}

/** Present value of 1 at the end of each of `years`, a fraction of a year included. */
export function amortizationFactor(years: Decimal, rate: Decimal): Decimal {
  if (rate.isZero()) return years;
  return new Decimal(1).minus(rate.plus(1).pow(years.negated())).div(rate);
}

/** Present value of 1 at the end of each year that a person of `age` is alive. */
export function annuityFactor(age: number, rate: Decimal): Decimal {
  const discount = rate.plus(1);
  let value = ZERO;
  let weight = new Decimal(1);
  for (let at = age; at < OLDEST; at += 1) {
    const survives = new Decimal(1).minus(MORTALITY[at] ?? 1);
    weight = weight.times(survives).div(discount);
    value = value.plus(weight);
  }
  return value;
}

/** The later of five years from the first payment and 59½ (26 USC 72(t)(4)). */
function bindsUntil({ birthDate, firstPaymentOn }: SeppPlan): CalendarDate {
  const fiveYears = addYears(firstPaymentOn, 5);
  const half = ageFiftyNineAndHalf(birthDate);
  return fiveYears > half ? fiveYears : half;
}

/**
 * A later year of a series: fixed methods stay, the minimum method divides the new balance. Once, a
 * fixed series may change to the minimum method (Notice 2022-6 §3.03(b)), then for good.
 *
 * @param later.balance USD; used by the minimum method only
 */
export function seppPaymentInYear(
  plan: SeppPlan,
  method: SeppMethod,
  later: {
    readonly year: number;
    readonly balance: Decimal;
    readonly changedToMinimumIn: number | null;
  },
): Decimal {
  const { changedToMinimumIn } = later;
  const isMinimum =
    method === "REQUIRED_MINIMUM" ||
    (changedToMinimumIn !== null && later.year >= changedToMinimumIn);
  if (!isMinimum) return seppPayment(plan, method).annual;
  const age = later.year - yearOf(plan.birthDate);
  return cents(larger(later.balance, ZERO).div(singleLifeExpectancy(age)));
}

/**
 * The additional tax when a series changes before it may: 10 % of every payment received before
 * 59½. Interest for the years between comes on top and is not computed.
 *
 * @returns USD; 0 for a change on or after the last binding day
 * @see 26 USC 72(t)(4)
 */
export function seppRecapture(
  plan: SeppPlan,
  payments: readonly { readonly on: CalendarDate; readonly taxable: Decimal }[],
  changedOn: CalendarDate,
): Decimal {
  if (changedOn >= bindsUntil(plan)) return ZERO;
  const half = ageFiftyNineAndHalf(plan.birthDate);
  return payments
    .filter((p) => p.on < half)
    .reduce((tax, p) => tax.plus(p.taxable.times(EARLY_DISTRIBUTION_TAX.value.rate)), ZERO);
}

function checkPlan(plan: SeppPlan, method: SeppMethod): void {
  const rateMax = seppRateMax(plan.midTermRate120);
  if (method !== "REQUIRED_MINIMUM" && (plan.rate.isNegative() || plan.rate.gt(rateMax))) {
    throw new Refusal("BAD_INPUT", `The rate of a series is 0 to ${rateMax.toFixed()} a year.`, {
      rateAsked: plan.rate.toFixed(),
      rateMax: rateMax.toFixed(),
    });
  }
  const half = ageFiftyNineAndHalf(plan.birthDate);
  if (plan.firstPaymentOn >= half || plan.firstPaymentOn < plan.birthDate) {
    throw new Refusal("BAD_INPUT", `From 59½, ${half}, on payments need no series.`, {
      firstPaymentOn: plan.firstPaymentOn,
    });
  }
  if (!plan.balance.gt(0)) {
    throw new Refusal("BAD_INPUT", "A series pays from a balance over 0.", {
      balanceUsd: plan.balance.toFixed(),
    });
  }
}
