import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { atLeastZero, excessOver, larger } from "../exact.js";
import { type InheritedRule, type Inheritance, inheritedRule } from "./inheritedRule.js";
import { singleLifeExpectancy, uniformLifetime } from "./lifeExpectancy.js";
import { requiredBeginning } from "./requiredBeginning.js";
import { ownerDivisor, type RmdOwner, upToCent } from "./requiredMinimum.js";

/** What an inherited account must pay in one year. */
export interface InheritedMinimum {
  readonly year: number;
  readonly divisor: Decimal | null; // years; null where no table decides
  readonly amount: Decimal; // USD; the whole balance in the last year
  readonly mustEmpty: boolean;
  readonly isWaived: boolean; // annual amounts of 2021 to 2024 under the ten-year rule
}

/** Notices 2021 to 2024: nobody owes the excise on the ten-year rule's annual amounts of these years. */
const WAIVED_THROUGH = 2024;

/**
 * The minimum of an inherited account in a year after the owner's death.
 *
 * @param priorYearEndBalance USD, >= 0
 * @throws {Refusal} BAD_INPUT for the year of death or before, a death before 2020, a negative balance
 * @see 26 USC 401(a)(9)(B), (E), (H); Treas. Reg. 1.401(a)(9)-3, -5 (T.D. 10001)
 */
export function inheritedMinimum(
  inheritance: Inheritance,
  year: number,
  priorYearEndBalance: Decimal,
): InheritedMinimum {
  const died = yearOf(inheritance.ownerDeathDate);
  if (year <= died || priorYearEndBalance.isNegative()) {
    throw new Refusal(
      "BAD_INPUT",
      "A beneficiary's minimum is asked for a year after the death, of a balance that is not negative.",
      { yearAsked: year, yearOfDeath: died, balanceUsd: priorYearEndBalance.toFixed() },
    );
  }
  const rule = inheritedRule(inheritance);
  if (rule.emptyBy !== null && year >= rule.emptyBy) {
    const amount = priorYearEndBalance;
    return { year, divisor: null, amount, mustEmpty: true, isWaived: false };
  }
  const divisor = annualDivisor(inheritance, rule, year);
  if (divisor === null) {
    return { year, divisor, amount: ZERO, mustEmpty: false, isWaived: false };
  }
  if (divisor.lte(1)) {
    return { year, divisor, amount: priorYearEndBalance, mustEmpty: true, isWaived: false };
  }
  const isWaived = rule.kind === "TEN_YEARS_AND_ANNUAL" && year <= WAIVED_THROUGH;
  const amount = isWaived ? ZERO : upToCent(priorYearEndBalance.div(divisor), priorYearEndBalance);
  return { year, divisor, amount, mustEmpty: false, isWaived };
}

/** @returns null when the year asks for nothing; 0 and less when the years have run out */
function annualDivisor(
  inheritance: Inheritance,
  rule: InheritedRule,
  year: number,
): Decimal | null {
  if (rule.annualFrom === null || year < rule.annualFrom) return null;
  const beneficiary = beneficiaryYears(inheritance, year);
  const owner = rule.isAfterBeginning ? ownerYears(inheritance, year) : null;
  if (beneficiary === null) return owner;
  // an older beneficiary's own years end the account, even when the owner's last longer (-5(e)(5))
  return owner === null || beneficiary.lte(1) ? beneficiary : larger(beneficiary, owner);
}

/**
 * A spouse looks the age up anew each year, others once, in the year after death, less one a year.
 * Since 2024 a spouse has the Uniform table (P.L. 117-328 §327), by default before the owner's
 * required beginning date and else by election; here from 72 on, where it is carried.
 */
function beneficiaryYears({ beneficiary, ownerDeathDate }: Inheritance, year: number) {
  if (beneficiary.kind === "NOT_AN_INDIVIDUAL") return null;
  const born = yearOf(beneficiary.birthDate);
  if (beneficiary.kind === "SPOUSE") {
    const age = year - born;
    return age >= 72 && year >= 2024 ? uniformLifetime(age) : singleLifeExpectancy(age);
  }
  const first = yearOf(ownerDeathDate) + 1;
  return singleLifeExpectancy(first - born).minus(year - first);
}

/** The owner's own expectancy in the year of death, less one a year. */
function ownerYears({ ownerBirthDate, ownerDeathDate }: Inheritance, year: number): Decimal {
  const died = yearOf(ownerDeathDate);
  return singleLifeExpectancy(died - yearOf(ownerBirthDate)).minus(year - died);
}

/** The owner's own minimum of the year of death, as far as the owner did not take it. */
export interface YearOfDeathMinimum {
  readonly required: Decimal; // USD, of the owner's last year
  readonly leftToBeneficiary: Decimal; // USD
  readonly waivedIfTakenBy: CalendarDate; // 31 December of the year after; the beneficiary's own filing date, with extensions, when later
}

/**
 * The minimum of the year of death is the owner's, and falls to the beneficiary as far as it was
 * not taken. A death before the required beginning date asks for nothing.
 *
 * @see Treas. Reg. 1.401(a)(9)-5(a)(4), 54.4974-1(g)(3)
 */
export function yearOfDeathMinimum(
  owner: RmdOwner & { readonly deathDate: CalendarDate },
  account: {
    readonly priorYearEndBalance: Decimal;
    readonly isSpouseSoleBeneficiary: boolean;
    readonly takenByOwner: Decimal;
  },
): YearOfDeathMinimum {
  const died = yearOf(owner.deathDate);
  const { beginningDate } = requiredBeginning(owner.birthDate);
  const balance = atLeastZero(account.priorYearEndBalance);
  const required =
    owner.deathDate < beginningDate
      ? ZERO
      : upToCent(
          balance.div(ownerDivisor(owner, account.isSpouseSoleBeneficiary, died).divisor),
          balance,
        );
  return {
    required,
    leftToBeneficiary: excessOver(required, account.takenByOwner),
    waivedIfTakenBy: `${died + 1}-12-31` as CalendarDate,
  };
}
