import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { smaller } from "../exact.js";
import { jointLifeExpectancy, uniformLifetime } from "./lifeExpectancy.js";
import {
  dayOf,
  firstOfApril,
  firstYearInPlan,
  type PlanEmployment,
  requiredBeginning,
} from "./requiredBeginning.js";

/**
 * How the law groups accounts for distributions. IRA: traditional, rollover, SEP and SIMPLE IRAs.
 * PLAN_401K also for other qualified plans and governmental 457(b). ROTH: no lifetime distribution,
 * for Roth IRAs always, for designated Roth accounts in plans since 2024 (P.L. 117-328 §325).
 */
export type RmdAccountKind = "IRA" | "PLAN_403B" | "PLAN_401K" | "ROTH";

/** An account of one owner, not inherited. */
export interface OwnedAccount {
  readonly id: string;
  readonly kind: RmdAccountKind;
  readonly priorYearEndBalance: Decimal; // USD on 31 December before, rollovers under way included; >= 0
  readonly isSpouseSoleBeneficiary: boolean; // all year
  readonly employment: PlanEmployment | null; // of plans; null: no longer works there
}

/** The owner, and the spouse if any. */
export interface RmdOwner {
  readonly birthDate: CalendarDate;
  readonly spouseBirthDate: CalendarDate | null;
}

/** What one account contributes to the year's minimum. */
export interface AccountMinimum {
  readonly accountId: string;
  readonly table: "UNIFORM" | "JOINT" | null; // null: nothing is asked of this account
  readonly divisor: Decimal | null; // years
  readonly amount: Decimal; // USD, to the cent, up
}

/** Accounts whose minimum may be taken from any of them. */
export interface MinimumPool {
  readonly from: "IRAS" | "PLANS_403B" | "ONE_PLAN";
  readonly accountIds: readonly string[];
  readonly amount: Decimal; // USD
  readonly dueBy: CalendarDate; // 31 December; 1 April after it for a first year
}

/** The minimum of one owner in one year. */
export interface RequiredMinimum {
  readonly year: number;
  readonly accounts: readonly AccountMinimum[];
  readonly pools: readonly MinimumPool[]; // without those that ask for nothing
  readonly total: Decimal; // USD
}

/**
 * The required minimum distributions of one owner's accounts in one year.
 *
 * Balance of 31 December before, divided by the table's years at the age reached in the year.
 * IRAs may be pooled, so may 403(b) contracts; every 401(k) stands alone. Amounts are rounded up
 * to the cent: a cent less would be a shortfall.
 *
 * @throws {Refusal} BAD_INPUT for a negative balance or an age without a table
 * @see 26 USC 401(a)(9); Treas. Reg. 1.401(a)(9)-5, 1.408-8(e), 1.403(b)-6(e)(7)
 */
export function requiredMinimum(
  owner: RmdOwner,
  accounts: readonly OwnedAccount[],
  year: number,
): RequiredMinimum {
  const minimums = accounts.map((account) => minimumOf(owner, account, year));
  return {
    year,
    accounts: minimums,
    pools: poolsOf(owner, accounts, minimums, year),
    total: sum(minimums.map((m) => m.amount)),
  };
}

function minimumOf(owner: RmdOwner, account: OwnedAccount, year: number): AccountMinimum {
  const balance = account.priorYearEndBalance;
  if (balance.isNegative()) {
    throw new Refusal("BAD_INPUT", `A balance is not negative, that of ${account.id} is.`, {
      accountId: account.id,
      balanceUsd: balance.toFixed(),
    });
  }
  const first = firstYearOf(owner, account);
  if (first === null || year < first) {
    return { accountId: account.id, table: null, divisor: null, amount: ZERO };
  }
  const { table, divisor } = ownerDivisor(owner, account.isSpouseSoleBeneficiary, year);
  return { accountId: account.id, table, divisor, amount: upToCent(balance.div(divisor), balance) };
}

/** The first year with a minimum. @returns null when the account never asks, or not while its owner works */
export function firstYearOf(
  owner: RmdOwner,
  account: Pick<OwnedAccount, "kind" | "employment">,
): number | null {
  if (account.kind === "ROTH") return null;
  const isPlan = account.kind !== "IRA";
  return isPlan && account.employment
    ? firstYearInPlan(owner.birthDate, account.employment)
    : requiredBeginning(owner.birthDate).firstYear;
}

/**
 * The Joint table for a spouse who is sole beneficiary and more than 10 years younger, by the ages
 * reached in the year; the Uniform table for all others.
 *
 * @see Treas. Reg. 1.401(a)(9)-5(c)(2)
 */
export function ownerDivisor(
  owner: RmdOwner,
  isSpouseSoleBeneficiary: boolean,
  year: number,
): { readonly table: "UNIFORM" | "JOINT"; readonly divisor: Decimal } {
  const age = year - yearOf(owner.birthDate);
  const spouse = owner.spouseBirthDate && year - yearOf(owner.spouseBirthDate);
  if (isSpouseSoleBeneficiary && spouse !== null && age - spouse > 10) {
    return { table: "JOINT", divisor: jointLifeExpectancy(age, spouse) };
  }
  return { table: "UNIFORM", divisor: uniformLifetime(age) };
}

/** To the cent, up, but never over the balance. */
export function upToCent(amount: Decimal, balance: Decimal): Decimal {
  return smaller(amount.toDecimalPlaces(2, Decimal.ROUND_UP), balance);
}

function poolsOf(
  owner: RmdOwner,
  accounts: readonly OwnedAccount[],
  minimums: readonly AccountMinimum[],
  year: number,
): readonly MinimumPool[] {
  const pool = (from: MinimumPool["from"], members: readonly OwnedAccount[]): MinimumPool => {
    const accountIds = members.map((a) => a.id);
    const amount = sum(
      minimums.filter((m) => accountIds.includes(m.accountId)).map((m) => m.amount),
    );
    const isFirst = members.every((a) => firstYearOf(owner, a) === year);
    return {
      from,
      accountIds,
      amount,
      dueBy: isFirst ? firstOfApril(year + 1) : dayOf(year, 12, 31),
    };
  };
  const asking = accounts.filter((_, i) => minimums[i]?.table);
  const ofKind = (kind: RmdAccountKind) => asking.filter((a) => a.kind === kind);
  const pools = [
    pool("IRAS", ofKind("IRA")),
    pool("PLANS_403B", ofKind("PLAN_403B")),
    ...ofKind("PLAN_401K").map((account) => pool("ONE_PLAN", [account])),
  ];
  return pools.filter((p) => p.accountIds.length > 0);
}
