import { addMonths, type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { FederalFacts } from "../federalFacts.js";
import { PROJECTED_UNTIL } from "../projectedParameters.js";
import { MEDICARE_LOOKBACK_YEARS } from "../retirement/medicareSurcharge.js";
import {
  checkWithdrawalPlan,
  type TaxableYear,
  type TaxOfYears,
  type WithdrawalPlan,
} from "../retirement/withdrawalOrder.js";
import {
  surcharge,
  taxOf,
  type WithdrawalHousehold,
  type YearTax,
} from "../retirement/withdrawalTax.js";

/** Spending from accounts over years, with the household's returns. */
export interface WithdrawalInput {
  readonly plan: WithdrawalPlan;
  /** The return of each year of the plan without its withdrawals. */
  readonly returns: readonly FederalFacts[];
  /** AGI plus tax-exempt interest of the two years before, for their Medicare premiums; null: none. */
  readonly priorMagi: readonly [Decimal, Decimal] | null;
}

/** A year's taxes with its withdrawals. USD. */
export interface WithdrawalTaxes {
  readonly tax: TaxOfYears;
  /** Income tax and the 10 % before 59 1/2 of one year, and the surcharge it causes two years later. */
  readonly yearOf: (row: TaxableYear) => { readonly now: Decimal; readonly later: Decimal };
  readonly incomeOf: (row: TaxableYear) => Pick<YearTax, "magi" | "ordinaryIncome">;
}

const MEDICARE_AGE = 65;
const EARLY_RATE = new Decimal("0.1"); // 26 USC 72(t)(1)
const MONTHS_TO_59_AND_A_HALF = 59 * 12 + 6;
const LAST_YEAR = PROJECTED_UNTIL - MEDICARE_LOOKBACK_YEARS;

/**
 * Refuses a plan that could only give numbers that look right.
 *
 * @throws {Refusal} BAD_INPUT; TAX_YEAR_UNKNOWN for a plan past the projected years
 */
export function checkWithdrawals({ plan, returns }: WithdrawalInput): void {
  checkWithdrawalPlan(plan);
  const { firstYear, years, birthDate } = plan;
  const last = firstYear + years.length - 1;
  const age = firstYear - yearOf(birthDate);
  if (returns.length !== years.length || age < 18 || age + years.length > 130) {
    throw new Refusal("BAD_INPUT", "A plan has a return for each year, of ages from 18 to 130.", {
      ageYears: age,
      years: years.length,
    });
  }
  if (last > LAST_YEAR) {
    throw new Refusal(
      "TAX_YEAR_UNKNOWN",
      `A withdrawal plan ends in ${LAST_YEAR} at the latest: Medicare looks at two years later.`,
      { yearAsked: last, yearLast: LAST_YEAR },
    );
  }
}

/**
 * The exact returns of a plan's years: income tax, the 10 % additional tax on deferred draws of a
 * year that ends before 59 1/2, and Medicare surcharges. Each row is computed once.
 */
export function withdrawalTaxes(input: WithdrawalInput): WithdrawalTaxes {
  const { plan } = input;
  const household = householdOf(input);
  const known = new WeakMap<TaxableYear, YearTax & { readonly later: Decimal }>();
  const free = addMonths(plan.birthDate, MONTHS_TO_59_AND_A_HALF);
  const early = (row: TaxableYear): Decimal =>
    endOf(row.year) < free ? row.deferred.times(EARLY_RATE) : ZERO;
  const computed = (row: TaxableYear) => {
    const found = known.get(row);
    if (found) return found;
    const done = taxOf(household.factsOf(row.year), row);
    const year = {
      ...done,
      incomeTax: done.incomeTax.plus(early(row)),
      later: surcharge(household, row.year, done.magi),
    };
    known.set(row, year);
    return year;
  };
  const prior = (year: number): Decimal =>
    input.priorMagi ? surcharge(household, year, household.earlierMagi(year)) : ZERO;
  const first = [2, 1].map((back) => prior(plan.firstYear - back));
  return {
    tax: (rows) =>
      rows.map((row, i) => {
        const before = rows[i - MEDICARE_LOOKBACK_YEARS];
        const due = before ? computed(before).later : (first[i] ?? ZERO);
        return computed(row).incomeTax.plus(due);
      }),
    yearOf: (row) => ({ now: computed(row).incomeTax, later: computed(row).later }),
    incomeOf: computed,
  };
}

const endOf = (year: number): CalendarDate => `${year}-12-31` as CalendarDate;

function householdOf({ plan, returns, priorMagi }: WithdrawalInput): WithdrawalHousehold {
  const factsOf = (year: number): FederalFacts => {
    const facts = returns[Math.max(0, year - plan.firstYear)];
    if (!facts) throw new RangeError(`the plan has no return of ${year}`);
    return facts;
  };
  return {
    factsOf,
    onMedicare: (year) =>
      (returns[0]?.filers ?? []).filter(
        (f) => f.birthDate !== null && yearOf(f.birthDate) + MEDICARE_AGE <= year,
      ).length,
    earlierMagi: (year) => priorMagi?.[year - plan.firstYear + 2] ?? ZERO,
  };
}
