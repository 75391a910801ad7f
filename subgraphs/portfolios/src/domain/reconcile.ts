import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO, sum } from "@wealthgraph/kernel/decimal";
import { type Currency, roundToMinorUnit } from "@wealthgraph/kernel/money";
import type { Transaction, TransactionKind } from "./transaction.js";

/** Why a declared figure may differ from the computed one. */
export const RECONCILIATION_CAUSES = [
  "REJECTED_ROW",
  "UNCONFIRMED_ROW",
  "UNSETTLED",
  "UNBOOKED_SPLIT",
  "EQUAL_TRANSACTION",
  "DIVIDEND_SIZED",
  "NEVER_BOOKED",
] as const;
export type ReconciliationCause = (typeof RECONCILIATION_CAUSES)[number];

export interface Explanation {
  readonly cause: ReconciliationCause;
  readonly message: string;
  /** True when it accounts for the whole difference by itself. */
  readonly isExact: boolean;
  readonly transactionId: string | null;
  readonly importId: string | null;
  readonly line: number | null;
}

/** A row of a file that is not booked. */
export interface OpenRow {
  readonly importId: string;
  readonly line: number;
  readonly isRejected: boolean;
  readonly message: string;
  /** null when the row was not understood */
  readonly instrumentId: string | null;
  readonly raw: string;
  /** Signed; null when the row was not understood. */
  readonly units: Decimal | null;
  /** In the account's currency; null when the row was not understood. */
  readonly amount: Decimal | null;
}

/** Kinds whose units leave the account. */
const LEAVING: ReadonlySet<TransactionKind> = new Set<TransactionKind>([
  "SELL",
  "SHORT",
  "TRANSFER_OUT",
  "CASH_IN_LIEU",
]);

/** Units as they change the position: below 0 when they leave. */
export function signedUnits(kind: TransactionKind, units: Decimal | null): Decimal {
  return LEAVING.has(kind) ? (units ?? ZERO).negated() : (units ?? ZERO);
}

/** Numerators and denominators of usual splits; a reverse split is the same the other way round. */
const SPLITS: readonly (readonly [number, number])[] = [
  [2, 1],
  [3, 1],
  [4, 1],
  [5, 1],
  [6, 1],
  [7, 1],
  [8, 1],
  [10, 1],
  [15, 1],
  [20, 1],
  [25, 1],
  [30, 1],
  [40, 1],
  [50, 1],
  [100, 1],
  [3, 2],
  [4, 3],
  [5, 2],
  [5, 4],
];

/** @returns the split, as `2:1`, that makes `computed` the declared units; fractions may be paid out in cash */
export function usualSplit(computed: Decimal, declared: Decimal): string | null {
  if (computed.lte(0) || declared.lte(0)) return null;
  const makes = (to: number, from: number) => {
    const units = computed.times(to).div(from);
    return units.eq(declared) || units.floor().eq(declared);
  };
  for (const [to, from] of SPLITS) {
    if (makes(to, from)) return `${to}:${from}`;
    if (makes(from, to)) return `${from}:${to}`;
  }
  return null;
}

const explanation = (
  cause: ReconciliationCause,
  message: string,
  more: Partial<Explanation> = {},
): Explanation => ({
  cause,
  message,
  isExact: false,
  transactionId: null,
  importId: null,
  line: null,
  ...more,
});

export interface UnitsCase {
  readonly on: CalendarDate;
  readonly symbol: string;
  readonly instrumentId: string | null;
  readonly declared: Decimal;
  readonly computed: Decimal;
  /** Of this security in this account, until `on`. */
  readonly transactions: readonly Transaction[];
  /** Of this account, of any security. */
  readonly openRows: readonly OpenRow[];
}

/** What can be said of a difference in units, what explains all of it first. */
export function explainUnits(given: UnitsCase): Explanation[] {
  const { on, declared, computed, transactions, symbol } = given;
  const missing = declared.minus(computed);
  const found = rowExplanations(
    given.openRows.filter((row) => isOf(row, given)),
    (row) => row.units,
    missing,
  );
  found.push(...unsettled(on, transactions, missing, (t) => signedUnits(t.kind, t.units)));
  const split = usualSplit(computed, declared);
  if (split) {
    const message = `a split of ${split} of ${symbol} makes ${computed.toFixed()} units ${declared.toFixed()}: is it booked?`;
    found.push(explanation("UNBOOKED_SPLIT", message, { isExact: true }));
  }
  found.push(...equalTransactions(transactions, missing, (t) => signedUnits(t.kind, t.units)));
  if (transactions.length === 0) {
    const message = `no transaction of ${symbol} is booked in this account until ${on}`;
    found.push(explanation("NEVER_BOOKED", message));
  }
  return exactFirst(found);
}

function isOf(row: OpenRow, { instrumentId, symbol }: UnitsCase): boolean {
  if (row.instrumentId !== null) return row.instrumentId === instrumentId;
  return row.raw
    .toUpperCase()
    .split(/[^A-Z0-9.-]+/)
    .includes(symbol.toUpperCase());
}

export interface CashCase {
  readonly on: CalendarDate;
  readonly currency: Currency;
  readonly declared: Decimal;
  readonly computed: Decimal;
  /** Of this account, until `on`, in its currency. */
  readonly transactions: readonly Transaction[];
  readonly openRows: readonly OpenRow[];
}

/** What can be said of a difference in cash, what explains all of it first. */
export function explainCash(given: CashCase): Explanation[] {
  const { on, transactions, openRows } = given;
  const missing = cashDifference(given);
  const rows = openRows.filter((row) => row.amount !== null && !row.amount.isZero());
  return exactFirst([
    ...rowExplanations(rows, (row) => row.amount, missing),
    ...unsettled(on, transactions, missing, (t) => t.amount),
    ...equalTransactions(transactions, missing, (t) => t.amount),
    ...dividendSized(transactions, missing),
  ]);
}

/** Declared less computed, to the cent (half-even): cash at exchange rates has more digits. */
export function cashDifference(
  given: Pick<CashCase, "declared" | "computed" | "currency">,
): Decimal {
  const { declared, computed, currency } = given;
  return roundToMinorUnit({ amount: declared.minus(computed), currency }).amount;
}

function rowExplanations(
  rows: readonly OpenRow[],
  of: (row: OpenRow) => Decimal | null,
  missing: Decimal,
): Explanation[] {
  const total = sum(rows.map((row) => of(row) ?? ZERO));
  const isAll = rows.length > 0 && total.eq(missing);
  return rows.map((row) => {
    const { importId, line } = row;
    const isExact = of(row)?.eq(missing) === true;
    const together = isAll && rows.length > 1 ? " (together with the other rows, all of it)" : "";
    return row.isRejected
      ? explanation("REJECTED_ROW", `line ${line} was not booked: ${row.message}${together}`, {
          importId,
          line,
          isExact,
        })
      : explanation(
          "UNCONFIRMED_ROW",
          `line ${line} waits for its import to be confirmed${together}`,
          { importId, line, isExact },
        );
  });
}

/** Traded until `on` and settled later: a statement by settlement date does not have them. */
function unsettled(
  on: CalendarDate,
  transactions: readonly Transaction[],
  missing: Decimal,
  of: (transaction: Transaction) => Decimal,
): Explanation[] {
  const open = transactions.filter((t) => t.settlementDate > on && !of(t).isZero());
  const isAll = sum(open.map(of)).negated().eq(missing);
  return open.map((t) => {
    const together = isAll && open.length > 1 ? " (together with the others, all of it)" : "";
    const message = `${t.kind} of ${t.tradeDate} settles on ${t.settlementDate}: a statement by settlement date does not have it yet${together}`;
    const isExact = isAll && open.length === 1;
    return explanation("UNSETTLED", message, { transactionId: t.id, isExact });
  });
}

const EQUAL_MAX = 5;

/** Booked transactions that move exactly what is too much. */
function equalTransactions(
  transactions: readonly Transaction[],
  missing: Decimal,
  of: (transaction: Transaction) => Decimal,
): Explanation[] {
  const equal = transactions.filter((t) => of(t).eq(missing.negated()) && !missing.isZero());
  return equal
    .slice(-EQUAL_MAX)
    .map((t) =>
      explanation(
        "EQUAL_TRANSACTION",
        `${t.kind} of ${t.tradeDate} moves exactly the difference: is it booked twice, or in the wrong account?`,
        { transactionId: t.id, isExact: true },
      ),
    );
}

/** How far from the last dividend a missing one may be: companies raise by little. */
const DIVIDEND_SHARE_MAX = new Decimal("0.1");

/** The last dividend of each security that is about as large as the cash that is missing. */
function dividendSized(transactions: readonly Transaction[], missing: Decimal): Explanation[] {
  if (missing.lte(0)) return [];
  const last = new Map<string, Transaction>();
  for (const t of transactions) {
    if (t.kind === "DIVIDEND" && t.instrumentId !== null) last.set(t.instrumentId, t);
  }
  return [...last.values()]
    .filter((t) => t.amount.minus(missing).abs().lte(t.amount.abs().times(DIVIDEND_SHARE_MAX)))
    .map((t) =>
      explanation(
        "DIVIDEND_SIZED",
        `${missing.toFixed()} is about the last dividend of ${t.symbol ?? t.instrumentId} (${t.amount.toFixed()} on ${t.tradeDate}): is a later one missing?`,
        { transactionId: t.id },
      ),
    );
}

const exactFirst = (found: readonly Explanation[]) =>
  found.toSorted((a, b) => Number(b.isExact) - Number(a.isExact));
