import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { AccountKind, Broker } from "../domain/account.js";
import type { RealizedGain, Term } from "../domain/realizedGain.js";
import type { Slice } from "./ports.js";

/** A realized gain as stored, with what a tax form needs to know of its account and instrument. */
export interface StoredDisposal extends RealizedGain {
  readonly id: string;
  readonly householdId: string;
  readonly symbol: string;
  /** As market-data classes the instrument; null when it never did. */
  readonly assetClass: string | null;
  readonly accountKind: AccountKind;
  /** Of the account, as stored with it. */
  readonly broker: Broker | null;
}

/** Goes up when the way realized gains are calculated or stored changes; kept with each household's. */
export const DISPOSAL_CALCULATION = 1;

/** Which disposals: by day of disposal, both ends included. */
export interface DisposalRange {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Disposals of one kind of account, term and knowledge of cost, added up. */
export interface DisposalSum {
  readonly accountKind: AccountKind;
  readonly term: Term;
  readonly isCostKnown: boolean;
  readonly count: number;
  readonly proceeds: Decimal;
  readonly cost: Decimal;
  readonly disallowedLoss: Decimal;
  readonly permanentLoss: Decimal;
}

export interface DisposalStore {
  /**
   * Replaces disposals of the household. All of them are then of `DISPOSAL_CALCULATION`.
   *
   * @param instruments whose disposals these are; all when null
   */
  replace(
    householdId: string,
    disposals: Iterable<StoredDisposal>,
    instruments: readonly string[] | null,
  ): Promise<void>;
  /** Exact sums by kind of account, term and knowledge of cost. */
  totals(householdId: string, range: DisposalRange): Promise<readonly DisposalSum[]>;
  /** Those of the households that have transactions, and no disposals of the current calculation. */
  outdated(householdIds: readonly string[]): Promise<readonly string[]>;
  /** By day of disposal, oldest first; up to `first` for each household. */
  ofHouseholds(
    householdIds: readonly string[],
    range: DisposalRange,
    slice: Slice,
  ): Promise<readonly StoredDisposal[]>;
  /** By day of disposal, oldest first; up to `first` for each account. */
  ofAccounts(
    accountIds: readonly string[],
    range: DisposalRange,
    slice: Slice,
  ): Promise<readonly StoredDisposal[]>;
}
