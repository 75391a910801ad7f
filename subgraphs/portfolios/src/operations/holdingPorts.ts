import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Money } from "@wealthgraph/kernel/money";
import type { AccountKind } from "../domain/account.js";
import type { Lot } from "../domain/lot.js";
import type { LotMethodElection } from "../domain/lotMethod.js";
import type { ShortLot } from "../domain/shortLot.js";
import type { Slice } from "./ports.js";

export interface StoredPosition {
  readonly id: string;
  readonly householdId: string;
  readonly accountId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  /** Below 0 when more is short than held. */
  readonly units: Decimal;
  /** Of the lots, less the proceeds of the short lots. */
  readonly cost: Money;
}

export interface StoredLot extends Lot {
  readonly id: string;
  readonly householdId: string;
  readonly positionId: string;
  readonly accountKind: AccountKind;
}

/** What of a short lot is kept; a replay knows the rest. */
export interface StoredShortLot extends Omit<
  ShortLot,
  "sequence" | "longHeldUnits" | "restartUnits" | "isReplacement"
> {
  readonly id: string;
  readonly householdId: string;
  readonly positionId: string;
}

export interface StoredHoldings {
  readonly positions: readonly StoredPosition[];
  /** Each position's in FIFO order. */
  readonly lots: Iterable<StoredLot>;
  /** Each position's in order of opening. */
  readonly shorts: readonly StoredShortLot[];
}

export interface HoldingStore {
  /**
   * Replaces positions, lots and short lots of the household.
   *
   * @param instruments whose these are; all when null
   */
  replace(
    householdId: string,
    holdings: StoredHoldings,
    instruments: readonly string[] | null,
  ): Promise<void>;
  positionsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredPosition>>;
  /** By symbol; up to `first` for each account. */
  positionsOfAccounts(
    accountIds: readonly string[],
    slice: Slice,
  ): Promise<readonly StoredPosition[]>;
  /** By symbol; up to `first` for each household. @param slice all when null */
  positionsOfHouseholds(
    householdIds: readonly string[],
    slice: Slice | null,
  ): Promise<readonly StoredPosition[]>;
  positionsOfInstruments(instrumentIds: readonly string[]): Promise<readonly StoredPosition[]>;
  lotsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredLot>>;
  /** In FIFO order. */
  lotsOfPositions(positionIds: readonly string[]): Promise<readonly StoredLot[]>;
  /** In FIFO order. */
  lotsOfInstruments(instrumentIds: readonly string[]): Promise<readonly StoredLot[]>;
  /** In order of opening. */
  shortLotsOfPositions(positionIds: readonly string[]): Promise<readonly StoredShortLot[]>;
}

/** A standing instruction as stored. */
export interface StoredElection extends LotMethodElection {
  readonly householdId: string;
  /** Of the instrument, when it was given. */
  readonly symbol: string | null;
}

/** Standing instructions for sales: added, never changed. */
export interface LotMethodStore {
  /** In the order in which they were given. */
  ofHousehold(householdId: string): Promise<readonly StoredElection[]>;
  /** In the order in which they were given. */
  ofAccounts(accountIds: readonly string[]): Promise<readonly StoredElection[]>;
  add(election: StoredElection, createdBy: string): Promise<void>;
  /** How many booked disposals without an instruction of their own would follow it. */
  salesFollowing(election: StoredElection): Promise<number>;
  /** True when a dividend of the instrument was reinvested in the account. */
  isReinvested(accountId: string, instrumentId: string): Promise<boolean>;
}
