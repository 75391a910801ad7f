import DataLoader from "dataloader";
import { isId } from "@wealthgraph/chassis/id";
import { loaderOf } from "@wealthgraph/chassis/loader";
import type { BaseContext } from "@wealthgraph/chassis/subgraph";
import { addYears, type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import type { Money } from "@wealthgraph/kernel/money";
import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import type { RowVerdict } from "../domain/importedRow.js";
import { viewerScope } from "../operations/access.js";
import type { StoredElection, StoredShortLot } from "../operations/holdingPorts.js";
import { LEDGER_CURRENCY } from "../operations/createAccount.js";
import type {
  Account,
  ChangeNews,
  Clock,
  Import,
  ImportNews,
  ImportRow,
  Market,
  PerformanceDay,
  Reversal,
  Slice,
  StoredLot,
  StoredMapping,
  StoredPosition,
  StoredTransaction,
  Unit,
  Work,
} from "../operations/ports.js";
import type { DayRange } from "../operations/performancePeriod.js";
import type { PartsPorts } from "../operations/portfolioParts.js";
import type { UploadGrantSigner } from "../operations/uploadGrant.js";
import { type DisposalLoaders, disposalLoaders } from "./disposalLoaders.js";

/** What lives as long as the process. */
export interface PortfoliosServices {
  readonly work: Work;
  readonly market: Market;
  readonly clock: Clock;
  readonly signer: UploadGrantSigner;
  readonly news: ImportNews;
  readonly changes: ChangeNews;
}

/** A page of a list below a parent. */
export interface PageKey {
  readonly parentId: string;
  readonly slice: Slice;
}

export interface RowsKey {
  readonly importId: string;
  readonly verdict: RowVerdict | null;
  readonly slice: Slice;
}

type ById<Entity> = DataLoader<string, Entity | null>;
type ListsById<Entity> = DataLoader<string, readonly Entity[]>;
type Pages<Entity> = DataLoader<PageKey, readonly Entity[], string>;

/** What lives for one request. Every loader is one statement for any number of keys. */
export interface PortfoliosContext extends BaseContext {
  readonly services: PortfoliosServices;
  readonly accountById: ById<Account>;
  readonly importById: ById<Import>;
  readonly transactionById: ById<StoredTransaction>;
  readonly positionById: ById<StoredPosition>;
  readonly lotById: ById<StoredLot>;
  readonly accountsByHousehold: ListsById<Account>;
  readonly openPositionsByHousehold: ListsById<StoredPosition>;
  readonly positionsByInstrument: ListsById<StoredPosition>;
  readonly lotsByPosition: ListsById<StoredLot>;
  readonly lotsByInstrument: ListsById<StoredLot>;
  readonly shortLotsByPosition: ListsById<StoredShortLot>;
  readonly lotMethodsByAccount: ListsById<StoredElection>;
  readonly importsByAccount: ListsById<Import>;
  readonly importMappingsByHousehold: ListsById<StoredMapping>;
  /** By transaction; null for those that count. */
  readonly reversalOf: ById<Reversal>;
  /** What was booked in the same step, by transaction. */
  readonly entryOfTransaction: DataLoader<string, readonly StoredTransaction[]>;
  readonly transactionsByEntry: ListsById<StoredTransaction>;
  readonly positionsOfAccount: Pages<StoredPosition>;
  readonly positionsOfHousehold: Pages<StoredPosition>;
  readonly transactionsOfAccount: Pages<StoredTransaction>;
  /** Reversed ones among them. */
  readonly historyOfAccount: Pages<StoredTransaction>;
  readonly cashByHousehold: DataLoader<string, Money>;
  readonly costByHousehold: DataLoader<string, Money>;
  readonly isWashSaleExempt: DataLoader<string, boolean>;
  readonly reinvestmentsByPosition: ListsById<CalendarDate>;
  /** Accounts, or households, that ask for the same range and page share a statement. */
  readonly disposals: DisposalLoaders;
  rowsOfImport(key: RowsKey): Promise<readonly ImportRow[]>;
  /** Accounts that ask for the same range share a statement. */
  daysOfAccount(this: void, id: string, range: DayRange): Promise<readonly PerformanceDay[]>;
}

export function createPortfoliosContext(
  base: BaseContext,
  services: PortfoliosServices,
): PortfoliosContext {
  const read: Read = (run) => services.work.within(viewerScope(base.viewer), run);
  const accountsByHousehold = listsOf(
    (ids) => read((unit) => unit.accounts.ofHouseholds(ids)),
    (account: Account) => account.householdId,
  );
  const openPositionsByHousehold = listsOf(
    (ids) => read((unit) => unit.holdings.positionsOfHouseholds(ids, null)),
    (position: StoredPosition) => position.householdId,
  );
  return {
    ...base,
    services,
    ...entityLoaders(read),
    ...pageLoaders(read),
    accountsByHousehold,
    openPositionsByHousehold,
    positionsByInstrument: listsOf(
      (ids) => read((unit) => unit.holdings.positionsOfInstruments(ids)),
      (position) => position.instrumentId,
    ),
    ...lotLoaders(read),
    importsByAccount: listsOf(
      (ids) => read((unit) => unit.imports.ofAccounts(ids)),
      (item) => item.accountId,
    ),
    importMappingsByHousehold: listsOf(
      (ids) => read((unit) => unit.mappings.ofHouseholds(ids)),
      (stored) => stored.householdId,
    ),
    ...historyLoaders(read),
    cashByHousehold: usdOf(async (id) =>
      (await accountsByHousehold.load(id)).map(({ cash }) => cash),
    ),
    costByHousehold: usdOf(async (id) =>
      (await openPositionsByHousehold.load(id)).map(({ cost }) => cost.amount),
    ),
    reinvestmentsByPosition: new DataLoader(async (ids) => {
      const today = dateOfInstant(services.clock(), "America/New_York");
      const since = addYears(today, -1);
      const days = await read((unit) => unit.ledger.reinvestments(ids.filter(isId), since));
      return ids.map((id) => days.get(id) ?? []);
    }),
    daysOfAccount: daysLoader(read),
    disposals: disposalLoaders(read, [...base.viewer.households.keys()]),
    rowsOfImport: ({ importId, verdict, slice }) =>
      read((unit) => unit.imports.rows(importId, verdict, slice)),
  };
}

type Read = <T>(run: (unit: Unit) => Promise<T>) => Promise<T>;

function entityLoaders(read: Read) {
  return {
    accountById: loaderOf((ids) => read((unit) => unit.accounts.byIds(ids.filter(isId)))),
    importById: loaderOf((ids) => read((unit) => unit.imports.byIds(ids.filter(isId)))),
    transactionById: loaderOf((ids) => read((unit) => unit.ledger.byIds(ids.filter(isId)))),
    positionById: loaderOf((ids) => read((unit) => unit.holdings.positionsByIds(ids.filter(isId)))),
    lotById: loaderOf((ids) => read((unit) => unit.holdings.lotsByIds(ids.filter(isId)))),
    isWashSaleExempt: new DataLoader<string, boolean>(async (ids) => {
      const exempt = await read((unit) => unit.ledger.washSaleExempt(ids));
      return ids.map((id) => exempt.has(id));
    }),
  };
}

function lotLoaders(read: Read) {
  return {
    lotsByPosition: listsOf(
      (ids) => read((unit) => unit.holdings.lotsOfPositions(ids)),
      (lot) => lot.positionId,
    ),
    lotsByInstrument: listsOf(
      (ids) => read((unit) => unit.holdings.lotsOfInstruments(ids)),
      (lot) => lot.instrumentId,
    ),
    shortLotsByPosition: listsOf(
      (ids) => read((unit) => unit.holdings.shortLotsOfPositions(ids)),
      (lot) => lot.positionId,
    ),
    lotMethodsByAccount: listsOf(
      (ids) => read((unit) => unit.lotMethods.ofAccounts(ids)),
      (election) => election.accountId,
    ),
  };
}

/** How transactions came to be and ceased to count. */
function historyLoaders(read: Read) {
  return {
    reversalOf: loaderOf((ids) => read((unit) => unit.history.reversalsOf(ids.filter(isId)))),
    entryOfTransaction: new DataLoader<string, readonly StoredTransaction[]>(async (ids) => {
      const entries = await read((unit) => unit.history.entriesOf(ids));
      return ids.map((id) => entries.get(id) ?? []);
    }),
    transactionsByEntry: listsOf(
      (ids) => read((unit) => unit.history.byEntries(ids)),
      (transaction) => transaction.entryId ?? "",
    ),
    historyOfAccount: pagesOf(
      (ids, slice) => read((unit) => unit.ledger.ofAccounts(ids, slice, true)),
      (transaction) => transaction.accountId,
    ),
  };
}

function pageLoaders(read: Read) {
  return {
    positionsOfAccount: pagesOf(
      (ids, slice) => read((unit) => unit.holdings.positionsOfAccounts(ids, slice)),
      (position) => position.accountId,
    ),
    positionsOfHousehold: pagesOf(
      (ids, slice) => read((unit) => unit.holdings.positionsOfHouseholds(ids, slice)),
      (position) => position.householdId,
    ),
    transactionsOfAccount: pagesOf(
      (ids, slice) => read((unit) => unit.ledger.ofAccounts(ids, slice)),
      (transaction) => transaction.accountId,
    ),
  };
}

/** Lists by parent: an empty one where the parent has none. */
function listsOf<Entity>(
  load: (parentIds: readonly string[]) => Promise<readonly Entity[]>,
  parentOf: (entity: Entity) => string,
): DataLoader<string, readonly Entity[]> {
  return new DataLoader(async (parentIds) => {
    const byParent = Map.groupBy(await load(parentIds), parentOf);
    return parentIds.map((id) => byParent.get(id) ?? []);
  });
}

/** Pages by parent; parents that ask for the same page share a statement. */
function pagesOf<Entity>(
  load: (parentIds: readonly string[], slice: Slice) => Promise<readonly Entity[]>,
  parentOf: (entity: Entity) => string,
): DataLoader<PageKey, readonly Entity[], string> {
  return new DataLoader(
    async (keys) => {
      const bySlice = Map.groupBy(keys, ({ slice }) => JSON.stringify(slice));
      const lists = new Map<PageKey, readonly Entity[]>();
      for (const group of bySlice.values()) {
        const [first] = group;
        if (!first) continue;
        const ids = group.map(({ parentId }) => parentId);
        const byParent = Map.groupBy(await load(ids, first.slice), parentOf);
        for (const key of group) lists.set(key, byParent.get(key.parentId) ?? []);
      }
      return keys.map((key) => lists.get(key) ?? []);
    },
    { cacheKeyFn: ({ parentId, slice }) => `${parentId} ${JSON.stringify(slice)}` },
  );
}

/** One loader a range: few are asked for in one request. */
function daysLoader(read: Read): PortfoliosContext["daysOfAccount"] {
  const loaders = new Map<string, ListLoader>();
  return (accountId, { from, to }) => {
    const key = `${from} ${to}`;
    let loader = loaders.get(key);
    if (!loader) {
      loader = new DataLoader(async (ids) => {
        const found = await read((unit) => unit.snapshots.performanceOfAccounts(ids, from, to));
        return ids.map((id) => found.get(id) ?? []);
      });
      loaders.set(key, loader);
    }
    return loader.load(accountId);
  };
}

type ListLoader = DataLoader<string, readonly PerformanceDay[]>;

/** What a calculation over the whole history needs. */
export function partsPorts({ services, viewer }: PortfoliosContext): PartsPorts {
  return { work: services.work, market: services.market, viewer, now: services.clock() };
}

/** A sum in USD by household. */
function usdOf(
  amounts: (householdId: string) => Promise<readonly Decimal[]>,
): DataLoader<string, Money> {
  return new DataLoader((ids) =>
    Promise.all(
      ids.map(async (id) => ({ amount: sum(await amounts(id)), currency: LEDGER_CURRENCY })),
    ),
  );
}
