import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { InstrumentLink } from "../domain/relatedInstruments.js";
import type { Transaction } from "../domain/transaction.js";
import type { Slice } from "./ports.js";

/** A transaction as stored: amounts in `currency` as the broker wrote them. */
export interface StoredTransaction extends Transaction {
  readonly householdId: string;
  /** The file it came from, or that the row it corrects came from; null when it was entered by hand. */
  readonly importId: string | null;
  readonly line: number | null;
  /** The transaction whose place it takes. */
  readonly correctsId?: string | null;
  /** The reversed transaction that it books again. */
  readonly restoresId?: string | null;
  readonly assetClass: string | null;
  /** Account currency per unit of `currency` on the trade date. */
  readonly fxRate: Decimal;
  readonly accountCurrency: string;
}

export const REVERSAL_CAUSES = ["IMPORT_UNDONE", "REVERSED", "CORRECTED", "RESTORED"] as const;
export type ReversalCause = (typeof REVERSAL_CAUSES)[number];

/** Why a transaction no longer counts. */
export interface Reversal {
  readonly householdId: string;
  readonly transactionId: string;
  readonly cause: ReversalCause;
  /** In the words of who took it back. */
  readonly reason: string | null;
  /** What was booked in its place, in the same step. */
  readonly entryId: string | null;
  readonly reversedAt: Date;
}

/** A request that was answered: the same key again gets the same entry. */
export interface LedgerRequest {
  readonly householdId: string;
  readonly idempotencyKey: string;
  readonly requestHash: string;
  readonly entryId: string;
}

export interface LedgerStore {
  /** Holds every other change of the household's ledger until this transaction ends. */
  lock(householdId: string): Promise<void>;
  /** True when the household ever traded or held the instrument. */
  hasInstrument(householdId: string, instrumentId: string): Promise<boolean>;
  /**
   * Content keys with their occurrence of the rows the account took from files that were not undone:
   * a row that was reversed or corrected by hand does not come back with its file.
   */
  identities(accountId: string): Promise<ReadonlySet<string>>;
  append(transactions: readonly StoredTransaction[]): Promise<void>;
  /** Takes all transactions of an import back. @returns how many */
  reverse(importId: string, householdId: string): Promise<number>;
  /**
   * What counts: everything appended and not reversed, in no particular order.
   *
   * @param instruments of these securities alone; all, and what has no security, when null
   */
  ofHousehold(
    householdId: string,
    instruments?: readonly string[] | null,
  ): Promise<readonly StoredTransaction[]>;
  /** Changes with every change of the household's ledger, and never comes back to what it was. */
  revision(householdId: string): Promise<string>;
  /** Securities that corporate actions which count turned into one another. */
  instrumentLinks(householdId: string): Promise<readonly InstrumentLink[]>;
  /** Of every account: the sum of the amounts that count, in its own currency. */
  cash(householdId: string): Promise<ReadonlyMap<string, Decimal>>;
  /** Reversed ones too. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredTransaction>>;
  /** Which of the instruments are neither stock nor security, so that the wash-sale rule does not apply. */
  washSaleExempt(instrumentIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Newest first; up to `first` for each account; reversed ones only when asked for. */
  ofAccounts(
    accountIds: readonly string[],
    slice: Slice,
    includeReversed?: boolean,
  ): Promise<readonly StoredTransaction[]>;
  /** Dividends, distributions, interest and withholding by trade date, both ends included, oldest first. */
  incomeOf(
    householdId: string,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly StoredTransaction[]>;
  /** Asset class of each instrument, as market-data told it with the latest transaction. */
  assetClasses(instrumentIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Days from `since` on which a dividend bought more of the position, ascending: a purchase of 60 to
   * 100 % of a dividend of the same security and account of that day or the three before (tax may
   * have been withheld). Positions without are left out.
   */
  reinvestments(
    positionIds: readonly string[],
    since: CalendarDate,
  ): Promise<ReadonlyMap<string, readonly CalendarDate[]>>;
}

/** How transactions came to be, what took their place, and which requests were answered. */
export interface HistoryStore {
  /** Takes transactions back, each with its cause. They counted until now. */
  addReversals(
    reversals: readonly Omit<Reversal, "reversedAt">[],
    reversedBy: string,
  ): Promise<void>;
  /** By transaction; absent for those that count. */
  reversalsOf(transactionIds: readonly string[]): Promise<ReadonlyMap<string, Reversal>>;
  /** What was booked in the same step as each transaction, itself included, by its id. */
  entriesOf(
    transactionIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly StoredTransaction[]>>;
  /** All transactions of these entries, counting or not. */
  byEntries(entryIds: readonly string[]): Promise<readonly StoredTransaction[]>;
  /** Those that count and book one of these again. */
  restorationsOf(transactionIds: readonly string[]): Promise<readonly StoredTransaction[]>;
  request(householdId: string, idempotencyKey: string): Promise<LedgerRequest | null>;
  addRequest(request: LedgerRequest, createdBy: string): Promise<void>;
}
