import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, parseDecimal } from "@wealthgraph/kernel/decimal";
import type { CsvRow, Reading, RefusedRow } from "./csvRows.js";

export const CORPORATE_ACTION_KINDS = [
  "SPLIT",
  "CASH_DIVIDEND",
  "SPECIAL_DIVIDEND",
  "STOCK_DIVIDEND",
] as const;

export type CorporateActionKind = (typeof CORPORATE_ACTION_KINDS)[number];

interface OnExDate {
  /** First day on which a buyer does not take part */
  readonly exDate: CalendarDate;
}

/** More (or, with a ratio below 1, fewer) shares for each one held. */
export interface ShareAction extends OnExDate {
  readonly kind: "SPLIT" | "STOCK_DIVIDEND";
  /** Shares after for one share before: 4 for 4:1, 0.2 for a 1:5 reverse split, 1.05 for a 5 % stock dividend */
  readonly ratio: Decimal;
}

/** Cash for each share held. */
export interface CashAction extends OnExDate {
  readonly kind: "CASH_DIVIDEND" | "SPECIAL_DIVIDEND";
  /** For one share as it was before `exDate`, in the instrument's currency; > 0 */
  readonly amount: Decimal;
  /** Close of the last session before `exDate`, as traded; null when the source does not give it */
  readonly referenceClose: Decimal | null;
}

export type CorporateAction = ShareAction | CashAction;

export function isShareAction(action: CorporateAction): action is ShareAction {
  return action.kind === "SPLIT" || action.kind === "STOCK_DIVIDEND";
}

export const EVENT_COLUMNS = [
  "symbol",
  "ex_date",
  "type",
  "value",
  "last_cum_date",
  "reference_close",
] as const;

/** By symbol, oldest first. */
export type ActionsBySymbol = ReadonlyMap<string, readonly CorporateAction[]>;

const KINDS: Readonly<Record<string, CorporateActionKind>> = {
  SPLIT: "SPLIT",
  DIVIDEND: "CASH_DIVIDEND",
  SPECIAL_DIVIDEND: "SPECIAL_DIVIDEND",
  STOCK_DIVIDEND: "STOCK_DIVIDEND",
};

/**
 * Reads a file of corporate actions. `value` is new shares for one old (SPLIT; below 1 for a reverse
 * split), further shares for one (STOCK_DIVIDEND: 0.05 for 5 %), or cash for one share.
 *
 * A row is refused, and the rest used, when a cell does not fit, a dividend is not below the close
 * before it, or the same action stands there twice. Two dividends of one ex-date with different last
 * cum-dividend days are two: a source with a gap dates what fell into it to the gap's end.
 */
export function readActions(rows: readonly CsvRow[]): Reading<ActionsBySymbol> {
  const bySymbol = new Map<string, CorporateAction[]>();
  const refused: RefusedRow[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of rows) {
    const [symbol = "", , , , lastCumDate] = cells;
    const action = readAction(cells);
    if (typeof action === "string") {
      refused.push({ line, reason: action });
      continue;
    }
    const identity = [symbol, action.kind, action.exDate, lastCumDate].join();
    if (seen.has(identity)) {
      refused.push({ line, reason: `a second ${action.kind} on ${action.exDate}` });
      continue;
    }
    seen.add(identity);
    bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), action]);
  }
  for (const actions of bySymbol.values()) {
    actions.sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
  }
  return { content: bySymbol, refused };
}

/** Shares after for one share before, over every action whose ex-date is after `after` and not after `to`. */
export function shareRatio(
  actions: readonly CorporateAction[],
  after: CalendarDate,
  to: CalendarDate,
): Decimal {
  return actions
    .filter(isShareAction)
    .filter(({ exDate }) => exDate > after && exDate <= to)
    .reduce((all, { ratio }) => all.times(ratio), new Decimal(1));
}

/** @returns the fault as text when the row is no action */
function readAction(cells: readonly string[]): CorporateAction | string {
  if (cells.length !== EVENT_COLUMNS.length) {
    return `${EVENT_COLUMNS.length} cells expected, ${cells.length} found`;
  }
  const [symbol, date = "", type = "", text = "", , reference = ""] = cells;
  const kind = KINDS[type];
  if (!symbol) return "a cell is missing";
  if (!kind) return `type is none of ${Object.keys(KINDS).join(", ")}`;
  const exDate = parseCalendarDate(date);
  if (!exDate) return "ex_date is no date";
  const value = parseDecimal(text);
  if (!value?.gt(0)) return "value is no positive number";
  return toAction({ kind, exDate, value }, reference);
}

function toAction(
  event: OnExDate & { readonly kind: CorporateActionKind; readonly value: Decimal },
  reference: string,
): CorporateAction | string {
  const { kind, exDate, value } = event;
  switch (kind) {
    case "SPLIT":
      return { kind, exDate, ratio: value };
    case "STOCK_DIVIDEND":
      return { kind, exDate, ratio: value.plus(1) };
    case "CASH_DIVIDEND":
    case "SPECIAL_DIVIDEND":
      return readCash({ kind, exDate, amount: value }, reference);
  }
}

function readCash(
  action: Pick<CashAction, "kind" | "exDate" | "amount">,
  reference: string,
): CashAction | string {
  if (reference === "") return { ...action, referenceClose: null };
  const referenceClose = parseDecimal(reference);
  if (!referenceClose?.gt(0)) return "reference_close is no positive number";
  if (action.amount.gte(referenceClose)) return "the dividend is not below reference_close";
  return { ...action, referenceClose };
}
