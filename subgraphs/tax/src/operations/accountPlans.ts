import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { yearOf } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type AccountRoom, accountRoom } from "../domain/retirement/accountRoom.js";
import type { HeldAccount, HouseholdMember } from "../domain/retirement/householdAccounts.js";
import {
  seppPayment,
  type SeppPayment,
  type SeppPlan,
} from "../domain/retirement/substantiallyEqualPayments.js";

/** An account among the people of its household, as the router brings them. */
export interface AccountOf {
  readonly householdId: string;
  readonly account: HeldAccount;
  readonly members: readonly HouseholdMember[];
}

const birthDateOf = ({ account, members }: AccountOf) =>
  members.find((m) => m.id === account.ownerId)?.birthDate ?? null;

/** @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, BAD_INPUT, CONTRIBUTION_OVER_LIMIT */
export function accountRoomOf(
  viewer: Viewer,
  of: AccountOf,
  year: number,
  amounts: { readonly contributed: Decimal; readonly planned: Decimal },
): AccountRoom {
  requireHousehold(viewer, of.householdId, "read");
  return accountRoom({ kind: of.account.kind, birthDate: birthDateOf(of) }, year, amounts);
}

/**
 * The series of payments by each method.
 *
 * @param stated.balance USD; null: the stored value of the end of the year before
 * @throws {Refusal} NOT_FOUND; BAD_INPUT as `seppPayment`, for an owner without a birth date, a balance that is neither
 *   stored nor stated, or an account that is none for retirement
 */
export function seriesOf(
  viewer: Viewer,
  of: AccountOf,
  stated: Omit<SeppPlan, "birthDate" | "balance"> & { readonly balance: Decimal | null },
): readonly SeppPayment[] {
  requireHousehold(viewer, of.householdId, "read");
  const { account } = of;
  const birthDate = birthDateOf(of);
  const before = yearOf(stated.firstPaymentOn) - 1;
  const balance = stated.balance ?? account.yearEnds.find((end) => end.year === before)?.value;
  if (!birthDate || !balance || !isForSeries(account)) {
    throw new Refusal(
      "BAD_INPUT",
      "A series pays from an IRA or a plan with a balance to an owner whose birth date is known.",
      {
        kind: account.kind,
        isBirthDateKnown: birthDate !== null,
        isBalanceKnown: Boolean(balance),
      },
    );
  }
  const plan: SeppPlan = { ...stated, birthDate, balance };
  return (["REQUIRED_MINIMUM", "FIXED_AMORTIZATION", "FIXED_ANNUITIZATION"] as const)
    .map((method) => seppPayment(plan, method))
    .map((payment) => ({ ...payment, divisor: payment.divisor.toDecimalPlaces(6) }));
}

const isForSeries = ({ kind }: HeldAccount): boolean =>
  kind !== "INHERITED_IRA" && /_(IRA|401K|403B)$/.test(kind);
