import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import {
  addDays,
  addMonths,
  type CalendarDate,
  dateOfInstant,
} from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { HouseholdLedger } from "../domain/householdLedger.js";
import { ordered } from "../domain/replayOrder.js";
import { viewerScope } from "./access.js";
import type { Work } from "./ports.js";
import { inAccountCurrency, ledgerAccounts, replayOptionsFor } from "./saveHoldings.js";

/** A payment that is to be expected, in USD. */
export interface ExpectedIncome {
  readonly on: CalendarDate;
  readonly accountId: string;
  readonly instrumentId: string;
  /** Gross; an estimate */
  readonly amount: Decimal;
  /** Held now */
  readonly units: Decimal;
  /** Paid for one unit a year before */
  readonly perUnit: Decimal;
  /** Day of that payment */
  readonly basedOn: CalendarDate;
}

export interface IncomeCalendar {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly payments: readonly ExpectedIncome[];
  readonly total: Decimal;
  readonly assumptions: readonly string[];
}

const ASSUMPTIONS = [
  "Each dividend of the last twelve months is expected again a year later, at the same amount a unit, on the units held now: an estimate, not an announcement.",
  "Distributions of capital gains and special dividends do not repeat reliably: distributions are left out.",
  "Gross of withholding and fees; positions bought after the last payment show their first payment only when one was received.",
];
const PLACES = 12;

/** What the next twelve months are likely to pay. */
export async function incomeCalendar(
  work: Work,
  viewer: Viewer,
  householdId: string,
  now: Date,
): Promise<IncomeCalendar> {
  requireHousehold(viewer, householdId, "read");
  const today = dateOfInstant(now, "America/New_York");
  const yearAgo = addMonths(today, -12);
  const { accounts, transactions, lotMethods } = await work.within(
    viewerScope(viewer),
    async (unit) => ({
      accounts: await unit.accounts.ofHouseholds([householdId]),
      transactions: await unit.ledger.ofHousehold(householdId),
      lotMethods: await unit.lotMethods.ofHousehold(householdId),
    }),
  );
  const ledger = new HouseholdLedger(
    ledgerAccounts(accounts),
    replayOptionsFor(transactions, lotMethods),
  );
  const unitsOf = (accountId: string, instrumentId: string) =>
    sum(ledger.lotsOf(accountId, instrumentId).map(({ units }) => units));
  const paid: Omit<ExpectedIncome, "amount" | "units">[] = [];
  for (const event of ordered(transactions.map(inAccountCurrency))) {
    const { kind, accountId, instrumentId, amount, fees, tradeDate } = event.transaction;
    if (kind === "DIVIDEND" && instrumentId !== null && tradeDate > yearAgo) {
      const held = unitsOf(accountId, instrumentId);
      if (held.gt(0)) {
        const perUnit = amount.plus(fees).div(held).toDecimalPlaces(PLACES);
        paid.push({
          on: nextYear(tradeDate),
          accountId,
          instrumentId,
          perUnit,
          basedOn: tradeDate,
        });
      }
    }
    ledger.apply(event);
  }
  const payments = paid
    .map((one) => {
      const units = unitsOf(one.accountId, one.instrumentId);
      return { ...one, units, amount: one.perUnit.times(units) };
    })
    .filter(({ amount, on }) => amount.gt(0) && on > today)
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  return {
    from: addDays(today, 1),
    to: addMonths(today, 12),
    payments,
    total: payments.reduce((all, { amount }) => all.plus(amount), ZERO),
    assumptions: ASSUMPTIONS,
  };
}

const nextYear = (day: CalendarDate): CalendarDate => addMonths(day, 12);
