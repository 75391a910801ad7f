import { type CalendarDate, addDays, addYears, yearOf } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import type { Lot } from "./lot.js";
import type { Transaction } from "./transaction.js";

export type Term = "SHORT" | "LONG";

/** Units of one lot that left it for money. A sale of three lots gives three. */
export interface RealizedGain {
  readonly source: "SALE" | "CASH_IN_LIEU" | "RETURN_OF_CAPITAL" | "SHORT_SALE" | "MERGER";
  readonly transactionId: string;
  readonly accountId: string;
  readonly instrumentId: string;
  readonly lotKey: string;
  readonly purchaseId: string;
  /** 0 when cash came without units leaving: a return of capital above cost, cash in lieu. */
  readonly units: Decimal;
  /** After sale fees. */
  readonly proceeds: Decimal;
  /** Adjusted cost of `units`. */
  readonly cost: Decimal;
  /** `proceeds` - `cost`, before the wash-sale rule. */
  readonly gain: Decimal;
  /** ≥ 0. Recognised gain = `gain` + `disallowedLoss`. */
  readonly disallowedLoss: Decimal;
  /** Part of `disallowedLoss` that no lot's cost received, because the replacement is sheltered. */
  readonly permanentLoss: Decimal;
  /** Units of a loss that were replaced. */
  readonly replacedUnits: Decimal;
  /** Trade date of the purchase. */
  readonly purchasedOn: CalendarDate;
  /** Start of the holding period: `purchasedOn`, moved back by wash-sale tacking. */
  readonly acquiredOn: CalendarDate;
  readonly disposedOn: CalendarDate;
  readonly term: Term;
  /** False when the units came from elsewhere without their cost: `cost` and `gain` are then assumptions. */
  readonly isCostKnown: boolean;
  readonly currency: Currency;
}

/**
 * First day on which a sale is long-term: the holding period starts the day after acquisition, and
 * must be more than one year.
 *
 * A period that starts on 29 February is one year long at the end of the next 28 February, so it is
 * long from 1 March.
 *
 * @see 26 U.S.C. 1222; Rev. Rul. 66-7
 */
export function longTermFrom(acquiredOn: CalendarDate): CalendarDate {
  const start = addDays(acquiredOn, 1);
  const anniversary = addYears(start, 1);
  return start.endsWith("-02-29") ? addDays(anniversary, 1) : anniversary;
}

/** Most sales are decided by the years alone; only the next year needs the day. */
export function termOf(acquiredOn: CalendarDate, disposedOn: CalendarDate): Term {
  const years = yearOf(disposedOn) - yearOf(acquiredOn);
  if (years !== 1) return years > 1 ? "LONG" : "SHORT";
  return disposedOn >= longTermFrom(acquiredOn) ? "LONG" : "SHORT";
}

/** The gain of a part of a lot that left for `proceeds`; without a lot, all of it is gain. */
export function realizedGain(
  transaction: Transaction & { readonly instrumentId: string },
  lot: Lot | null,
  part: {
    readonly source: RealizedGain["source"];
    readonly units: Decimal;
    readonly proceeds: Decimal;
  },
): RealizedGain {
  const cost = part.units.isZero() || !lot ? ZERO : lot.cost;
  const { key, purchaseId, purchasedOn, acquiredOn, isCostKnown } = lot ?? {
    key: transaction.id,
    purchaseId: transaction.id,
    purchasedOn: transaction.tradeDate,
    acquiredOn: transaction.tradeDate,
    isCostKnown: false,
  };
  return {
    ...part,
    transactionId: transaction.id,
    accountId: transaction.accountId,
    instrumentId: transaction.instrumentId,
    lotKey: key,
    purchaseId,
    cost,
    gain: part.proceeds.minus(cost),
    disallowedLoss: ZERO,
    permanentLoss: ZERO,
    replacedUnits: ZERO,
    purchasedOn,
    acquiredOn,
    disposedOn: transaction.tradeDate,
    term: termOf(acquiredOn, transaction.tradeDate),
    isCostKnown,
    currency: transaction.currency,
  };
}
