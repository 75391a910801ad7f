import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import type { LotChoice, LotMethod } from "./lotMethod.js";

/**
 * What a transaction does. A reinvested dividend is two transactions: DIVIDEND, and REINVESTMENT, or
 * BUY as most brokers report it. A short-term capital gain distribution is a DIVIDEND (Form
 * 1099-DIV, box 1a). A currency conversion is two FX_CONVERSION, one of each currency.
 */
export const TRANSACTION_KINDS = [
  "BUY",
  "SELL",
  "DIVIDEND",
  "CAPITAL_GAIN_DISTRIBUTION",
  "INTEREST",
  "FEE",
  "TAX",
  "WITHHOLDING",
  "DEPOSIT",
  "WITHDRAWAL",
  "SPLIT",
  "STOCK_DIVIDEND",
  "TRANSFER_IN",
  "TRANSFER_OUT",
  "CASH_IN_LIEU",
  "RETURN_OF_CAPITAL",
  "REINVESTMENT",
  "FX_CONVERSION",
  "SHORT",
  "COVER",
  "SPIN_OFF",
  "MERGER",
  "SYMBOL_CHANGE",
] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** The security that a corporate action gives. */
export interface ReceivedSecurity {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly assetClass: string | null;
  /** > 0; null for as many as are held. */
  readonly units: Decimal | null;
  /** Of a SPIN_OFF: share of the cost that goes with it, between 0 and 1. */
  readonly basisShare: Decimal | null;
  /** Of a MERGER with cash: market value of a unit. */
  readonly price: Decimal | null;
}

/** What some transactions say beside units and amount. */
export interface TransactionTerms {
  /** Units that leave the purchases they name; they sum to the sale's. */
  readonly lots?: readonly LotChoice[];
  /** Method of this sale alone. */
  readonly lotMethod?: LotMethod;
  readonly received?: ReceivedSecurity;
}

/** What one row of a broker's file says, before it belongs to an account. */
export interface TransactionDraft {
  readonly kind: TransactionKind;
  /** Decides lots, holding periods and the tax year; the effective date where the broker gives two. */
  readonly tradeDate: CalendarDate;
  /** HH:MM:SS as the broker wrote it, when it did. Orders equal kinds within a day, nothing else. */
  readonly tradeTime: string | null;
  /** As the broker wrote it; null when it did not: see `settlementDate`. */
  readonly settlementDate: CalendarDate | null;
  /** The broker's ticker; inert text, not yet looked up. */
  readonly symbol: string | null;
  readonly isin: string | null;
  /**
   * Units moved, always > 0: the kind says in which direction. Exception: SPLIT holds the units
   * added, which are negative for a reverse split. Null for kinds that move cash only.
   */
  readonly units: Decimal | null;
  /** Per unit, before fees, > 0; null when the broker gives none. */
  readonly price: Decimal | null;
  /** Signed effect on the account's cash, fees and taxes included; 0 when only units move. */
  readonly amount: Decimal;
  /** Part of `amount` that is fees and commissions; ≥ 0 unless the broker gives a rebate. */
  readonly fees: Decimal;
  readonly currency: Currency;
  /** The broker's action and description; inert text. */
  readonly description: string;
  /** Account number inside a file that holds several accounts. */
  readonly sourceAccount: string | null;
  /** What makes this row the same row in another file: see `contentKeyOf`. */
  readonly contentKey: string;
  /** True when the broker numbers its rows: then an equal key in one file is the same row again. */
  readonly hasBrokerId: boolean;
}

/** A draft that was given to an account. Never changed after it is written. */
export interface Transaction extends Omit<
  TransactionDraft,
  "settlementDate" | "isin" | "sourceAccount" | "hasBrokerId"
> {
  readonly id: string;
  readonly accountId: string;
  /** Opaque and equal for equal securities; null when the kind has no security. */
  readonly instrumentId: string | null;
  readonly settlementDate: CalendarDate;
  /** 1 for the first row with this content in its file, 2 for the second … */
  readonly occurrence: number;
  /** What was booked by hand in one step shares it; null or absent for rows of a file. */
  readonly entryId?: string | null;
  readonly terms?: TransactionTerms | null;
}

/** A transaction that moves units: its security and its units are there. */
export interface UnitTransaction extends Transaction {
  readonly instrumentId: string;
  readonly units: Decimal;
}
