import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { ExportKind, ExportRequest } from "./exportRequest.js";
import type {
  Account,
  Scope,
  Slice,
  StoredLot,
  StoredPosition,
  StoredTransaction,
  Work,
} from "./ports.js";
import { statementRows, STATEMENT_COLUMNS } from "./statement.js";

/** A cell; null where nothing is known. */
export type Cell = string | null;

/** Records of one kind with their column names. */
export interface ExportSection {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
}

/** Rows read in one statement. */
const ROWS_AT_ONCE = 1_000;

/** Every figure that a transaction has: nothing is lost between this and the ledger. */
export const TRANSACTION_COLUMNS = [
  "id",
  "accountId",
  "accountName",
  "importId",
  "line",
  "kind",
  "tradeDate",
  "tradeTime",
  "settlementDate",
  "symbol",
  "instrumentId",
  "assetClass",
  "units",
  "price",
  "amount",
  "fees",
  "currency",
  "fxRate",
  "accountCurrency",
  "description",
  "contentKey",
  "occurrence",
  "entryId",
  "correctsId",
  "restoresId",
  "terms",
] as const;

const POSITION_COLUMNS = [
  "id",
  "accountId",
  "accountName",
  "instrumentId",
  "symbol",
  "units",
  "cost",
  "currency",
];

const LOT_COLUMNS = [
  "id",
  "accountId",
  "accountName",
  "positionId",
  "instrumentId",
  "purchasedOn",
  "acquiredOn",
  "units",
  "cost",
  "disallowedLoss",
  "currency",
  "isCostKnown",
];

const ACCOUNT_COLUMNS = ["id", "name", "kind", "broker", "currency", "cash"];

interface Source {
  readonly work: Work;
  readonly scope: Scope;
  readonly request: ExportRequest;
  readonly accounts: readonly Account[];
}

const SECTIONS: Readonly<Record<string, (source: Source) => ExportSection>> = {
  account: (source) => section("account", ACCOUNT_COLUMNS, accountRows(source)),
  transaction: (source) => section("transaction", TRANSACTION_COLUMNS, transactionRows(source)),
  position: (source) => section("position", POSITION_COLUMNS, positionRows(source)),
  lot: (source) => section("lot", LOT_COLUMNS, lotRows(source)),
  statement: (source) =>
    section(
      "statement",
      STATEMENT_COLUMNS,
      statementRows(source.work, source.scope, source.request),
    ),
};

const OF_KIND: Readonly<Record<ExportKind, readonly string[]>> = {
  TRANSACTIONS: ["transaction"],
  POSITIONS: ["position"],
  LOTS: ["lot"],
  STATEMENT: ["statement"],
  EVERYTHING: ["account", "transaction", "position", "lot", "statement"],
};

/** The sections of an export, each read as it is written. */
export async function exportSections(work: Work, request: ExportRequest): Promise<ExportSection[]> {
  const { householdId } = request;
  const scope: Scope = { householdIds: [householdId] };
  const accounts = await work.within(scope, (unit) => unit.accounts.ofHouseholds([householdId]));
  return OF_KIND[request.kind].flatMap((name) => {
    const made = SECTIONS[name]?.({ work, scope, request, accounts });
    return made ?? [];
  });
}

function section(
  name: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): ExportSection {
  return { name, columns, rows };
}

const plain = (value: Decimal | null): Cell => value?.toFixed() ?? null;

async function* accountRows({ accounts }: Source): AsyncGenerator<readonly Cell[]> {
  for (const { id, name, kind, broker, currency, cash } of await Promise.resolve(accounts)) {
    yield [id, name, kind, broker, currency, plain(cash)];
  }
}

/** By account, newest first; a page in each statement. */
async function* transactionRows(source: Source): AsyncGenerator<readonly Cell[]> {
  const { from, to } = source.request;
  for (const account of source.accounts) {
    const read = (slice: Slice) =>
      source.work.within(source.scope, (unit) => unit.ledger.ofAccounts([account.id], slice));
    for await (const t of paged(read, (last) => [last.tradeDate, last.id])) {
      if (t.tradeDate < from) break;
      if (t.tradeDate <= to) yield cellsOf(t, account);
    }
  }
}

function cellsOf(t: StoredTransaction, account: Account): readonly Cell[] {
  const cells: Readonly<Record<(typeof TRANSACTION_COLUMNS)[number], Cell>> = {
    id: t.id,
    accountId: t.accountId,
    accountName: account.name,
    importId: t.importId,
    line: t.line === null ? null : `${t.line}`,
    kind: t.kind,
    tradeDate: t.tradeDate,
    tradeTime: t.tradeTime,
    settlementDate: t.settlementDate,
    symbol: t.symbol,
    instrumentId: t.instrumentId,
    assetClass: t.assetClass,
    units: plain(t.units),
    price: plain(t.price),
    amount: plain(t.amount),
    fees: plain(t.fees),
    currency: t.currency,
    fxRate: plain(t.fxRate),
    accountCurrency: t.accountCurrency,
    description: t.description,
    contentKey: t.contentKey,
    occurrence: `${t.occurrence}`,
    entryId: t.entryId ?? null,
    correctsId: t.correctsId ?? null,
    restoresId: t.restoresId ?? null,
    terms: t.terms ? JSON.stringify(t.terms) : null,
  };
  return TRANSACTION_COLUMNS.map((name) => cells[name]);
}

async function* positions(source: Source): AsyncGenerator<StoredPosition> {
  const { householdId } = source.request;
  const read = (slice: Slice) =>
    source.work.within(source.scope, (unit) =>
      unit.holdings.positionsOfHouseholds([householdId], slice),
    );
  yield* paged(read, (last) => [last.symbol, last.id]);
}

async function* positionRows(source: Source): AsyncGenerator<readonly Cell[]> {
  const names = namesOf(source);
  for await (const p of positions(source)) {
    const { amount, currency } = p.cost;
    const named = [p.id, p.accountId, names(p.accountId), p.instrumentId, p.symbol];
    yield named.concat(p.units.toFixed(), amount.toFixed(), currency);
  }
}

async function* lotRows(source: Source): AsyncGenerator<readonly Cell[]> {
  const names = namesOf(source);
  let ids: string[] = [];
  for await (const { id } of positions(source)) {
    if (ids.push(id) < ROWS_AT_ONCE) continue;
    yield* lotsOf(source, ids, names);
    ids = [];
  }
  yield* lotsOf(source, ids, names);
}

async function* lotsOf(
  { work, scope }: Source,
  positionIds: readonly string[],
  names: (id: string) => string,
): AsyncGenerator<readonly Cell[]> {
  const lots = await work.within(scope, (unit) => unit.holdings.lotsOfPositions(positionIds));
  for (const lot of lots) yield lotCells(lot, names(lot.accountId));
}

function lotCells(lot: StoredLot, accountName: string): readonly Cell[] {
  return [
    lot.id,
    lot.accountId,
    accountName,
    lot.positionId,
    lot.instrumentId,
    lot.purchasedOn,
    lot.acquiredOn,
    plain(lot.units),
    plain(lot.cost),
    plain(lot.disallowedLoss),
    lot.currency,
    `${lot.isCostKnown}`,
  ];
}

function namesOf({ accounts }: Source): (id: string) => string {
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? "";
}

/** All rows of a list, a page at a time. */
async function* paged<Row>(
  read: (slice: Slice) => Promise<readonly Row[]>,
  keyOf: (last: Row) => readonly (string | number)[],
): AsyncGenerator<Row> {
  let after: readonly (string | number)[] | null = null;
  for (;;) {
    const page: readonly Row[] = await read({ first: ROWS_AT_ONCE, after });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < ROWS_AT_ONCE) return;
    after = keyOf(last);
  }
}
