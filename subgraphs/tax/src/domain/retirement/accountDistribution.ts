import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { AccountKind, HeldAccount } from "./householdAccounts.js";
import { inheritedMinimum, yearOfDeathMinimum } from "./inheritedAccount.js";
import { type Beneficiary, type Inheritance, inheritedRule } from "./inheritedRule.js";
import { projectInherited } from "./inheritedProjection.js";
import type { PlanEmployment } from "./requiredBeginning.js";
import {
  type AccountMinimum,
  firstYearOf,
  type OwnedAccount,
  type RmdAccountKind,
  type RmdOwner,
} from "./requiredMinimum.js";
import { projectRmds, type RmdYear } from "./rmdProjection.js";

/** Whom an account was inherited from; its owner now is the beneficiary. */
export interface StatedInheritance {
  readonly ownerBirthDate: CalendarDate;
  readonly ownerDeathDate: CalendarDate;
  readonly beneficiary: Beneficiary["kind"];
  readonly isRoth: boolean; // a Roth account, whatever its kind here
  readonly electsTenYears: boolean;
}

/** What the ledger does not know of an account. USD, >= 0. */
export interface StatedAccount {
  readonly accountId: string;
  readonly priorYearEndBalance: Decimal | null; // instead of the stored one
  readonly soleBeneficiarySpouseId: string | null; // the spouse, when sole beneficiary all year
  readonly employment: PlanEmployment | null; // of plans; null: no longer works there
  readonly inheritance: StatedInheritance | null;
  readonly taken: Decimal; // of the year's minimum so far, gifts from the IRA included
}

/** How an account is taken on into the years to come. */
export interface GrowthAssumption {
  readonly years: number; // 1 to 60
  readonly growth: Decimal; // a year, as a fraction
  readonly paidAt: "START_OF_YEAR" | "END_OF_YEAR";
  readonly defersFirst: boolean; // an owner's first minimum to 1 April after it
}

/** What one account must pay in a year, or why nothing, or why that is not known. */
export interface AccountDistribution {
  readonly accountId: string;
  readonly kind: AccountKind;
  readonly ownerId: string | null;
  readonly rule: "OWNER" | "INHERITED" | "NONE" | "UNKNOWN";
  readonly reason: string | null; // of NONE and UNKNOWN
  readonly balance: Decimal | null; // USD on 31 December before
  readonly balanceSource: "STATED" | "STORED" | "ESTIMATED" | null;
  readonly firstYear: number | null; // with a minimum; null: never, or not while the owner works
  readonly table: "UNIFORM" | "JOINT" | "BENEFICIARY" | null;
  readonly divisor: Decimal | null; // years
  readonly amount: Decimal | null; // USD; null: not known
  readonly emptyBy: number | null; // of inherited accounts: the year at whose end nothing is left
  readonly years: readonly RmdYear[]; // with growth; none where it is not asked for
}

/** An account with what was stated of it, its owner's birth date and the balance that counts. */
export interface DistributionCase {
  readonly account: HeldAccount;
  readonly stated: StatedAccount;
  readonly birthDate: CalendarDate | null; // of the owner
  readonly owner: RmdOwner | null; // null without a birth date
  readonly balance: Pick<AccountDistribution, "balance" | "balanceSource">;
  readonly year: number;
  readonly projection: GrowthAssumption | null;
}

/** Kinds with distributions in their owner's life, by how the law groups them. */
const RMD_KINDS: Partial<Record<AccountKind, RmdAccountKind>> = {
  TRADITIONAL_IRA: "IRA",
  ROLLOVER_IRA: "IRA",
  SEP_IRA: "IRA",
  SIMPLE_IRA: "IRA",
  TRADITIONAL_401K: "PLAN_401K",
  GOVERNMENTAL_457B: "PLAN_401K",
  TRADITIONAL_403B: "PLAN_403B",
};

/** @returns null for accounts of which the law asks nothing while their owner lives */
export const rmdKindOf = (kind: AccountKind): RmdAccountKind | null => RMD_KINDS[kind] ?? null;

/** The case's account as `requiredMinimum` takes it; null when it is not one of an owner. */
export function ownedAccountOf({
  account,
  stated,
  balance,
}: DistributionCase): OwnedAccount | null {
  const kind = rmdKindOf(account.kind);
  if (kind === null || stated.inheritance) return null;
  return {
    id: account.id,
    kind,
    priorYearEndBalance: balance.balance ?? ZERO,
    isSpouseSoleBeneficiary: stated.soleBeneficiarySpouseId !== null,
    employment: stated.employment,
  };
}

const blank = ({ account, balance }: DistributionCase) => ({
  accountId: account.id,
  kind: account.kind,
  ownerId: account.ownerId,
  ...balance,
  firstYear: null,
  table: null,
  divisor: null,
  amount: ZERO,
  emptyBy: null,
  years: [],
});

const unknown = (of: DistributionCase, reason: string): AccountDistribution => ({
  ...blank(of),
  rule: "UNKNOWN",
  amount: null,
  reason,
});

const none = (of: DistributionCase, reason: string): AccountDistribution => ({
  ...blank(of),
  rule: "NONE",
  reason,
});

/**
 * What one account must pay.
 *
 * @param minimum the account's part of its owner's `requiredMinimum`; null when it is not one of an owner
 * @throws {Refusal} BAD_INPUT for an inheritance that cannot be, a negative balance, an age without a table
 */
export function accountDistribution(
  of: DistributionCase,
  minimum: AccountMinimum | null,
): AccountDistribution {
  const { account, stated } = of;
  if (stated.inheritance) return inherited(of, stated.inheritance);
  if (account.kind === "INHERITED_IRA") {
    return unknown(of, "Whom it was inherited from, and when, is not stated.");
  }
  if (account.kind.startsWith("ROTH")) {
    return none(of, "Roth accounts ask for nothing while their owner lives.");
  }
  const owned = ownedAccountOf(of);
  if (!owned) return none(of, "Accounts of this kind have no minimum.");
  if (!of.owner) {
    return unknown(
      of,
      account.ownerId ? "The owner's birth date is not known." : "It has no owner.",
    );
  }
  return fromOwner(of, of.owner, owned, minimum);
}

function fromOwner(
  of: DistributionCase,
  owner: RmdOwner,
  owned: OwnedAccount,
  minimum: AccountMinimum | null,
): AccountDistribution {
  const firstYear = firstYearOf(owner, owned);
  const isAsked = firstYear !== null && of.year >= firstYear;
  if (of.balance.balance === null) {
    if (isAsked) return { ...unknown(of, MISSING(of.year)), firstYear };
    return { ...none(of, "Its first year is still to come."), firstYear };
  }
  const years = of.projection ? ownerYears(of, owner, owned, of.projection) : [];
  if (!isAsked || !minimum) {
    const reason =
      firstYear === null
        ? "Its owner still works for the plan's employer."
        : "Its first year is still to come.";
    return { ...none(of, reason), firstYear, years };
  }
  const { table, divisor, amount } = minimum;
  return { ...blank(of), rule: "OWNER", reason: null, firstYear, table, divisor, amount, years };
}

const MISSING = (year: number) =>
  `The balance of 31 December ${year - 1} is neither stored nor stated.`;

function ownerYears(
  { year, balance, stated }: DistributionCase,
  owner: RmdOwner,
  owned: OwnedAccount,
  { years, ...assumption }: GrowthAssumption,
): readonly RmdYear[] {
  return projectRmds({
    ...owner,
    ...assumption,
    account: owned,
    isSpouseSoleBeneficiary: stated.soleBeneficiarySpouseId !== null,
    openingBalance: balance.balance ?? ZERO,
    firstYear: year,
    lastYear: year + years - 1,
  });
}

function inherited(of: DistributionCase, stated: StatedInheritance): AccountDistribution {
  const { birthDate, year } = of;
  const isPerson = stated.beneficiary !== "NOT_AN_INDIVIDUAL";
  if (isPerson && !birthDate) return unknown(of, "The beneficiary's birth date is not known.");
  const inheritance: Inheritance = {
    ownerBirthDate: stated.ownerBirthDate,
    ownerDeathDate: stated.ownerDeathDate,
    isRoth: stated.isRoth || of.account.kind.startsWith("ROTH"),
    electsTenYears: stated.electsTenYears,
    beneficiary: beneficiaryOf(stated.beneficiary, birthDate),
  };
  const { emptyBy, annualFrom } = inheritedRule(inheritance);
  const firstYear = annualFrom ?? emptyBy;
  const { balance } = of.balance;
  if (balance === null) return { ...unknown(of, MISSING(year)), emptyBy, firstYear };
  const shared = { ...blank(of), rule: "INHERITED" as const, reason: null, emptyBy, firstYear };
  if (year <= yearOf(stated.ownerDeathDate)) {
    return { ...shared, ...lastOfOwner(of, inheritance, balance) };
  }
  const { divisor, amount, isWaived } = inheritedMinimum(inheritance, year, balance);
  return {
    ...shared,
    reason: isWaived ? "Annual amounts under the ten-year rule are waived through 2024." : null,
    table: divisor === null ? null : "BENEFICIARY",
    divisor,
    amount,
    years: of.projection ? inheritedYears(of, inheritance, of.projection) : [],
  };
}

function beneficiaryOf(kind: Beneficiary["kind"], birthDate: CalendarDate | null): Beneficiary {
  return kind === "NOT_AN_INDIVIDUAL" || !birthDate
    ? { kind: "NOT_AN_INDIVIDUAL" }
    : { kind, birthDate };
}

/** The year of death: the owner's own minimum, which falls to the beneficiary. */
function lastOfOwner({ birthDate, year }: DistributionCase, of: Inheritance, balance: Decimal) {
  const isSpouse = of.beneficiary.kind === "SPOUSE";
  const isOfThatYear = year === yearOf(of.ownerDeathDate) && !of.isRoth;
  const { required } = yearOfDeathMinimum(
    {
      birthDate: of.ownerBirthDate,
      spouseBirthDate: isSpouse ? birthDate : null,
      deathDate: of.ownerDeathDate,
    },
    { priorYearEndBalance: balance, isSpouseSoleBeneficiary: isSpouse, takenByOwner: ZERO },
  );
  return {
    amount: isOfThatYear ? required : ZERO,
    reason: isOfThatYear
      ? "The owner's own minimum of the year of death falls to the beneficiary."
      : "Nothing is asked of a beneficiary before the owner's death.",
  };
}

function inheritedYears(
  { birthDate, year, balance }: DistributionCase,
  inheritance: Inheritance,
  { years, growth, paidAt }: GrowthAssumption,
): readonly RmdYear[] {
  return projectInherited(inheritance, {
    beneficiaryBirthDate: birthDate,
    openingBalance: balance.balance ?? ZERO,
    firstYear: year,
    lastYear: year + years - 1,
    growth,
    paidAt,
  });
}
