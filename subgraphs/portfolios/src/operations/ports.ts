import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import type { AccountKind, Broker } from "../domain/account.js";
import type { RowReason, RowVerdict } from "../domain/importedRow.js";
import type { ImportColumn, ImportMapping } from "../domain/importMapping.js";
import type { TransactionDraft } from "../domain/transaction.js";
import type { DisposalStore } from "./disposalPorts.js";
import type { HoldingStore, LotMethodStore } from "./holdingPorts.js";
import type { HistoryStore, LedgerStore } from "./ledgerPorts.js";

export type { HoldingStore, LotMethodStore, StoredLot, StoredPosition } from "./holdingPorts.js";
export type {
  HistoryStore,
  LedgerRequest,
  LedgerStore,
  Reversal,
  ReversalCause,
  StoredTransaction,
} from "./ledgerPorts.js";

/** An account as stored. Its ledger is kept in `currency`. */
export interface Account {
  readonly id: string;
  readonly householdId: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly broker: Broker | null;
  readonly ownerPersonId: string | null;
  readonly currency: string;
  /** Sum of the cash effects of all transactions; negative when borrowed. */
  readonly cash: Decimal;
  /** True when it may sell what it does not hold. */
  readonly allowsShort: boolean;
  readonly version: number;
  readonly createdAt: Date;
}

export const IMPORT_STATUSES = [
  "AWAITING_UPLOAD",
  "PARSING",
  "PREVIEW",
  "CONFIRMED",
  "UNDONE",
  "FAILED",
  "DISCARDED",
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export interface ImportCounts {
  /** Records of the file, header and legal text included. */
  readonly rowsTotal: number;
  readonly rowsNew: number;
  readonly rowsDuplicate: number;
  readonly rowsRejected: number;
  readonly rowsInformational: number;
}

/** One file on its way into one account. */
export interface Import extends ImportCounts {
  readonly id: string;
  readonly householdId: string;
  readonly accountId: string;
  readonly status: ImportStatus;
  readonly broker: Broker | null;
  readonly fileName: string;
  /** Of a file with several accounts, the broker's number of the one to import; null takes a file with one. */
  readonly sourceAccount: string | null;
  readonly progressPercent: number;
  /** Rejected rows that a confirmation passed over. */
  readonly rowsSkipped: number;
  readonly failure: { readonly code: RefusalCode; readonly message: string } | null;
  /** Of a file whose layout was unknown when it came; its bytes are kept while it may be mapped. */
  readonly columns: readonly ImportColumn[] | null;
  /** That it is read with; null when a broker's layout reads it. */
  readonly mapping: ImportMapping | null;
  readonly uploadExpiresAt: Date;
  readonly createdAt: Date;
  readonly version: number;
}

/** One record of the file with its verdict. */
export interface ImportRow {
  readonly line: number;
  /** 0 for what a record does first; a record of two transactions is two rows, 0 and 1. */
  readonly part: number;
  /** The record as it stands in the file. */
  readonly raw: string;
  readonly verdict: RowVerdict;
  readonly reason: RowReason | null;
  readonly note: string | null;
  /** null unless the verdict is NEW or DUPLICATE, or the row was understood before it was rejected */
  readonly draft: ImportDraft | null;
}

/** A draft with what the graph knows of it. */
export interface ImportDraft extends TransactionDraft {
  readonly occurrence: number;
  readonly settlementDate: CalendarDate;
  readonly instrumentId: string | null;
  /** As market-data classes the instrument, for example CRYPTO; null without an instrument. */
  readonly assetClass: string | null;
  /** Account currency per unit of the draft's currency on the trade date; 1 when they are the same. */
  readonly fxRate: Decimal;
}

/** Goes up when the way daily values are calculated changes; stored with each. Version 2 has flows. */
export const SNAPSHOT_CALCULATION = 2;

/** What moved on one day, in USD, each ≥ 0. */
export interface FlowTotals {
  /** Money and securities that came from outside. */
  readonly inflow: Decimal;
  /** Money and securities that left. */
  readonly outflow: Decimal;
  /** Fees and commissions that were paid. */
  readonly fees: Decimal;
}

/** An account at the end of one day, in USD. Transfers between own accounts are flows here. */
export interface AccountDay extends FlowTotals {
  readonly accountId: string;
  readonly value: Decimal;
  readonly cash: Decimal;
}

/** A day as performance reads it, of a household or of an account. */
export interface PerformanceDay extends FlowTotals {
  readonly day: CalendarDate;
  readonly value: Decimal;
  readonly isEstimated: boolean;
  /** How it was calculated; below the current one it has no flows. */
  readonly calculationVersion: number;
}

/** Values of a household at the end of one day, in USD. Transfers between own accounts are no flows. */
export interface Snapshot extends FlowTotals {
  readonly day: CalendarDate;
  /** Holdings and cash. */
  readonly value: Decimal;
  readonly cash: Decimal;
  /** Adjusted cost, as known when it was calculated, of the units held that day. */
  readonly cost: Decimal;
  /** True when a holding was valued at its last trade price, because no market price was known. */
  readonly isEstimated: boolean;
  /** Accounts that have had a transaction; their values and cash sum to the household's. */
  readonly accounts: readonly AccountDay[];
}

/** A slice of a list in its order: at most `first` after the key `after`. */
export interface Slice {
  readonly first: number;
  readonly after: readonly (string | number)[] | null;
}

export interface AccountStore {
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Account>>;
  /** In order of creation. */
  ofHouseholds(householdIds: readonly string[]): Promise<readonly Account[]>;
  add(account: Account, createdBy: string): Promise<void>;
  /** @returns false when `version` is no longer the stored one */
  update(account: Account): Promise<boolean>;
  setCash(cash: ReadonlyMap<string, Decimal>): Promise<void>;
}

export interface ImportStore {
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Import>>;
  /** Newest first, at most 100 an account. */
  ofAccounts(accountIds: readonly string[]): Promise<readonly Import[]>;
  add(item: Import, createdBy: string): Promise<void>;
  /** Saves status, broker, progress, counts, failure, columns and mapping. @returns false when `version` is no longer the stored one */
  update(item: Import): Promise<boolean>;
  /** Takes the right to upload; one caller gets it. @returns false when it is taken or the import does not wait for a file */
  claimUpload(importId: string): Promise<boolean>;
  /** Gives the right back and forgets what was sent. */
  releaseUpload(importId: string): Promise<void>;
  addChunk(importId: string, index: number, bytes: Uint8Array): Promise<void>;
  chunk(importId: string, index: number): Promise<Uint8Array | null>;
  /** Bytes of the stored file. */
  uploadedBytes(importId: string): Promise<number>;
  removeChunks(importId: string): Promise<void>;
  /** Forgets the files of imports whose upload address expired long ago; those that wait for one become DISCARDED. */
  discardStale(accountId: string, expiredBefore: Date): Promise<void>;
  addRows(item: Import, rows: readonly ImportRow[]): Promise<void>;
  removeRows(importId: string): Promise<void>;
  /** In order of lines. @param verdict all when null */
  rows(importId: string, verdict: RowVerdict | null, slice: Slice): Promise<readonly ImportRow[]>;
  /** Rows of the account's previews and confirmed imports that are not booked, newest import first, at most 1,000. */
  openRows(accountId: string): Promise<readonly OpenImportRow[]>;
  /** Rejects what was NEW of these lines. @returns how many rows that were */
  rejectRows(importId: string, reasons: ReadonlyMap<number, RowReason>): Promise<number>;
}

/** A row of a file that is not booked: rejected and passed over, or of a preview. */
export interface OpenImportRow {
  readonly importId: string;
  readonly row: ImportRow;
}

/** A mapping that a household keeps for the next file with the same columns. */
export interface StoredMapping {
  readonly id: string;
  readonly householdId: string;
  readonly mapping: ImportMapping;
}

export interface MappingStore {
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredMapping>>;
  /** In order of their names. */
  ofHouseholds(householdIds: readonly string[]): Promise<readonly StoredMapping[]>;
  /** Takes the place of the household's mapping for the same columns. */
  put(stored: StoredMapping, createdBy: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface SnapshotStore {
  /** Replaces the household's snapshots from `from` on. */
  replaceFrom(
    householdId: string,
    from: CalendarDate,
    snapshots: readonly Snapshot[],
  ): Promise<void>;
  /** In order of days, both ends included. */
  between(
    householdId: string,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly Omit<Snapshot, "accounts" | keyof FlowTotals>[]>;
  /** True when a stored day comes from an older way of calculating. */
  isOutdated(householdId: string): Promise<boolean>;
  /** The last day before `from`, when there is one, and the days until `to`. */
  performanceOfHousehold(
    householdId: string,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly PerformanceDay[]>;
  /** As `performanceOfHousehold`, by account; accounts without a day are left out. */
  performanceOfAccounts(
    accountIds: readonly string[],
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<ReadonlyMap<string, readonly PerformanceDay[]>>;
}

/** Why a portfolio changed, as consumers of the event `portfolio.changed` read it; SUBSCRIBED opens a subscription. */
export type ChangeReason =
  | "SUBSCRIBED"
  | "ACCOUNT_CREATED"
  | "ACCOUNT_UPDATED"
  | "IMPORT_CONFIRMED"
  | "IMPORT_UNDONE"
  | "TRANSACTION_ADDED"
  | "TRANSACTION_REVERSED"
  | "TRANSACTION_CORRECTED"
  | "TRANSACTION_RESTORED"
  | "LOTS_IDENTIFIED"
  | "LOT_METHOD_SET"
  | "HOLDINGS_RECOMPUTED"
  | "SNAPSHOTS_TAKEN";

/** An import to parse. */
export interface ParseJob {
  readonly householdId: string;
  readonly importId: string;
}

/** What one transaction can touch. */
export interface Unit {
  readonly accounts: AccountStore;
  readonly imports: ImportStore;
  readonly mappings: MappingStore;
  readonly ledger: LedgerStore;
  readonly history: HistoryStore;
  readonly holdings: HoldingStore;
  readonly lotMethods: LotMethodStore;
  readonly disposals: DisposalStore;
  readonly snapshots: SnapshotStore;
  /** Event `portfolio.changed`, told if and only if the transaction commits. */
  portfolioChanged(householdId: string, reason: ChangeReason): Promise<void>;
  enqueueParse(job: ParseJob): Promise<void>;
  enqueueSnapshots(householdId: string, from: CalendarDate | null): Promise<void>;
}

export interface Scope {
  readonly householdIds: readonly string[];
  readonly userId?: string | null;
}

/** Opens transactions. */
export interface Work {
  /** Runs `run` in one transaction that sees the households of `scope` and no others. */
  within<T>(scope: Scope, run: (unit: Unit) => Promise<T>): Promise<T>;
  /** Imports that are being parsed and have not moved for so long. */
  stalledImports(seconds: number): Promise<readonly ParseJob[]>;
  /** Households with an account whose disposals are of an older calculation, or of none. */
  householdsWithOutdatedDisposals(): Promise<readonly string[]>;
  /** Every household that has an account. */
  householdIds(): Promise<readonly string[]>;
}

/** An instrument as market-data tells it. */
export interface InstrumentFacts {
  readonly id: string;
  readonly symbol: string;
  readonly currency: string;
  readonly assetClass: string;
  /** Of a company; null for funds, and when it is not known */
  readonly sector?: string | null;
}

/** Levels of one instrument whose ratio is its total return, in its currency, as columns of equal length. */
export interface LevelColumns {
  readonly dates: readonly CalendarDate[];
  readonly levels: readonly number[];
}

/** Daily closes of one instrument, raw (not adjusted for splits or dividends), as columns of equal length. */
export interface CloseColumns {
  readonly instrumentId: string;
  readonly currency: string;
  readonly dates: readonly CalendarDate[];
  readonly closes: readonly Decimal[];
}

/** Rates of one currency into another by day, as columns of equal length. */
export interface RateColumns {
  readonly dates: readonly CalendarDate[];
  readonly rates: readonly Decimal[];
}

/** What the household's service asks the graph. */
export interface Market {
  /** @returns what is known, by the symbol as asked */
  instruments(
    householdId: string,
    symbols: readonly string[],
  ): Promise<ReadonlyMap<string, InstrumentFacts>>;
  closes(
    householdId: string,
    instruments: ReadonlyMap<string, string>,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly CloseColumns[]>;
  /** @returns by instrument, those that have prices in the range */
  totalReturns(
    householdId: string,
    instrumentIds: readonly string[],
    range: { readonly from: CalendarDate; readonly to: CalendarDate },
  ): Promise<ReadonlyMap<string, LevelColumns>>;
  /** @returns for each day, the rate known on it; null when none is */
  rates(
    householdId: string,
    pair: { readonly base: string; readonly quote: string },
    days: readonly CalendarDate[],
  ): Promise<ReadonlyMap<CalendarDate, Decimal>>;
}

/** Tells listeners, at once and at most once, that an import moved; they read the state themselves. */
export interface ImportNews {
  importMoved(importId: string): Promise<void>;
  /** Active when it resolves: what moves from then on is heard. */
  importMoves(importId: string): Promise<AsyncIterator<unknown>>;
}

export interface PortfolioChanged {
  readonly reason: ChangeReason;
  readonly at: Date;
}

/** Committed changes of portfolios, each at least once. */
export interface ChangeNews {
  /** Active when it resolves: what is committed from then on is heard. */
  portfolioChanges(householdId: string): Promise<AsyncIterableIterator<PortfolioChanged>>;
}

export type Clock = () => Date;
