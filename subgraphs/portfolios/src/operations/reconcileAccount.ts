import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO, sum } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { positionsOf } from "../domain/position.js";
import {
  cashDifference,
  explainCash,
  explainUnits,
  type Explanation,
  type OpenRow,
  signedUnits,
} from "../domain/reconcile.js";
import { replaySteps } from "../domain/replay.js";
import type { Transaction } from "../domain/transaction.js";
import { viewerScope } from "./access.js";
import { identityOf } from "./contentHash.js";
import { inSlices } from "./inSlices.js";
import type {
  Account,
  Clock,
  Market,
  OpenImportRow,
  StoredTransaction,
  Unit,
  Work,
} from "./ports.js";
import { inAccountCurrency, ledgerAccounts, replayOptionsFor } from "./saveHoldings.js";

/** What a broker's statement says of one security. */
export interface DeclaredPosition {
  readonly symbol: string | null;
  readonly instrumentId: string | null;
  readonly units: Decimal;
}

export interface Declaration {
  /** At the end of this day. */
  readonly on: CalendarDate;
  /** All of them: what is not named is declared as 0. */
  readonly positions: readonly DeclaredPosition[];
  /** In the account's currency; null: cash is not compared */
  readonly cash: Decimal | null;
  /** The last day on which both agreed; null for none */
  readonly since: CalendarDate | null;
}

export interface PositionDifference {
  readonly symbol: string;
  /** null when market-data does not know the symbol */
  readonly instrumentId: string | null;
  readonly declared: Decimal;
  readonly computed: Decimal;
  /** Declared less computed: > 0 when units are missing here. */
  readonly difference: Decimal;
  readonly explanations: readonly Explanation[];
  /** Of this security after `since` until the day, newest first, at most 50. */
  readonly transactions: readonly StoredTransaction[];
}

export interface CashDifference {
  readonly declared: Decimal;
  readonly computed: Decimal;
  readonly difference: Decimal;
  readonly explanations: readonly Explanation[];
}

export interface Reconciliation {
  readonly on: CalendarDate;
  readonly isAgreed: boolean;
  readonly positionsAgreed: number;
  /** Those that differ, by symbol. */
  readonly differences: readonly PositionDifference[];
  /** null when none was declared */
  readonly cash: CashDifference | null;
}

export const DECLARED_MAX = 2_000;
const TRANSACTIONS_MAX = 50;

/** A declared or held security; `key` is its instrument, else its symbol. */
interface Subject {
  readonly key: string;
  readonly symbol: string;
  readonly instrumentId: string | null;
}

/**
 * Compares what a broker's statement says with what the transactions of the account until the end of that
 * day (by trade date) add up to, and says of each difference what can be said. Stores nothing.
 *
 * @throws {Refusal} BAD_INPUT for a day to come, a position that names no security or both names, or one
 *   that is said twice
 */
export async function reconcileAccount(
  ports: { readonly work: Work; readonly market: Market; readonly clock: Clock },
  viewer: Viewer,
  account: Account,
  declaration: Declaration,
): Promise<Reconciliation> {
  requireHousehold(viewer, account.householdId, "read");
  requireSensible(declaration, dateOfInstant(ports.clock(), "America/New_York"));
  const { on } = declaration;
  const world = await ports.work.within(viewerScope(viewer), (unit) => load(unit, account, on));
  const own = world.transactions.filter(({ accountId }) => accountId === account.id);
  const declared = await subjectsOf(ports.market, account, declaration, own);
  const subjects = new Map(declared.map(({ subject }) => [subject.key, subject]));
  const units = new Map(declared.map(({ subject, units: said }) => [subject.key, said]));
  const held = await heldUnits(world, account.id);
  const symbols = symbolsOf(own);
  for (const instrumentId of held.keys()) {
    const symbol = symbols.get(instrumentId) ?? instrumentId;
    if (!subjects.has(instrumentId))
      subjects.set(instrumentId, { key: instrumentId, symbol, instrumentId });
  }
  const all = [...subjects.values()].map((subject) => {
    const said = units.get(subject.key) ?? ZERO;
    const computed = held.get(subject.key) ?? ZERO;
    return { subject, said, computed };
  });
  const differences = all
    .filter(({ said, computed }) => !said.eq(computed))
    .map(({ subject, said, computed }) =>
      positionDifference(subject, { said, computed }, { declaration, own, rows: world.rows }),
    )
    .toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const cash = cashCompared(account, declaration, own, world.rows);
  return {
    on,
    isAgreed: differences.length === 0 && (cash?.difference.isZero() ?? true),
    positionsAgreed: all.length - differences.length,
    differences,
    cash,
  };
}

function requireSensible({ on, since, positions }: Declaration, today: CalendarDate): void {
  if (on > today) throw new Refusal("BAD_INPUT", "the day of a statement is not one to come");
  if (since !== null && since > on) throw new Refusal("BAD_INPUT", "since is not after the day");
  if (positions.length > DECLARED_MAX) {
    throw new Refusal("BAD_INPUT", `at most ${DECLARED_MAX} positions`, {
      positionsMax: DECLARED_MAX,
    });
  }
  for (const [position, { symbol, instrumentId }] of positions.entries()) {
    if ((symbol === null) === (instrumentId === null)) {
      const message = "a position names its security by symbol or by instrumentId";
      throw new Refusal("BAD_INPUT", message, { position });
    }
  }
}

async function load(unit: Unit, account: Account, on: CalendarDate) {
  const { householdId } = account;
  const known = await unit.ledger.identities(account.id);
  const open = await unit.imports.openRows(account.id);
  const isBooked = ({ row: { draft } }: OpenImportRow) =>
    draft !== null && known.has(identityOf(draft.contentKey, draft.occurrence));
  return {
    accounts: await unit.accounts.ofHouseholds([householdId]),
    transactions: (await unit.ledger.ofHousehold(householdId))
      .filter(({ tradeDate }) => tradeDate <= on)
      .toSorted((a, b) => (a.tradeDate < b.tradeDate ? -1 : 1)),
    lotMethods: await unit.lotMethods.ofHousehold(householdId),
    rows: open
      .filter((one) => !isBooked(one) && (one.row.draft === null || one.row.draft.tradeDate <= on))
      .map(openRow),
  };
}

type Loaded = Awaited<ReturnType<typeof load>>;

function openRow({ importId, row }: OpenImportRow): OpenRow {
  const { line, raw, verdict, reason, draft } = row;
  return {
    importId,
    line,
    isRejected: verdict === "REJECTED",
    message: reason?.message ?? "",
    instrumentId: draft?.instrumentId ?? null,
    raw,
    units: draft && signedUnits(draft.kind, draft.units),
    amount: draft && draft.amount.times(draft.fxRate),
  };
}

/** Units by instrument at the end of the day; a transaction that cannot have happened is left out. */
async function heldUnits(
  { accounts, transactions, lotMethods }: Loaded,
  accountId: string,
): Promise<Map<string, Decimal>> {
  const { holdings } = await inSlices(
    replaySteps(
      ledgerAccounts(accounts),
      transactions.map(inAccountCurrency),
      replayOptionsFor(transactions, lotMethods),
    ),
  );
  return new Map(
    positionsOf(holdings.lots, holdings.shorts)
      .filter((position) => position.accountId === accountId && !position.units.isZero())
      .map(({ instrumentId, units }) => [instrumentId, units]),
  );
}

/** The latest symbol of each instrument. */
function symbolsOf(transactions: readonly StoredTransaction[]): Map<string, string> {
  return new Map(
    transactions.flatMap(({ instrumentId, symbol }) =>
      instrumentId !== null && symbol !== null ? [[instrumentId, symbol]] : [],
    ),
  );
}

async function subjectsOf(
  market: Market,
  account: Account,
  { positions }: Declaration,
  own: readonly StoredTransaction[],
): Promise<readonly { readonly subject: Subject; readonly units: Decimal }[]> {
  const symbols = symbolsOf(own);
  const bySymbol = new Map([...symbols].map(([id, symbol]) => [symbol.toUpperCase(), id]));
  const asked = positions.flatMap(({ symbol }) =>
    symbol !== null && !bySymbol.has(symbol.toUpperCase()) ? [symbol.toUpperCase()] : [],
  );
  const found =
    asked.length > 0 ? await market.instruments(account.householdId, [...new Set(asked)]) : null;
  const subjects = positions.map(({ symbol, instrumentId, units }) => {
    const text = symbol?.toUpperCase() ?? "";
    const id = instrumentId ?? bySymbol.get(text) ?? found?.get(text)?.id ?? null;
    const name = symbol ?? (id === null ? text : (symbols.get(id) ?? id));
    return { subject: { key: id ?? text, symbol: name, instrumentId: id }, units };
  });
  const keys = new Set<string>();
  for (const { subject } of subjects) {
    if (keys.has(subject.key)) {
      const symbol = subject.symbol.slice(0, 40);
      throw new Refusal("BAD_INPUT", `${symbol} is declared twice`, { symbol });
    }
    keys.add(subject.key);
  }
  return subjects;
}

function positionDifference(
  { symbol, instrumentId }: Subject,
  { said, computed }: { readonly said: Decimal; readonly computed: Decimal },
  from: {
    readonly declaration: Declaration;
    readonly own: readonly StoredTransaction[];
    readonly rows: readonly OpenRow[];
  },
): PositionDifference {
  const { on, since } = from.declaration;
  const transactions = from.own.filter(
    (t) => t.instrumentId === instrumentId && instrumentId !== null,
  );
  return {
    symbol,
    instrumentId,
    declared: said,
    computed,
    difference: said.minus(computed),
    explanations: explainUnits({
      on,
      symbol,
      instrumentId,
      declared: said,
      computed,
      transactions,
      openRows: from.rows,
    }),
    transactions: transactions
      .filter(({ tradeDate }) => since === null || tradeDate > since)
      .toReversed()
      .slice(0, TRANSACTIONS_MAX),
  };
}

function cashCompared(
  { currency }: Account,
  { on, cash: declared }: Declaration,
  own: readonly StoredTransaction[],
  openRows: readonly OpenRow[],
): CashDifference | null {
  if (declared === null) return null;
  const transactions: Transaction[] = own.map(inAccountCurrency);
  const computed = sum(transactions.map(({ amount }) => amount));
  const difference = cashDifference({ declared, computed, currency });
  const given = { on, currency, declared, computed, transactions, openRows };
  const explanations = difference.isZero() ? [] : explainCash(given);
  return { declared, computed, difference, explanations };
}
