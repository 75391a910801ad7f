import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { firstYearOf, type OwnedAccount, requiredMinimum } from "./requiredMinimum.js";

/** One owner's pooled traditional IRAs, or one plan, over years: nothing but the minimum is taken. */
export interface RmdPlan {
  readonly account?: Pick<OwnedAccount, "kind" | "employment">; // absent: IRAs
  readonly birthDate: CalendarDate;
  readonly spouseBirthDate: CalendarDate | null;
  readonly isSpouseSoleBeneficiary: boolean;
  readonly openingBalance: Decimal; // USD on 31 December before `firstYear`
  readonly firstYear: number;
  readonly lastYear: number;
  readonly growth: Decimal; // a year, as a fraction, > -1
  readonly paidAt: "START_OF_YEAR" | "END_OF_YEAR"; // before or after the year's growth
  readonly defersFirst: boolean; // the first one to 1 April of the next year, which then has two
}

/** One year of the projection. USD. */
export interface RmdYear {
  readonly year: number;
  readonly ageYears: number | null; // reached in the year; null for a beneficiary who is not a person
  readonly openingBalance: Decimal;
  readonly divisor: Decimal | null;
  readonly required: Decimal; // the year's minimum
  readonly deferredIn: Decimal; // the first year's, taken in this one by 1 April
  readonly paid: Decimal; // in this calendar year: what is taxed
  readonly growth: Decimal;
  readonly closingBalance: Decimal; // 31 December
}

/**
 * Minimums over years with growth. A deferred first distribution leaves the balance of
 * 31 December, which decides the second, unreduced (Treas. Reg. 1.401(a)(9)-5(b)(1)). A deferred
 * one is paid before the year's growth, by 1 April. Cents are rounded up for payments, growth is
 * exact.
 *
 * @throws {Refusal} BAD_INPUT when the years run backwards or growth loses everything
 */
export function projectRmds(plan: RmdPlan): readonly RmdYear[] {
  if (plan.lastYear < plan.firstYear || plan.growth.lte(-1)) {
    throw new Refusal("BAD_INPUT", "Years run forward, and growth is over -100 % a year.", {
      yearFirst: plan.firstYear,
      yearLast: plan.lastYear,
      growth: plan.growth.toFixed(),
    });
  }
  const years: RmdYear[] = [];
  let balance = plan.openingBalance;
  let waiting = ZERO;
  for (let year = plan.firstYear; year <= plan.lastYear; year += 1) {
    const made = projectYear(plan, year, balance, waiting);
    years.push(made.row);
    balance = made.row.closingBalance;
    waiting = made.deferredOut;
  }
  return years;
}

function projectYear(plan: RmdPlan, year: number, opening: Decimal, deferredIn: Decimal) {
  const account = plan.account ?? IRAS;
  const { total: required, divisor } = minimumOf(plan, account, year, opening);
  const isDeferred = plan.defersFirst && year === firstYearOf(plan, account);
  const own = isDeferred ? ZERO : required;
  const atStart = plan.paidAt === "START_OF_YEAR" ? own.plus(deferredIn) : deferredIn;
  const growth = opening.minus(atStart).times(plan.growth);
  const before = opening.plus(growth).minus(deferredIn);
  // after a year of heavy losses less than the minimum can be left
  const paidOwn = own.gt(before) ? before : own;
  const row: RmdYear = {
    year,
    ageYears: year - yearOf(plan.birthDate),
    openingBalance: opening,
    divisor,
    required,
    deferredIn,
    paid: paidOwn.plus(deferredIn),
    growth,
    closingBalance: before.minus(paidOwn),
  };
  return { row, deferredOut: isDeferred ? required : ZERO };
}

type ProjectedAccount = Pick<OwnedAccount, "kind" | "employment">;

const IRAS: ProjectedAccount = { kind: "IRA", employment: null };

function minimumOf(
  plan: RmdPlan,
  { kind, employment }: ProjectedAccount,
  year: number,
  opening: Decimal,
) {
  const { isSpouseSoleBeneficiary } = plan;
  const account = {
    id: kind,
    kind,
    employment,
    isSpouseSoleBeneficiary,
    priorYearEndBalance: opening,
  };
  const { total, accounts } = requiredMinimum(plan, [account], year);
  return { total, divisor: accounts[0]?.divisor ?? null };
}
