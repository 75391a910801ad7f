import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";

/** Kinds of accounts as portfolios names them, by the tax law that governs them. */
export const ACCOUNT_KINDS = [
  "TAXABLE",
  "JOINT_TAXABLE",
  "TRUST",
  "CUSTODIAL",
  "TRADITIONAL_IRA",
  "ROLLOVER_IRA",
  "INHERITED_IRA",
  "SEP_IRA",
  "SIMPLE_IRA",
  "ROTH_IRA",
  "TRADITIONAL_401K",
  "ROTH_401K",
  "TRADITIONAL_403B",
  "ROTH_403B",
  "GOVERNMENTAL_457B",
  "HSA",
  "EDUCATION_529",
  "COVERDELL",
] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** What an account was worth when a year ended. */
export interface YearEnd {
  readonly year: number;
  readonly value: Decimal; // USD
  readonly isEstimated: boolean; // a holding stood at its last trade price
}

export interface HeldAccount {
  readonly id: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly ownerId: string | null;
  readonly yearEnds: readonly YearEnd[];
}

export interface HouseholdMember {
  readonly id: string;
  readonly birthDate: CalendarDate | null;
}

/** People and accounts of a household, as users and portfolios have them. */
export interface RetirementHousehold {
  readonly members: readonly HouseholdMember[];
  readonly accounts: readonly HeldAccount[];
}

/** Traditional IRAs of one owner: they count as one for distributions, conversions and basis. */
export const isTraditionalIra = (kind: AccountKind): boolean =>
  kind === "TRADITIONAL_IRA" ||
  kind === "ROLLOVER_IRA" ||
  kind === "SEP_IRA" ||
  kind === "SIMPLE_IRA";

/** @throws {Refusal} BAD_INPUT, naming the first id that is not an account of the household */
export function requireAccounts(household: RetirementHousehold, ids: readonly string[]): void {
  const known = new Set(household.accounts.map((a) => a.id));
  const wrong = ids.find((id) => !known.has(id));
  if (wrong === undefined) return;
  throw new Refusal("BAD_INPUT", `${wrong} is not an account of this household.`, {
    accountId: wrong,
  });
}

/**
 * The birth date of a household's member.
 *
 * @throws {Refusal} BAD_INPUT for someone else, or when the date is not known
 */
export function birthDateOf(household: RetirementHousehold, personId: string): CalendarDate {
  const member = household.members.find((m) => m.id === personId);
  if (member?.birthDate) return member.birthDate;
  throw new Refusal(
    "BAD_INPUT",
    member
      ? `The birth date of ${personId} is not known: set it with updatePerson.`
      : `${personId} is not a person of this household.`,
    { personId },
  );
}
