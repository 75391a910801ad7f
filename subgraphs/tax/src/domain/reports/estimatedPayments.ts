import { addDays, type CalendarDate, dayOfWeek } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { atLeastZero, smaller } from "../exact.js";
import type { FilingStatus } from "../filingStatus.js";
import { nextBusinessDay } from "../retirement/contributionDeadline.js";
import { dayOf } from "../retirement/requiredBeginning.js";

/** Shares of 26 USC 6654; amounts in USD, not indexed. */
const CURRENT_SHARE = new Decimal("0.90");
const PRIOR_SHARE = new Decimal("1.00");
const PRIOR_SHARE_HIGH_INCOME = new Decimal("1.10");
const HIGH_INCOME_OVER = new Decimal(150_000);
const HIGH_INCOME_OVER_SEPARATE = new Decimal(75_000);
const NONE_BELOW = new Decimal(1_000);
/** Of the tax on annualised income, by installment: Form 2210, Schedule AI. */
const ANNUALIZED_SHARES = ["0.225", "0.45", "0.675", "0.90"].map((share) => new Decimal(share));
const INSTALLMENTS = 4;

export interface EstimatedPaymentFacts {
  readonly year: number;
  readonly filingStatus: FilingStatus;
  readonly tax: Decimal; // of the year, less refundable credits; USD
  readonly withholding: Decimal; // of the year, USD, >= 0
  /** Of the year before; null: no return of twelve months, so that its harbour is not open. */
  readonly prior: { readonly tax: Decimal; readonly adjustedGrossIncome: Decimal } | null;
  readonly payments: readonly { readonly paidOn: CalendarDate; readonly amount: Decimal }[];
  /** Tax on the income of January to March, May, August and December, each annualised; null: even income. */
  readonly annualizedTax: readonly Decimal[] | null;
  readonly today: CalendarDate;
}

/** Which rule makes the required annual payment; NONE: nothing is required. */
export type SafeHarbor = "CURRENT_YEAR" | "PRIOR_YEAR" | "NONE";

export interface EstimatedInstallment {
  readonly number: number; // 1 to 4
  readonly dueOn: CalendarDate;
  readonly required: Decimal; // of this installment
  readonly withholding: Decimal; // a quarter of the year's
  readonly paid: Decimal; // of the payments, what came after the due date before and by this one
  readonly shortfall: Decimal; // what was missing, over all installments so far, on a due date that is past
  readonly toPay: Decimal; // by a due date to come, what was missed before included
}

export interface EstimatedPayments {
  readonly harbor: SafeHarbor;
  readonly currentYearHarbor: Decimal; // 90 % of this year's tax
  readonly priorYearHarbor: Decimal | null; // 100 or 110 % of last year's
  readonly requiredAnnualPayment: Decimal;
  readonly installments: readonly EstimatedInstallment[];
  readonly why: string;
  readonly notModelled: readonly string[];
}

const NOT_MODELLED = [
  "Farmers and fishermen (two thirds of the year's tax, one installment).",
  "The amount of the penalty (Form 2210, Part III) and its waivers.",
  "Withholding on the days it was in fact withheld: a quarter counts on each due date.",
  "Due dates that disaster relief moves; payments to states.",
];

/**
 * What a household must pay during a year so that no penalty for underpayment arises.
 *
 * @returns installments that, with withholding, reach the required annual payment
 * @throws {Refusal} BAD_INPUT for a negative amount, or annualised tax of other than four periods
 * @see 26 USC 6654; IRS Publication 505, chapter 2; Form 2210 and its Schedule AI
 */
export function estimatedPayments(facts: EstimatedPaymentFacts): EstimatedPayments {
  checkFacts(facts);
  const currentYearHarbor = atLeastZero(cent(facts.tax.times(CURRENT_SHARE)));
  const priorYearHarbor = facts.prior && priorHarbor(facts);
  const free = whyNothing(facts);
  const usesPrior = priorYearHarbor !== null && priorYearHarbor.lt(currentYearHarbor);
  const smallest = usesPrior ? priorYearHarbor : currentYearHarbor;
  const requiredAnnualPayment = free === null ? smallest : ZERO;
  const required = free === null ? requiredInstallments(facts, smallest) : noInstallments();
  return {
    harbor: free !== null ? "NONE" : usesPrior ? "PRIOR_YEAR" : "CURRENT_YEAR",
    currentYearHarbor,
    priorYearHarbor,
    requiredAnnualPayment,
    installments: paidInstallments(facts, required),
    why: free ?? (usesPrior ? priorWords(facts) : "90 % of this year's tax is the smaller amount."),
    notModelled: NOT_MODELLED,
  };
}

function whyNothing({ tax, withholding, prior }: EstimatedPaymentFacts): string | null {
  if (prior && prior.tax.lte(0)) return "Last year's return of twelve months had no tax.";
  if (tax.minus(withholding).gte(NONE_BELOW)) return null;
  return "Tax less withholding is under 1,000.";
}

function priorHarbor({ prior, filingStatus }: EstimatedPaymentFacts): Decimal {
  if (!prior) return ZERO;
  const isSeparate = filingStatus === "MARRIED_FILING_SEPARATELY";
  const over = isSeparate ? HIGH_INCOME_OVER_SEPARATE : HIGH_INCOME_OVER;
  const isHigh = prior.adjustedGrossIncome.gt(over);
  return atLeastZero(cent(prior.tax.times(isHigh ? PRIOR_SHARE_HIGH_INCOME : PRIOR_SHARE)));
}

const priorWords = (facts: EstimatedPaymentFacts): string =>
  priorHarbor(facts).gt(facts.prior?.tax ?? ZERO)
    ? "110 % of last year's tax is the smaller amount (last year's income was over the limit)."
    : "100 % of last year's tax is the smaller amount.";

/** A quarter each; with annualised income, less while income is late, and caught up after. */
function requiredInstallments(facts: EstimatedPaymentFacts, annual: Decimal): Decimal[] {
  const required: Decimal[] = [];
  for (let i = 0; i < INSTALLMENTS; i += 1) {
    const before = sum(required);
    const even = cent(annual.times(i + 1).div(INSTALLMENTS)).minus(before);
    const tax = facts.annualizedTax?.[i];
    const share = ANNUALIZED_SHARES[i] ?? CURRENT_SHARE;
    const annualized = tax ? atLeastZero(cent(tax.times(share)).minus(before)) : even;
    required.push(smaller(even, annualized));
  }
  return required;
}

const noInstallments = (): Decimal[] => Array.from({ length: INSTALLMENTS }, () => ZERO);

function paidInstallments(
  facts: EstimatedPaymentFacts,
  required: readonly Decimal[],
): EstimatedInstallment[] {
  const dueDates = estimatedDueDates(facts.year);
  const { payments, today } = facts;
  const paidBy = (day: CalendarDate) =>
    sum(payments.filter(({ paidOn }) => paidOn <= day).map(({ amount }) => amount));
  const paidInAll = sum(payments.map(({ amount }) => amount));
  let planned = ZERO;
  return dueDates.map((dueOn, i) => {
    const before = dueDates[i - 1];
    const requiredToDate = sum(required.slice(0, i + 1));
    const withheldToDate = cent(facts.withholding.times(i + 1).div(INSTALLMENTS));
    const isPast = dueOn < today;
    const missing = requiredToDate.minus(withheldToDate);
    const toPay = isPast ? ZERO : atLeastZero(missing.minus(paidInAll).minus(planned));
    planned = planned.plus(toPay);
    return {
      number: i + 1,
      dueOn,
      required: required[i] ?? ZERO,
      withholding: withheldToDate.minus(cent(facts.withholding.times(i).div(INSTALLMENTS))),
      paid: before ? paidBy(dueOn).minus(paidBy(before)) : paidBy(dueOn),
      shortfall: isPast ? atLeastZero(missing.minus(paidBy(dueOn))) : ZERO,
      toPay,
    };
  });
}

/**
 * The four days on which installments of a year are due: the 15th of April, June, September and of
 * January after it, or the next day that is no weekend and no holiday.
 *
 * @see 26 USC 6654(c)(2), 7503; 5 USC 6103
 */
export function estimatedDueDates(year: number): CalendarDate[] {
  const january = nextBusinessDay(dayOf(year + 1, 1, 15));
  return [
    nextBusinessDay(dayOf(year, 4, 15)),
    nextBusinessDay(dayOf(year, 6, 15)),
    nextBusinessDay(dayOf(year, 9, 15)),
    // Martin Luther King's birthday: the third Monday of January, the 15th at the earliest
    dayOfWeek(january) === 1 ? addDays(january, 1) : january,
  ];
}

function checkFacts({ withholding, payments, annualizedTax }: EstimatedPaymentFacts): void {
  if (withholding.isNegative() || payments.some(({ amount }) => amount.isNegative())) {
    throw new Refusal("BAD_INPUT", "withholding and payments are not negative", {});
  }
  if (annualizedTax && annualizedTax.length !== INSTALLMENTS) {
    throw new Refusal("BAD_INPUT", "annualized tax has four periods", {
      periodsAsked: annualizedTax.length,
    });
  }
}

const cent = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
