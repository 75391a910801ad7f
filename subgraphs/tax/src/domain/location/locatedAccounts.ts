import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { TaxTreatment } from "../harvest.js";
import { termOf } from "../holdingPeriod.js";
import type { LocatedAccount, LocatedHolding, LocatedLot } from "./locationInput.js";

interface Amount {
  readonly amount: Decimal;
  readonly currency: string;
}

/** An account as it stands in the books. */
export interface BookedAccount {
  readonly id: string;
  readonly name: string;
  readonly taxTreatment: TaxTreatment;
  readonly cash: Amount;
}

/** An open position as it stands in the books. */
export interface BookedPosition {
  readonly accountId: string;
  readonly symbol: string;
  readonly assetClass: string;
  readonly units: Decimal;
  readonly marketValue: Amount | null; // USD
  readonly lots: readonly {
    readonly units: Decimal;
    readonly acquiredOn: CalendarDate;
    readonly isCostKnown: boolean;
    readonly cost: Amount;
  }[];
}

/** The accounts of a plan, and what could not be taken into it, in whole sentences. */
export interface LocatedHousehold {
  readonly accounts: readonly LocatedAccount[];
  readonly leftOut: readonly string[];
}

const CASH = "CASH";

/**
 * A household's books as a plan takes them: positions at today's value under their asset class, cash
 * as an asset of its own. What has no value, and education accounts, stay out and are named.
 *
 * @throws {Refusal} NO_FX_RATE for cash, or the cost of a taxable lot, that is not in USD
 */
export function locatedAccounts(
  accounts: readonly BookedAccount[],
  positions: readonly BookedPosition[],
  today: CalendarDate,
): LocatedHousehold {
  const leftOut: string[] = [];
  const located = accounts.flatMap(({ id, name, taxTreatment, cash }): LocatedAccount[] => {
    if (taxTreatment === "EDUCATION") {
      leftOut.push(`${name} is an education account and stays as it is.`);
      return [];
    }
    const isTaxable = taxTreatment === "TAXABLE";
    const own = positions.filter((p) => p.accountId === id);
    const holdings = own.flatMap((position) => {
      const why = unfit(position);
      if (why === null) return [holdingOf(position, isTaxable, today)];
      leftOut.push(`${position.symbol} in ${name} ${why}.`);
      return [];
    });
    const unknown = isTaxable ? own.filter((p) => p.lots.some((l) => !l.isCostKnown)) : [];
    for (const { symbol } of unknown) {
      leftOut.push(`The cost of ${symbol} in ${name} is not known and counts as 0: all is gain.`);
    }
    const money = dollars(cash, `The cash of ${name}`);
    if (money < 0) leftOut.push(`${name} owes ${(-money).toFixed(2)} USD of margin, not counted.`);
    if (money > 0) holdings.push(cashOf(money, isTaxable));
    return [{ id, name, treatment: taxTreatment, holdings }];
  });
  return { accounts: located, leftOut };
}

function unfit({ marketValue, units }: BookedPosition): string | null {
  if (units.lte(0)) return "is short and stays as it is";
  if (!marketValue) return "has no quote and stays as it is";
  return marketValue.amount.gt(0) ? null : "is worth nothing";
}

function holdingOf(
  position: BookedPosition,
  isTaxable: boolean,
  today: CalendarDate,
): LocatedHolding {
  const { symbol, assetClass, units, marketValue } = position;
  const value = marketValue ? dollars(marketValue, symbol) : 0;
  const lots = isTaxable
    ? position.lots.map((lot): LocatedLot => ({
        value: lot.units.times(value).div(units).toNumber(),
        cost: lot.isCostKnown ? Math.max(0, dollars(lot.cost, `The cost of ${symbol}`)) : 0,
        isLongTerm: termOf(lot.acquiredOn, today) === "LONG",
      }))
    : [];
  return { assetId: assetClass, label: symbol, value, lots };
}

const cashOf = (value: number, isTaxable: boolean): LocatedHolding => ({
  assetId: CASH,
  label: "cash",
  value,
  lots: isTaxable ? [{ value, cost: value, isLongTerm: true }] : [],
});

function dollars({ amount, currency }: Amount, of: string): number {
  if (currency === "USD") return amount.toNumber();
  throw new Refusal("NO_FX_RATE", `${of} is in ${currency}; the plan needs it in USD.`, {
    currency,
  });
}
